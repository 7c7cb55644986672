#pragma once
// Brings a plan that runs up to date with the topology as it is drawn now. Positions never change:
// what is new goes to the end, what has left is marked as gone.

#include "engine/plan/run_plan.h"

#include <functional>
#include <string>
#include <vector>

namespace topomq::plan {

struct MergeResult
{
    std::vector<NodeIndex> newNodes;
    std::vector<NodeIndex> goneNodes;
    /// Their settings, or options that a live socket takes, are other ones now.
    std::vector<NodeIndex> changedNodes;
    /// They run on sockets that are drawn differently now: merge again once they are down.
    std::vector<NodeIndex> outdatedNodes;
    std::vector<LinkIndex> newLinks;
    std::vector<LinkIndex> goneLinks;
    /// Kept, but connected anew: their bytes are to be recorded from now on, or not any more, or
    /// the external node at their end has another address.
    std::vector<LinkIndex> rewiredLinks;

    [[nodiscard]] bool isEmpty() const
    {
        return newNodes.empty() && goneNodes.empty() && changedNodes.empty()
            && outdatedNodes.empty() && newLinks.empty() && goneLinks.empty()
            && rewiredLinks.empty();
    }
};

/// Pure but for `running`. The sockets of a node are only replaced where `isDown` says that none
/// of them is open; links at sockets that are not there yet wait for that, too.
MergeResult
merge(RunPlan& running, const RunPlan& wanted, const std::function<bool(NodeIndex)>& isDown);

} // namespace topomq::plan
