#include "engine/model/parameters.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/forwarding.h"

#include <algorithm>
#include <tuple>

namespace topomq::rules {

using model::Finding;
using model::Severity;

void Findings::error(const char* code,
                     Place place,
                     std::string message,
                     std::optional<model::Fix> fix)
{
    add(Severity::Error, code, std::move(place), std::move(message), std::move(fix));
}

void Findings::warning(const char* code,
                       Place place,
                       std::string message,
                       std::optional<model::Fix> fix)
{
    add(Severity::Warning, code, std::move(place), std::move(message), std::move(fix));
}

void Findings::information(const char* code,
                           Place place,
                           std::string message,
                           std::optional<model::Fix> fix)
{
    add(Severity::Information, code, std::move(place), std::move(message), std::move(fix));
}

void Findings::add(Severity severity,
                   const char* code,
                   Place place,
                   std::string message,
                   std::optional<model::Fix> fix)
{
    m_entries.push_back({Finding{severity, code, std::move(place.where), std::move(message),
                                 std::move(fix), std::move(place.field)},
                         place.major, place.minor});
}

bool Findings::spendOnFix(std::size_t items)
{
    if (items > m_fixBudget)
        return false;
    m_fixBudget -= items;
    return true;
}

std::vector<Finding> Findings::takeSorted()
{
    std::vector<std::size_t> order(m_entries.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto key = [this](std::size_t i) {
        const Entry& entry = m_entries[i];
        return std::tuple(entry.finding.severity, entry.major, entry.minor, i);
    };
    std::sort(order.begin(), order.end(),
              [&key](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<Finding> sorted;
    sorted.reserve(order.size());
    for (const std::size_t i : order)
        sorted.push_back(std::move(m_entries[i].finding));
    m_entries.clear();
    return sorted;
}

namespace {

/// Their fixes are edits of what is laid flat.
std::vector<Finding> findingsOf(const model::FlatTopology& flat,
                                const model::Topology& topology,
                                const Capabilities& capabilities,
                                Findings::Fixes fixes)
{
    const model::ResolvedTopology resolved(flat.topology());
    const CheckIndex index(resolved.topology(), flat);
    Findings findings(fixes);
    checkDefinitions(flat, topology, findings);
    checkWrittenIds(flat, topology, findings);
    checkParameters(index, resolved.problems(), findings);
    checkIdentity(index, findings);
    checkKeys(index, topology, findings);
    checkLinks(index, findings);
    checkAddresses(index, capabilities, findings);
    checkRoles(index, findings);
    checkMulticast(index, findings);
    checkStreams(index, findings);
    checkSecurity(index, capabilities, findings);
    checkContext(index, capabilities, findings);
    checkSettings(index, findings);
    checkTcpOptions(index, capabilities, findings);
    checkMessageSizes(index, findings);
    checkAdvice(index, findings);
    checkWire(index, findings);
    checkRequests(index, findings);
    checkBrokers(index, findings);
    const Forwarding forwarding(index);
    checkRings(index, forwarding, findings);
    checkLoads(index, forwarding, findings);
    checkLimits(index, capabilities, findings);
    std::vector<Finding> sorted = findings.takeSorted();
    if (&flat.topology() != &topology)
        sayWhereInside(sorted, flat);
    return sorted;
}

} // namespace

std::vector<Finding> check(const model::Topology& topology, const Capabilities& capabilities)
{
    const model::FlatTopology flat(topology);
    std::vector<Finding> findings =
        findingsOf(flat, topology, capabilities, Findings::Fixes::Offered);
    if (&flat.topology() != &topology) {
        keepPlaceableFixes(findings, flat, topology, [&](const model::Topology& other) {
            return findingsOf(model::FlatTopology(other), other, capabilities,
                              Findings::Fixes::Spared);
        });
    }
    return findings;
}

bool hasErrors(const std::vector<Finding>& findings)
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& finding) { return finding.severity == Severity::Error; });
}

} // namespace topomq::rules
