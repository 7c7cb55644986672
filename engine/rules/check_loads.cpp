// Loads: what is offered against what can be taken, from the rates and service times alone.
#include "engine/model/settings.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"
#include "engine/rules/loads.h"
#include "engine/rules/slower_sources.h"

#include <algorithm>
#include <cmath>

namespace topomq::rules {

namespace {

using model::Node;
using model::Role;
using model::Value;

/// Messages per second, as the summary of a node shows them.
std::string perSecond(double rate)
{
    if (rate == kNoLimit)
        return "messages as fast as they can be sent";
    return "about " + Value(rate < 10 ? std::round(rate * 10) / 10 : std::round(rate)).describe()
        + " msg/s";
}

/// To a thousandth, never more: the mean of what is rounded is not to be above that of the whole.
Value scaledNumber(const Value& number, double factor)
{
    constexpr double kParts = 1000;
    constexpr double kNoise = 1e-6; ///< of reckoning with factors such as 1 / 3
    return model::numberValue(std::floor(number.asNumber().value_or(0) * factor * kParts + kNoise)
                              / kParts);
}

/// {"exponential": 5000} as {"exponential": 1000}: all that a distribution names grows or shrinks
/// with its mean.
Value scaled(const Value& distribution, double factor)
{
    if (distribution.asObject() == nullptr)
        return scaledNumber(distribution, factor);
    model::Object changed;
    for (const auto& [kind, value] : distribution.asObject()->members()) {
        if (value.asArray() == nullptr) {
            changed.append(kind, scaledNumber(value, factor));
            continue;
        }
        model::Array numbers;
        for (const Value& each : *value.asArray())
            numbers.push_back(scaledNumber(each, factor));
        changed.append(kind, std::move(numbers));
    }
    return changed;
}

class LoadReport
{
public:
    LoadReport(const CheckIndex& index, const Forwarding& forwarding, Findings& findings)
        : m_index(index)
        , m_forwarding(forwarding)
        , m_findings(findings)
        , m_loads(index, forwarding)
        , m_tried(m_loads)
        , m_slower(index, forwarding, m_loads)
    { }

    void report()
    {
        for (const std::size_t node : m_forwarding.order) {
            if (m_index.topology.nodes[node].role == Role::Source)
                reportSource(node);
            else if (m_loads.losesMessages(node))
                reportDrops(node);
            else if (m_loads.holdsBack(node))
                reportBusy(node);
        }
    }

private:
    void reportSource(std::size_t node)
    {
        if (!m_loads.isHeldBack(node))
            return;
        const std::size_t sources = m_slower.togetherWith(node).size();
        const std::string together =
            sources > 1 ? " from " + std::to_string(sources) + " sources together" : "";
        m_findings.information(code::kBackPressure, m_index.placeOfNode(node),
                               "It wants to send " + perSecond(m_loads.wishOf(node))
                                   + ", and those behind it take "
                                   + perSecond(m_loads.of(node).capacity) + together
                                   + ": their queues fill up, and then it is held back.",
                               m_slower.fix(node, m_findings));
    }

    /// More than one sends what each alone could: the queues before it fill up.
    void reportBusy(std::size_t node)
    {
        const NodeLoad& load = m_loads.of(node);
        m_findings.information(code::kBackPressure, m_index.placeOfNode(node),
                               "It is offered " + perSecond(load.offered)
                                   + ", and its service time allows " + perSecond(load.capacity)
                                   + ": the queues before it fill up, and then those who send are "
                                     "held back.",
                               shorterService(node, load.offered));
    }

    void reportDrops(std::size_t node)
    {
        const NodeLoad& load = m_loads.of(node);
        const bool itself = load.own <= load.capacity;
        m_findings.warning(code::kDropsExpected, m_index.placeOfNode(node),
                           "It is offered " + perSecond(load.arrival) + ", and "
                               + (itself ? "its service time" : "what is behind it") + " allows "
                               + perSecond(load.capacity)
                               + ": once its queue is full, publishers drop the rest.",
                           itself ? shorterService(node, load.arrival) : std::nullopt);
    }

    /// A node that takes more is also sent more, by those who share out by who takes most: only a
    /// time that has been tried is offered.
    MaybeFix shorterService(std::size_t node, double offered)
    {
        constexpr int kMostTries = 8;
        constexpr double kAtLeastFaster = 1.1;
        const double before = m_loads.of(node).own;
        MaybeFix fix;
        for (int i = 0; i < kMostTries && offered < kMicrosecondsPerSecond && spendOnTrial(); ++i) {
            const double time = std::floor(kMicrosecondsPerSecond / offered);
            m_tried.setOwn(node, kMicrosecondsPerSecond / time);
            if (!m_tried.losesMessages(node) && !m_tried.holdsBack(node)) {
                fix = serviceFix(node, static_cast<std::int64_t>(time));
                break;
            }
            offered = std::max(m_tried.of(node).offered, offered * kAtLeastFaster);
        }
        m_tried.setOwn(node, before);
        return fix;
    }

    /// Not where it follows from a parameter, which is for others, too.
    MaybeFix serviceFix(std::size_t node, std::int64_t time)
    {
        constexpr const char* kTime = "service_time";
        const Value* written = m_index.source.nodes[node].settings.find(kTime);
        const Value* value = m_index.topology.nodes[node].settings.find(kTime);
        const double mean = settingsOf(m_index.topology.nodes[node]).serviceTime.mean();
        if (written == nullptr || value == nullptr || *written != *value || mean <= 0)
            return std::nullopt;
        return changeNode(m_index, m_findings, node,
                          "Shorten its service time to " + Value(time).describe() + " µs"
                              + (value->asObject() == nullptr ? "" : " on average"),
                          [&](Node& changed) {
                              changed.settings.set(
                                  kTime, scaled(*value, static_cast<double>(time) / mean));
                          });
    }

    /// Trying costs as much as all loads do; a large file may not make the check slow.
    bool spendOnTrial()
    {
        const std::size_t cost = 1 + m_index.topology.nodes.size() + m_forwarding.hops.size();
        if (m_trialBudget < cost)
            return false;
        m_trialBudget -= cost;
        return true;
    }

    const CheckIndex& m_index;
    const Forwarding& m_forwarding;
    Findings& m_findings;
    const Loads m_loads;
    Loads m_tried;
    SlowerSources m_slower;
    std::size_t m_trialBudget = 1'000'000;
};

} // namespace

void checkLoads(const CheckIndex& index, const Forwarding& forwarding, Findings& findings)
{
    LoadReport(index, forwarding, findings).report();
}

} // namespace topomq::rules
