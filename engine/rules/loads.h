#pragma once
// How many messages come to each node and how many it can take, from rates and service times alone.
// Thread: a plain value that points into the index it was made from.

#include "engine/model/settings.h"
#include "engine/rules/forwarding.h"

#include <cstddef>
#include <limits>
#include <vector>

namespace topomq::rules {

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();
inline constexpr double kMicrosecondsPerSecond = 1e6;

/// All in messages per second.
struct NodeLoad
{
    double own = kNoLimit; ///< what its service time allows
    double capacity = kNoLimit; ///< what that and all behind it allow
    /// What arrives once those who send are held back.
    double arrival = 0;
    /// The part of it that is dropped rather than held back.
    double dropping = 0;
    /// As `arrival`, without sources that send as fast as they can: those take what is left.
    double firm = 0;
    /// What would arrive if nobody were held back, only slowed by service times on the way.
    double offered = 0;
    /// What would arrive if nothing on the way took time: in proportion to the rates of the
    /// sources.
    double demand = 0;
};

class WantedParts;

class Loads
{
public:
    Loads(const CheckIndex& index, const Forwarding& forwarding);

    [[nodiscard]] const NodeLoad& of(std::size_t node) const { return m_loads[node]; }

    /// What a source is set to send; without a limit for one that sends as fast as it can.
    [[nodiscard]] double wishOf(std::size_t source) const;
    /// Publishers drop what the node cannot take.
    [[nodiscard]] bool losesMessages(std::size_t node) const;
    /// More is sent to the node by all together than it can take, which holds them back.
    [[nodiscard]] bool holdsBack(std::size_t node) const;
    /// The set rate of the source is more than those behind it take.
    [[nodiscard]] bool isHeldBack(std::size_t source) const;
    /// Full, and offered more: to slow those who feed it down to its capacity is what helps.
    [[nodiscard]] bool isBottleneck(std::size_t node) const;
    /// Does the sender of the hop drop what the receiver cannot take?
    [[nodiscard]] bool drops(const Hop& hop) const;

    /// The loads as they would be if the service time of the node allowed so much.
    void setOwn(std::size_t node, double perSecond);

private:
    /// The hops of a node that leave by one socket.
    struct Output
    {
        std::size_t sender = 0; ///< position in CheckIndex::sockets
        std::vector<std::size_t> hops;
        /// By hop: which part of what leaves goes there, for sockets that send to all.
        std::vector<double> parts;
    };

    void readOutputs(std::size_t node, const model::RoleSettings& settings, WantedParts& wanted);
    void compute();
    [[nodiscard]] double acceptedBy(const Output& output) const;
    [[nodiscard]] double acceptedBehind(std::size_t node) const;
    [[nodiscard]] double partOf(const Output& output, std::size_t position, double all) const;
    [[nodiscard]] bool isElastic(std::size_t node) const;
    void passOn(std::size_t node);

    const CheckIndex& m_index;
    const Forwarding& m_forwarding;
    std::vector<std::vector<Output>> m_outputs;
    /// By node; of sources only.
    std::vector<double> m_wishes;
    std::vector<NodeLoad> m_loads;
};

} // namespace topomq::rules
