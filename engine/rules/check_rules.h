#pragma once
// The groups of checks: each reads the index and adds its findings.

#include "engine/model/flat_topology.h"
#include "engine/model/parameters.h"
#include "engine/rules/check_index.h"
#include "engine/rules/codes.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace topomq::rules {

/// Collects findings and puts them in order.
/// Thread: used by one.
class Findings
{
public:
    enum class Fixes { Offered, Spared };

    explicit Findings(Fixes fixes = Fixes::Offered)
        : m_fixBudget(fixes == Fixes::Offered ? kMostFixed : 0)
    { }

    void
    error(const char* code, Place place, std::string message, std::optional<model::Fix> fix = {});
    void
    warning(const char* code, Place place, std::string message, std::optional<model::Fix> fix = {});
    void information(const char* code,
                     Place place,
                     std::string message,
                     std::optional<model::Fix> fix = {});

    /// A fix carries a copy of what it changes. False once the copies of one check add up to more
    /// than anybody would read, so that a hostile file cannot fill the memory.
    [[nodiscard]] bool spendOnFix(std::size_t items);

    /// Most severe first, then in the order of the file. Leaves this empty.
    [[nodiscard]] std::vector<model::Finding> takeSorted();

private:
    struct Entry
    {
        model::Finding finding;
        std::size_t major = 0;
        std::size_t minor = 0;
    };

    void add(model::Severity severity,
             const char* code,
             Place place,
             std::string message,
             std::optional<model::Fix> fix);

    std::vector<Entry> m_entries;
    static constexpr std::size_t kMostFixed = 200'000;

    std::size_t m_fixBudget;
};

/// Ids, and what the file names but nobody knows. Also for things that are left out of the run.
void checkIdentity(const CheckIndex& index, Findings& findings);
/// Ids of instances, which are not there as it runs, and of what is written in definitions.
void checkWrittenIds(const model::FlatTopology& flat,
                     const model::Topology& source,
                     Findings& findings);
/// Keys that nobody knows. `source`: the file, with all that does not run.
void checkKeys(const CheckIndex& index, const model::Topology& source, Findings& findings);
/// Dangling, illegal, doubled links; PAIR and routing ids.
void checkLinks(const CheckIndex& index, Findings& findings);
void checkAddresses(const CheckIndex& index, const Capabilities& capabilities, Findings& findings);
/// Definitions of sub-topologies, and what cannot be laid flat.
void checkDefinitions(const model::FlatTopology& flat,
                      const model::Topology& source,
                      Findings& findings);
/// Says of findings about what is inside of instances where that is, by what the file calls it.
void sayWhereInside(std::vector<model::Finding>& findings, const model::FlatTopology& flat);
/// Takes away the fixes that the file cannot take, and those that would harm another use of what
/// they change. Those that stay are for `placedFix`. `check`: all findings about a topology; they
/// need no fixes.
void keepPlaceableFixes(
    std::vector<model::Finding>& findings,
    const model::FlatTopology& flat,
    const model::Topology& source,
    const std::function<std::vector<model::Finding>(const model::Topology&)>& check);
/// Which sockets a role must and may have.
void checkRoles(const CheckIndex& index, Findings& findings);
/// pgm, epgm and norm: types and the rate that they send at most.
void checkMulticast(const CheckIndex& index, Findings& findings);
/// STREAM sockets: transports and who speaks first.
void checkStreams(const CheckIndex& index, Findings& findings);
/// Mechanisms along links, lists of who may come in.
void checkSecurity(const CheckIndex& index, const Capabilities& capabilities, Findings& findings);
struct Forwarding;
/// Rings in which messages go round for ever.
void checkRings(const CheckIndex& index, const Forwarding& forwarding, Findings& findings);
/// Where more is sent than can be taken.
void checkLoads(const CheckIndex& index, const Forwarding& forwarding, Findings& findings);
/// Requests: who answers, who waits for ever, and by which name a ROUTER knows its peers.
void checkRequests(const CheckIndex& index, Findings& findings);
/// Who is at which side of a proxy or balancer.
void checkBrokers(const CheckIndex& index, Findings& findings);
/// Options of the run's context.
void checkContext(const CheckIndex& index, const Capabilities& capabilities, Findings& findings);
/// Names and values of parameters, and uses that come to no number.
void checkParameters(const CheckIndex& index,
                     const std::vector<model::ParameterProblem>& problems,
                     Findings& findings);
/// Values of settings and options.
void checkSettings(const CheckIndex& index, Findings& findings);
/// Options of TCP that are refused only when a socket binds or connects.
void checkTcpOptions(const CheckIndex& index, const Capabilities& capabilities, Findings& findings);
/// Limits of the size of messages against what is sent.
void checkMessageSizes(const CheckIndex& index, Findings& findings);
/// What is legal but perhaps not meant.
void checkAdvice(const CheckIndex& index, Findings& findings);
/// Recordings of bytes where there are none to record.
void checkWire(const CheckIndex& index, Findings& findings);
/// What one process can hold.
void checkLimits(const CheckIndex& index, const Capabilities& capabilities, Findings& findings);

} // namespace topomq::rules
