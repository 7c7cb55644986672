#pragma once
// Which nodes and links of a run are still the ones that the file has in their places.

#include "engine/model/edit.h"
#include "engine/plan/run_plan.h"

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

class QUndoCommand;

namespace topomq::ui {

class TopologyDocument;

/// Positions in a plan of what is drawn no more.
struct LeftThings
{
    std::unordered_set<plan::NodeIndex> nodes;
    std::unordered_set<plan::LinkIndex> links;
};

/// An id that has become free goes to the next thing that is added, so a place alone does not say
/// whose figures are meant: what has once left the file is not what stands in its place later.
/// Unless the undo history says that it is: the step with which it left was undone, or the one with
/// which it had come was done again. Any other way back, such as pasting what was cut, makes a new
/// thing, however like the old one it is.
/// Thread: the window's. `document` outlives it.
class DrawnThings
{
public:
    explicit DrawnThings(TopologyDocument& document);

    /// Another plan: all of it is drawn.
    void startOver();
    /// The file has changed: finds what has left it, and keeps the titles of the plan those that
    /// were last seen. True: something has left.
    bool follow(const model::Change& change, plan::RunPlan& plan);
    /// The undo history has moved on to this state. True: something has left or come back since
    /// the last time.
    bool historyMoved(int state);
    /// The run follows the file again, as `running` (laid flat): what has left and is missing there
    /// leaves the run as well, and where another one took over its place the run goes on as that.
    /// True: some of it is drawn again.
    bool runFollows(const model::Topology& running, plan::RunPlan& plan);
    /// Another file took the place of the one that runs.
    void leaveAll(const plan::RunPlan& plan);

    [[nodiscard]] bool hasNode(plan::NodeIndex node) const { return !m_nodes.contains(node); }

    [[nodiscard]] bool hasLink(plan::LinkIndex link) const { return !m_links.contains(link); }

    [[nodiscard]] LeftThings left() const;

private:
    enum class WayBack { NotYetKnown, Undo, Redo, None };

    struct Leaving
    {
        WayBack wayBack = WayBack::NotYetKnown;
        /// The nearest state of the undo history that had it.
        int state = 0;
        /// Redo: the step that leads to this state. Once another one took its place there is no way
        /// back.
        const QUndoCommand* step = nullptr;
        /// The run has been told to let it go: what comes back is new to it.
        bool isDropped = false;
    };

    /// By position in the plan.
    using LeavingOf = std::unordered_map<std::uint32_t, Leaving>;

    [[nodiscard]] Leaving leavingNow() const;
    [[nodiscard]] bool moveHistory(LeavingOf& things, int state) const;
    /// How it can come back, as far as the history can tell in this state.
    void findWayBack(Leaving& leaving, int state) const;

    TopologyDocument& m_document;
    LeavingOf m_nodes;
    LeavingOf m_links;
};

} // namespace topomq::ui
