#include "engine/runtime/node_context.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace topomq::runtime {

namespace {

/// Full or not: whether it can has to be tried.
bool alwaysSaysThatItCanSend(model::SocketType type)
{
    return dispatchOf(type) == Dispatch::Publish || type == model::SocketType::Router
        || type == model::SocketType::Stream;
}

} // namespace

std::chrono::steady_clock::duration durationOf(double seconds)
{
    constexpr double kYear = 365.0 * 24 * 3600;
    // Also where it is no number.
    const double bounded = seconds < kYear ? seconds : kYear;
    return std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(bounded));
}

NodeContext::NodeContext(RunContext& run, NodeStatus& status, plan::NodeIndex index, NodeSeat& seat)
    : m_run(run)
    , m_status(status)
    , m_node(run.plan.nodes[index])
    , m_seat(seat)
    , m_settings(m_node.settings)
    , m_speed(status.speed.load(std::memory_order_relaxed))
    , m_generates(isGenerator(m_node))
    , m_random(0x746f706fU + index)
{
    for (const plan::SocketIndex socket : m_node.sockets)
        m_ports.push_back(std::make_unique<SocketPort>(run, run.pools[index], socket));
}

double NodeContext::draw(const model::Distribution& distribution)
{
    using Kind = model::Distribution::Kind;
    if (distribution.kind == Kind::Constant)
        return distribution.a;
    double value = distribution.a;
    switch (distribution.kind) {
    case Kind::Constant:
        break;
    case Kind::Uniform:
        value = std::uniform_real_distribution<double>(distribution.a, distribution.b)(m_random);
        break;
    case Kind::Exponential:
        if (distribution.a > 0)
            value = std::exponential_distribution<double>(1 / distribution.a)(m_random);
        break;
    case Kind::Normal:
        if (distribution.b > 0)
            value = std::normal_distribution<double>(distribution.a, distribution.b)(m_random);
        break;
    }
    return std::max(0.0, value);
}

void NodeContext::report(const std::string& problem)
{
    {
        const std::lock_guard lock(m_status.mutex);
        m_status.errors.push_back(problem);
    }
    m_run.events.add({.time = m_run.seconds(),
                      .where = m_node.id.text(),
                      .event = "NODE_PROBLEM",
                      .address = {},
                      .detail = problem,
                      .error = true});
}

void NodeContext::waitOnce(Clock::time_point deadline)
{
    m_seat.wait(deadline);
    const bool isCalled = m_seat.takeCall();
    for (std::size_t i = 0; i < m_watched; ++i) {
        if (m_seat.takeStir(i) || isCalled)
            m_ports[i]->service();
    }
    if (isCalled)
        m_status.served.fetch_add(1, std::memory_order_release);
}

SocketPort* NodeContext::takeFrom(std::span<SocketPort* const> ports, Incoming& message)
{
    for (std::size_t i = 0; i < ports.size(); ++i) {
        SocketPort* port = ports[(m_turn + i) % ports.size()];
        if (port->receive(message)) {
            m_turn = (m_turn + i + 1) % ports.size();
            return port;
        }
    }
    return nullptr;
}

NodeContext::Clock::time_point NodeContext::patienceOf(std::span<SocketPort* const> ports) const
{
    auto patience = Clock::time_point::max();
    for (const SocketPort* port : ports) {
        if (port->receiveTimeout() >= 0)
            patience = std::min(patience,
                                Clock::now() + std::chrono::milliseconds(port->receiveTimeout()));
    }
    return patience;
}

void NodeContext::tellReceiveTimeout(std::span<SocketPort* const> ports)
{
    for (const SocketPort* port : ports) {
        if (port->receiveTimeout() < 0)
            continue;
        m_run.tellRecurring(port->planned().ref.text(), "RECEIVE_TIMEOUT", {},
                            "no message for " + std::to_string(port->receiveTimeout())
                                + " ms; still waiting");
    }
}

WaitResult NodeContext::receive(std::span<SocketPort* const> ports,
                                Incoming& message,
                                SocketPort** from,
                                Until deadline)
{
    return receiveAs(NodeStatus::Wait::Input, ports, message, from, deadline);
}

WaitResult NodeContext::receiveAs(NodeStatus::Wait why,
                                  std::span<SocketPort* const> ports,
                                  Incoming& message,
                                  SocketPort** from,
                                  Until deadline)
{
    m_seat.step();
    m_isHandling = false;
    if (!running())
        return WaitResult::Stopped;
    m_inputWasWaiting = true;
    SocketPort* port = takeFrom(ports, message);
    if (port == nullptr) {
        m_inputWasWaiting = false;
        const bool mayEnd = deadline.at != Clock::time_point::max() || deadline.turn;
        Waiting waiting(*this, why, ports, mayEnd);
        auto patience = patienceOf(ports);
        while (port == nullptr) {
            if (isOver(deadline))
                break;
            if (Clock::now() >= patience) {
                tellReceiveTimeout(ports);
                patience = Clock::time_point::max();
            }
            waitOnce(std::min(deadline.at, patience));
            if (!running())
                return WaitResult::Stopped;
            // Says that the node has work before it takes the message off the books of the queue.
            m_status.wait.store(NodeStatus::Wait::None, std::memory_order_release);
            port = takeFrom(ports, message);
            if (port == nullptr)
                m_status.wait.store(why, std::memory_order_release);
        }
    }
    if (port != nullptr)
        noteTaken();
    if (from != nullptr)
        *from = port;
    return port == nullptr ? WaitResult::Late : WaitResult::Ready;
}

