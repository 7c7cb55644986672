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
    lookAtTurn();
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
    if (orders.messages > 0) {
        m_byHand += orders.messages;
        ++m_turnNumber;
    }
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

void NodeContext::lookAtTurn()
{
    const bool isPaused = m_status.paused;
    const std::uint64_t step = isPaused ? m_status.step.load() : 0;
    if (isPaused == m_isPaused && step == m_step)
        return;
    m_isPaused = isPaused;
    m_step = step;
    m_mayTake = step != 0;
    m_mayMake = step != 0;
    ++m_turnNumber;
}

void NodeContext::noteTaken()
{
    if (!m_isPaused)
        return;
    m_mayTake = false;
    m_isHandling = true;
}

void NodeContext::noteMade(bool wasAsked)
{
    if (m_mayMake)
        m_mayMake = false;
    else if (m_byHand > 0 && (wasAsked || m_isPaused))
        --m_byHand;
}

WaitResult NodeContext::awaitTurn()
{
    while (m_isPaused && !isAsked()) {
        if (sleepUntil({Clock::time_point::max(), m_turnNumber}) == WaitResult::Stopped)
            return WaitResult::Stopped;
    }
    return WaitResult::Ready;
}

bool NodeContext::keepHold()
{
    const std::uint64_t hold = m_status.hold.load(std::memory_order_acquire);
    if (hold != 0)
        m_status.held.store(hold, std::memory_order_release);
    return hold != 0;
}

void NodeContext::tellHeld(NodeStatus::Wait before, std::uint64_t since)
{
    if (before == NodeStatus::Wait::None)
        m_status.waitingSince.store(since, std::memory_order_relaxed);
    m_status.wait.store(NodeStatus::Wait::Held, std::memory_order_release);
}

bool NodeContext::obey()
{
    takeOrders();
    const auto standsStill = [this] {
        return !m_status.stop
            && (keepHold()
                || (!m_status.down && (m_status.frozen || (m_status.paused && !isLetGo()))));
    };
    if (!standsStill())
        return !mustEnd();
    // Meanwhile it would take no message, and is not held up by its peers.
    const NodeStatus::Wait before = m_status.wait.load(std::memory_order_relaxed);
    const std::uint64_t since = m_run.ticks();
    if (m_waiting != nullptr)
        m_waiting->suspend(NodeStatus::Wait::Held);
    else
        tellHeld(before, since);
    if (m_working != nullptr)
        m_working->suspend();
    do {
        waitOnce(Clock::time_point::max());
        takeOrders();
        // A pause is not work left undone.
        m_busyUntil = Clock::now();
    } while (standsStill());
    m_heldTicks += m_run.ticks() - since;
    if (m_waiting != nullptr)
        m_waiting->resume();
    else
        m_status.wait.store(before, std::memory_order_release);
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
