// How a node says what it waits for and that it works, and adds up how long.

#include "engine/runtime/node_context.h"

namespace topomq::runtime {

NodeContext::Waiting::Waiting(NodeContext& context,
                              NodeStatus::Wait why,
                              std::span<SocketPort* const> ports,
                              bool mayEnd)
    : m_context(context)
    , m_why(why)
    , m_ports(ports)
{
    NodeStatus& status = context.m_status;
    const plan::SocketIndex socket = ports.size() == 1 ? ports.front()->index() : plan::kNone;
    status.waitsFor.store(socket, std::memory_order_relaxed);
    status.waitMayEnd.store(mayEnd, std::memory_order_relaxed);
    if (why == NodeStatus::Wait::Output)
        status.blockedAt.store(socket, std::memory_order_relaxed);
    context.m_waiting = this;
    resume();
}

NodeContext::Waiting::~Waiting()
{
    addUp();
    m_context.m_waiting = nullptr;
    // Nor is it work left undone that others have held it up.
    if (m_why == NodeStatus::Wait::Output)
        m_context.m_busyUntil = Clock::now();
    m_context.m_status.wait.store(NodeStatus::Wait::None, std::memory_order_release);
}

void NodeContext::Waiting::suspend(NodeStatus::Wait meanwhile)
{
    addUp();
    m_context.m_status.waitingSince.store(m_context.m_run.ticks(), std::memory_order_relaxed);
    m_context.m_status.wait.store(meanwhile, std::memory_order_release);
}

void NodeContext::Waiting::resume()
{
    m_context.m_status.waitingSince.store(m_context.m_run.ticks(), std::memory_order_relaxed);
    m_context.m_status.wait.store(m_why, std::memory_order_release);
}

void NodeContext::Waiting::addUp()
{
    NodeStatus& status = m_context.m_status;
    const std::uint64_t waited =
        m_context.m_run.ticks() - status.waitingSince.load(std::memory_order_relaxed);
    switch (m_why) {
    case NodeStatus::Wait::Input:
    case NodeStatus::Wait::Reply:
        status.readyTicks.add(waited);
        for (SocketPort* const port : m_ports)
            port->addReadiness(waited);
        break;
    case NodeStatus::Wait::Output:
        status.blockedTicks.add(waited);
        break;
    case NodeStatus::Wait::Time:
        status.pacingTicks.add(waited);
        break;
    default:
        break;
    }
}

NodeContext::Working::Working(NodeContext& context)
    : m_context(context)
{
    context.m_working = this;
    resume();
}

NodeContext::Working::~Working()
{
    suspend();
    m_context.m_working = nullptr;
}

void NodeContext::Working::suspend()
{
    NodeStatus& status = m_context.m_status;
    const std::uint64_t since = status.workingSince.load(std::memory_order_relaxed);
    status.busyTicks.add(m_context.m_run.ticks() - since);
    status.workingSince.store(0, std::memory_order_release);
}

void NodeContext::Working::resume()
{
    m_context.m_status.workingSince.store(m_context.m_run.ticks(), std::memory_order_release);
}

} // namespace topomq::runtime