WaitResult NodeContext::receive(SocketPort& port, Incoming& message, Until deadline)
{
    SocketPort* const only = &port;
    return receive(std::span(&only, 1), message, nullptr, deadline);
}

WaitResult NodeContext::receiveReply(SocketPort& port, Incoming& message, Until deadline)
{
    SocketPort* const only = &port;
    return receiveAs(NodeStatus::Wait::Reply, std::span(&only, 1), message, nullptr, deadline);
}

WaitResult NodeContext::awaitInput(std::span<SocketPort* const> ports)
{
    m_seat.step();
    const auto versions = [this] { return std::pair(m_settingsVersion, m_planVersion); };
    const auto before = versions();
    const auto canReceive = [](SocketPort* each) { return each->canReceive(); };
    auto patience = patienceOf(ports);
    WaitResult result = WaitResult::Ready;
    const Waiting waiting(*this, NodeStatus::Wait::Input, ports, false);
    while (result == WaitResult::Ready && std::none_of(ports.begin(), ports.end(), canReceive)) {
        if (Clock::now() >= patience) {
            tellReceiveTimeout(ports);
            patience = Clock::time_point::max();
        }
        waitOnce(patience);
        if (!running())
            result = WaitResult::Stopped;
        else if (versions() != before)
            result = WaitResult::Late;
    }
    return result;
}

WaitResult NodeContext::send(SocketPort& port,
                             Outgoing& message,
                             SendResult* outcome,
                             Clock::duration patience)
{
    m_seat.step();
    SendResult result = port.send(message);
    if (result == SendResult::WouldBlock) {
        if (port.sendTimeout() >= 0)
            patience =
                std::min<Clock::duration>(patience, std::chrono::milliseconds(port.sendTimeout()));
        const auto deadline =
            patience == Clock::duration::max() ? Clock::time_point::max() : Clock::now() + patience;
        SocketPort* const only = &port;
        const Waiting waiting(*this, NodeStatus::Wait::Output, std::span(&only, 1),
                              deadline != Clock::time_point::max());
        while (result == SendResult::WouldBlock) {
            const bool asks = alwaysSaysThatItCanSend(port.type());
            if (asks || !port.canSend()) {
                if (Clock::now() >= deadline) {
                    port.abandon(message);
                    return WaitResult::Late;
                }
                const auto soon = Clock::now() + std::chrono::milliseconds(1);
                waitOnce(asks ? std::min(soon, deadline) : deadline);
                if (!running())
                    return WaitResult::Stopped;
            }
            result = port.send(message);
        }
    }
    if (result == SendResult::Failed)
        report(port.planned().ref.text() + ": " + port.lastError());
    if (outcome != nullptr)
        *outcome = result;
    return WaitResult::Ready;
}

SendResult NodeContext::trySend(SocketPort& port, Outgoing& message)
{
    m_seat.step();
    const SendResult result = port.send(message);
    if (result == SendResult::Failed)
        report(port.planned().ref.text() + ": " + port.lastError());
    return result;
}

WaitResult NodeContext::awaitTraffic(SocketPort& port, Clock::time_point deadline)
{
    m_seat.step();
    SocketPort* const only = &port;
    const Waiting waiting(*this, NodeStatus::Wait::Output, std::span(&only, 1),
                          deadline != Clock::time_point::max());
    const bool asks = alwaysSaysThatItCanSend(port.type());
    const auto soon = asks ? Clock::now() + std::chrono::milliseconds(1) : deadline;
    while (!port.canReceive() && (asks || !port.canSend())) {
        const auto now = Clock::now();
        if (now >= deadline || now >= soon)
            return now >= deadline ? WaitResult::Late : WaitResult::Ready;
        waitOnce(std::min(soon, deadline));
        if (!running())
            return WaitResult::Stopped;
    }
    return WaitResult::Ready;
}

WaitResult NodeContext::sleepUntil(Until until)
{
    m_seat.step();
    if (!running())
        return WaitResult::Stopped;
    if (isOver(until))
        return WaitResult::Late;
    const Waiting waiting(*this, NodeStatus::Wait::Time, {}, true);
    // Whoever sleeps until its next turn need not wait for it once there are no more turns.
    while (!isOver(until) && generating()) {
        waitOnce(until.at);
        if (!running())
            return WaitResult::Stopped;
    }
    return WaitResult::Late;
}

WaitResult NodeContext::work(const model::Distribution& microseconds)
{
    const auto drawDuration = [&] { return durationOf(draw(microseconds) / m_speed / 1e6); };
    const auto duration = drawDuration();
    if (duration <= Clock::duration::zero())
        return running() ? WaitResult::Ready : WaitResult::Stopped;
    const auto now = Clock::now();
    // A message that was already waiting began when the one before it ended.
    const auto begin =
        m_inputWasWaiting ? std::max(m_busyUntil, now - std::chrono::milliseconds(50)) : now;
    m_busyUntil = std::min(begin, now) + duration;
    const std::uint64_t started = m_run.ticks();
    const std::uint64_t heldBefore = m_heldTicks;
    const Working working(*this);
    while (Clock::now() < m_busyUntil) {
        waitOnce(m_busyUntil);
        const model::Distribution before = microseconds;
        const double speed = m_speed;
        if (!running())
            return WaitResult::Stopped;
        // A new service time also ends the old one that is under way, if it is longer.
        if (microseconds != before || m_speed != speed)
            m_busyUntil = std::min(m_busyUntil, Clock::now() + drawDuration());
    }
    const std::uint64_t took = m_run.ticks() - started - (m_heldTicks - heldBefore);
    m_status.service.record(metrics::TickClock::nanoseconds(took));
    return WaitResult::Ready;
}

} // namespace topomq::runtime
