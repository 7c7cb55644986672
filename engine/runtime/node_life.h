#pragma once
// What one node does, through all its lives: opens the sockets, runs the role, closes all, and
// waits until it is started again or the run ends.

#include "engine/runtime/node_context.h"
#include "engine/runtime/run_context.h"
#include "engine/runtime/runtime.h"

#include <atomic>
#include <cstddef>

namespace topomq::runtime {

/// How the nodes of a run begin in step: first all bind, then all connect, then those that only
/// react start, and, when subscriptions are through, those that generate.
/// Thread: any.
struct StartGate
{
    std::atomic<std::size_t> bound{0};
    std::atomic<std::size_t> connected{0};
    std::atomic<bool> connectNow{false};
    std::atomic<bool> react{false};
    std::atomic<bool> generate{false};
};

/// Thread: the one of its seat.
class NodeLife
{
public:
    NodeLife(RunContext& run,
             NodeStatus& status,
             plan::NodeIndex node,
             NodeSeat& seat,
             SocketMonitors& monitors,
             const RoleFactory& factory,
             StartGate& gate);

    /// `inStep`: the first life keeps to the gate. Otherwise there is no life until `down` is
    /// taken back.
    void run(bool inStep);

private:
    void live(bool inStep);
    [[nodiscard]] std::string open(NodeContext& context, bool hasRole, bool inStep);
    [[nodiscard]] bool mayBegin(NodeContext& context, bool inStep);
    void work(NodeContext& context, RoleProgram& program);
    /// False: the run ends.
    [[nodiscard]] bool awaitNextLife();

    RunContext& m_run;
    NodeStatus& m_status;
    plan::NodeIndex m_node;
    NodeSeat& m_seat;
    SocketMonitors& m_monitors;
    const RoleFactory& m_factory;
    StartGate& m_gate;
};

} // namespace topomq::runtime
