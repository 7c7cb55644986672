#pragma once
// The newest figures of a run by node and link, with a short trail of each node's rate.

#include "engine/metrics/snapshot.h"
#include "engine/model/ids.h"
#include "engine/plan/run_plan.h"
#include "ui/canvas/instance_totals.h"
#include "ui/canvas/link_curve.h"
#include "ui/session/drawn_things.h"
#include "ui/session/queue_watch.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace topomq::ui {

/// One direction of a link with its figures.
struct LinkFlow
{
    const metrics::FlowFigures* figures = nullptr;
    const model::SocketRef* from = nullptr;
    /// Position in the figures.
    std::size_t index = 0;
    const Pressure* pressure = nullptr;
    /// It goes the way that its curve is drawn, as far as its FigurePlaces know.
    bool forward = true;
};

/// The flows of a link, no more than two. Asked for by thousands with each sample, so it lives on
/// the stack.
class LinkFlows
{
public:
    void add(const LinkFlow& flow)
    {
        if (m_count < m_flows.size())
            m_flows[m_count++] = flow;
    }

    [[nodiscard]] std::size_t size() const { return m_count; }

    [[nodiscard]] bool empty() const { return m_count == 0; }

    [[nodiscard]] const LinkFlow& operator[](std::size_t at) const { return m_flows[at]; }

    [[nodiscard]] const LinkFlow* begin() const { return m_flows.data(); }

    [[nodiscard]] const LinkFlow* end() const { return m_flows.data() + m_count; }

private:
    std::array<LinkFlow, 2> m_flows;
    std::size_t m_count = 0;
};

/// Thread: the window's. What it hands out stays valid until the next `begin`, `add` or `clear`.
class FigureBoard
{
public:
    FigureBoard() = default;
    FigureBoard(const FigureBoard&) = delete;
    FigureBoard& operator=(const FigureBoard&) = delete;

    /// A new run with this plan: figures start over.
    void begin(const plan::RunPlan& plan);
    /// What is shown, as the document says it (TopologyDocument::path): from now on the figures go
    /// by the names in there.
    void setPath(std::vector<model::NodeId> path);
    /// The same run with a plan that has grown, or of which other things are drawn no more: figures
    /// go on. Another thing in the place of one that has left has none.
    void follow(const plan::RunPlan& plan, LeftThings left = {});
    /// Samples in the order of their sequence; one that was seen already is ignored.
    void add(const metrics::SnapshotPtr& snapshot);
    void clear();

    [[nodiscard]] bool hasFigures() const { return m_latest != nullptr; }

    [[nodiscard]] const metrics::SnapshotPtr& latest() const { return m_latest; }

    /// Its order is that of the figures.
    [[nodiscard]] const plan::RunPlan& plan() const { return m_plan; }

    /// Positions in the figures; nothing when it is not part of the run.
    [[nodiscard]] std::optional<std::size_t> socketIndex(const model::SocketRef& socket) const;

    [[nodiscard]] std::uint64_t sequence() const { return m_latest ? m_latest->sequence : 0; }

    /// Null when the node is not part of the run. Of an instance of a sub-topology what comes in
    /// and goes out at its border, and the state that needs a look first of the nodes inside.
    [[nodiscard]] const metrics::NodeFigures* node(const model::NodeId& id) const;
    /// The same for those who know its place in the figures.
    [[nodiscard]] const metrics::NodeFigures* nodeAt(std::size_t place) const;
    [[nodiscard]] std::size_t placeOf(const model::NodeId& id) const;
    /// Valid until the next `begin`, `follow` or `setPath`, like `placeOf`.
    [[nodiscard]] FigurePlaces placesOf(const model::LinkId& id) const;
    /// Null for a flow that there is not.
    [[nodiscard]] const model::SocketRef* senderOf(std::size_t flow) const;
    /// Of the node at this place; empty where there is none.
    [[nodiscard]] std::vector<double> trailAt(std::size_t place) const;
    /// Cut by the user.
    [[nodiscard]] bool isCut(const model::LinkId& id) const;
    [[nodiscard]] bool isCut(const FigurePlaces& places) const;
    /// Empty when the link is not part of the run.
    [[nodiscard]] LinkFlows flows(const model::LinkId& id) const;
    [[nodiscard]] LinkFlows flows(const FigurePlaces& places) const;

    /// Messages of the flow at this position that were sent since the sample before the newest; 0
    /// for a flow that the newest does not have.
    [[nodiscard]] std::uint64_t sentSinceLast(std::size_t flow) const;

private:
    void index();

    plan::RunPlan m_plan;
    LeftThings m_left;
    std::vector<model::NodeId> m_path;
    InstanceTotals m_instances;
    std::unordered_map<model::NodeId, std::size_t> m_nodes;
    std::unordered_map<model::SocketRef, std::size_t> m_sockets;
    std::unordered_map<model::LinkId, std::size_t> m_links;
    std::unordered_map<model::LinkId, std::vector<std::size_t>> m_flows;
    /// By flow: its sender, as the drawing names it; points into the plan.
    std::vector<const model::SocketRef*> m_senders;
    std::vector<Trail> m_trails;
    QueueWatch m_queues;
    metrics::SnapshotPtr m_latest;
    metrics::SnapshotPtr m_previous;
};

} // namespace topomq::ui
