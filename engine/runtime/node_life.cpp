#include "engine/runtime/node_life.h"

#include <exception>

namespace topomq::runtime {

NodeLife::NodeLife(RunContext& run,
                   NodeStatus& status,
                   plan::NodeIndex node,
                   NodeSeat& seat,
                   SocketMonitors& monitors,
                   const RoleFactory& factory,
                   StartGate& gate)
    : m_run(run)
    , m_status(status)
    , m_node(node)
    , m_seat(seat)
    , m_monitors(monitors)
    , m_factory(factory)
    , m_gate(gate)
{ }

void NodeLife::run(bool inStep)
{
    if (inStep)
        live(true);
    while (awaitNextLife())
        live(false);
    m_status.ended = true;
}

void NodeLife::live(bool inStep)
{
    m_status.wait = NodeStatus::Wait::Start;
    m_status.life = NodeStatus::Life::Starting;
    NodeContext context(m_run, m_status, m_node, m_seat);
    std::unique_ptr<RoleProgram> program = m_factory(m_run.plan.nodes[m_node]);
    std::string problem = open(context, program != nullptr, inStep);
    if (!problem.empty()) {
        m_status.failed = true;
        context.report(problem);
        context.closeAll(false);
    } else if (mayBegin(context, inStep)) {
        context.setStage(metrics::SocketStage::Active);
        m_seat.settle();
        work(context, *program);
    }
    m_status.hasGenerated = true;
    m_status.life = NodeStatus::Life::Up;
    context.serveUntilStopped();
    if (!m_status.stop)
        context.endInputs();
    context.closeAll(!m_status.killed);
    m_status.life.store(NodeStatus::Life::Closed, std::memory_order_release);
}

std::string NodeLife::open(NodeContext& context, bool hasRole, bool inStep)
{
    std::string problem = hasRole
        ? context.open(m_monitors)
        : "the role cannot be run by this version; leave the node out of the run";
    if (problem.empty())
        problem = context.bindAll();
    if (inStep)
        ++m_gate.bound;
    if (problem.empty() && (!inStep || context.waitFor(m_gate.connectNow)))
        problem = context.connectAll();
    // It hears nothing. Nobody publishes before all have come as far as this.
    if (!problem.empty()) {
        for (const plan::SocketIndex socket : context.node().sockets)
            m_run.unsubscribe(socket);
    }
    if (inStep)
        ++m_gate.connected;
    return problem;
}

bool NodeLife::mayBegin(NodeContext& context, bool inStep)
{
    m_status.life.store(NodeStatus::Life::Up, std::memory_order_release);
    if (!inStep)
        return true;
    return context.waitFor(isGenerator(context.node()) ? m_gate.generate : m_gate.react);
}

void NodeLife::work(NodeContext& context, RoleProgram& program)
{
    m_status.wait.store(NodeStatus::Wait::None, std::memory_order_release);
    try {
        program.run(context);
    } catch (const std::exception& error) {
        m_status.failed = true;
        context.report(std::string("stopped by an error: ") + error.what());
    }
}

bool NodeLife::awaitNextLife()
{
    while (!m_status.stop && m_status.down) {
        m_seat.wait(NodeSeat::Clock::time_point::max());
        (void)m_seat.takeCall();
    }
    return !m_status.stop;
}

} // namespace topomq::runtime
