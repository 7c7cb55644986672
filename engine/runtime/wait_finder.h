#pragma once
// Finds out which nodes hold up which, and whether that can ever end.

#include "engine/metrics/snapshot.h"
#include "engine/runtime/node_context.h"
#include "engine/runtime/run_context.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace topomq::runtime {

class SocketMonitors;

/// Thread: the supervisor's only.
class WaitFinder
{
public:
    /// Without `monitors` nothing is known of connections that nobody can follow byte by byte.
    WaitFinder(const RunContext& run,
               const std::vector<std::unique_ptr<NodeStatus>>& statuses,
               SocketMonitors* monitors);

    /// The plan has grown, or titles in it have changed.
    void refresh();
    /// Enters the waits of all nodes, whose states and flows are known already, with words for
    /// those that last, and deadlocks.
    void fill(metrics::Snapshot& snapshot);

private:
    [[nodiscard]] metrics::NodeWait waitOf(plan::NodeIndex node,
                                           const metrics::Snapshot& snapshot) const;

    /// Peers that are not there.
    struct Absent
    {
        std::vector<plan::NodeIndex> failed;
        bool mayComeBack = false; ///< one of the others
    };

    void noteAbsent(plan::FlowIndex flow, plan::SocketIndex peer, Absent& absent) const;
    static void settleAbsent(const Absent& absent, metrics::NodeWait& wait);
    void waitForOutput(plan::NodeIndex node,
                       const metrics::Snapshot& snapshot,
                       metrics::NodeWait& wait) const;
    void waitForInput(plan::NodeIndex node,
                      const metrics::Snapshot& snapshot,
                      metrics::NodeWait& wait) const;
    /// The peer has its socket open, as far as is known, and the two are not cut apart.
    [[nodiscard]] bool isThere(plan::FlowIndex flow, plan::SocketIndex peer) const;
    /// The sender has one for the peer at the other end.
    [[nodiscard]] bool hasQueue(plan::FlowIndex flow) const;
    /// Its connections are counted (WireLedger::writers), as soon as there are any.
    [[nodiscard]] bool countsConnections(plan::FlowIndex flow) const;
    [[nodiscard]] bool isNearlyFull(plan::FlowIndex flow, const metrics::Snapshot& snapshot) const;
    [[nodiscard]] std::string reasonOf(plan::NodeIndex node,
                                       const metrics::Snapshot& snapshot) const;
    /// The same, which is made anew only when the wait is another.
    [[nodiscard]] const std::string& knownReasonOf(plan::NodeIndex node,
                                                   const metrics::Snapshot& snapshot);
    [[nodiscard]] std::string namesOf(const std::vector<plan::NodeIndex>& nodes) const;

    const RunContext& m_run;
    const std::vector<std::unique_ptr<NodeStatus>>& m_statuses;
    SocketMonitors* const m_monitors;

    struct Reason
    {
        metrics::NodeState state = metrics::NodeState::Starting;
        metrics::WaitCause cause = metrics::WaitCause::None;
        std::vector<plan::NodeIndex> on;
        std::string text;
    };

    std::unordered_map<plan::NodeIndex, Reason> m_reasons;
};

} // namespace topomq::runtime
