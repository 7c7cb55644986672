// The part of NodeContext that is for the run: orders to a node, and the steps of its life.

#include "engine/runtime/node_context.h"

namespace topomq::runtime {

void NodeContext::takeOrders()
{
    std::unique_ptr<NodeStatus::Orders> orders;
    {
        const std::lock_guard lock(m_status.mutex);
        std::swap(orders, m_status.orders);
        const bool staysCalled = m_status.paused || m_status.frozen || m_status.hold != 0
            || mustEnd() || m_status.draining;
        if (!staysCalled)
            m_status.attention = false;
    }
    if (orders != nullptr)
        carryOut(*orders);
    const double speed = m_status.speed.load(std::memory_order_relaxed);
    if (speed != m_speed) {
        m_speed = speed;
        ++m_settingsVersion;
    }
    if (orders != nullptr && orders->number != 0)
        m_status.obeyed.store(orders->number, std::memory_order_release);
}

void NodeContext::carryOut(const NodeStatus::Orders& orders)
{
    if (orders.settings) {
        m_settings = *orders.settings;
        ++m_settingsVersion;
    }
    if (orders.refresh)
        ++m_planVersion;
    for (const auto& port : m_ports) {
        if (orders.number != 0)
            port->service();
        if (orders.readAhead)
            port->takeInAll();
        if (orders.refresh)
            port->refresh();
        for (const auto& [socket, option] : orders.options) {
            if (port->index() == socket)
                port->applyOption(option);
        }
        for (const plan::LinkIndex link : orders.detach)
            port->detach(link);
        for (const plan::LinkIndex link : orders.leave)
            port->leave(link);
        for (const plan::LinkIndex link : orders.attach) {
            if (std::string problem = port->attach(link); !problem.empty())
                report(problem);
        }
    }
}

bool NodeContext::keepHold()
{
    const std::uint64_t hold = m_status.hold.load(std::memory_order_acquire);
    if (hold != 0)
        m_status.held.store(hold, std::memory_order_release);
    return hold != 0;
}

bool NodeContext::obey()
{
    takeOrders();
    const auto standsStill = [this] {
        return !m_status.stop
            && (keepHold() || (!m_status.down && (m_status.paused || m_status.frozen)));
    };
    if (!standsStill())
        return !mustEnd();
    // Meanwhile it would take no message, and is not held up by its peers.
    if (m_waiting != nullptr)
        m_waiting->suspend(NodeStatus::Wait::Held);
    if (m_working != nullptr)
        m_working->suspend();
    const std::uint64_t since = m_run.ticks();
    do {
        waitOnce(Clock::time_point::max());
        takeOrders();
        // A pause is not work left undone.
        m_busyUntil = Clock::now();
    } while (standsStill());
    m_heldTicks += m_run.ticks() - since;
    if (m_waiting != nullptr)
        m_waiting->resume();
    if (m_working != nullptr)
        m_working->resume();
    return !mustEnd();
}

std::string NodeContext::open(SocketMonitors& monitors)
{
    for (const auto& port : m_ports) {
        if (std::string problem = port->open(monitors); !problem.empty())
            return problem;
        m_seat.watch(port->descriptor());
        ++m_watched;
    }
    return {};
}

std::string NodeContext::bindAll()
{
    std::string first;
    for (const auto& port : m_ports) {
        std::string problem = port->bindAll(m_seat);
        if (first.empty())
            first = std::move(problem);
    }
    return first;
}

std::string NodeContext::connectAll()
{
    std::string first;
    for (const auto& port : m_ports) {
        std::string problem = port->connectAll();
        if (first.empty())
            first = std::move(problem);
    }
    return first;
}

bool NodeContext::waitFor(const std::atomic<bool>& ready)
{
    while (!ready.load(std::memory_order_acquire)) {
        // Looked at first: an earlier wait may have used up the call to end.
        if (mustEnd())
            return false;
        waitOnce(Clock::time_point::max());
    }
    return !mustEnd();
}

void NodeContext::serveUntilStopped()
{
    m_status.waitingSince.store(m_run.ticks(), std::memory_order_relaxed);
    m_status.wait.store(NodeStatus::Wait::Finished, std::memory_order_release);
    while (obey())
        waitOnce(Clock::time_point::max());
}

void NodeContext::endInputs()
{
    for (const auto& port : m_ports)
        port->endInputs();
}

void NodeContext::closeAll(bool inOrder)
{
    m_seat.unwatchAll();
    m_watched = 0;
    for (const auto& port : m_ports)
        port->close(inOrder);
}

void NodeContext::setStage(metrics::SocketStage stage)
{
    for (const auto& port : m_ports)
        port->setStage(stage);
}

} // namespace topomq::runtime
