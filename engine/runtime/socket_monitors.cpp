#include "engine/runtime/socket_monitors.h"

#include "engine/runtime/event_words.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace topomq::runtime {

namespace {

/// Read from one socket before the others have their turn: in a storm one never runs empty.
constexpr int kMostPerTurn = 256;
constexpr int kThrottleWindow = 1000; // ms

} // namespace

SocketMonitors::SocketMonitors(RunContext& run)
    : m_run(run)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event{.events = EPOLLIN, .data = {.ptr = nullptr}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
    m_thread = std::thread([this] { this->run(); });
}

SocketMonitors::~SocketMonitors()
{
    stop();
    close(m_epoll);
    close(m_wake);
}

bool SocketMonitors::watch(void* socket, plan::SocketIndex index)
{
    const plan::PlannedSocket& planned = m_run.plan.sockets[index];
    const std::lock_guard lock(m_mutex);
    // A number of its own: the name of the socket's last life may still be in use.
    const std::string address = "inproc://topomq-monitor-" + std::to_string(m_watched++);
    if (zmq_socket_monitor(socket, address.c_str(), ZMQ_EVENT_ALL) != 0)
        return false;
    void* consumer = zmq_socket(m_run.zmq, ZMQ_PAIR);
    const int unlimited = 0;
    int descriptor = -1;
    std::size_t size = sizeof descriptor;
    const bool ready = consumer != nullptr
        && zmq_setsockopt(consumer, ZMQ_RCVHWM, &unlimited, sizeof unlimited) == 0
        && zmq_setsockopt(consumer, ZMQ_LINGER, &unlimited, sizeof unlimited) == 0
        && zmq_connect(consumer, address.c_str()) == 0
        && zmq_getsockopt(consumer, ZMQ_FD, &descriptor, &size) == 0;
    if (!ready) {
        zmq_socket_monitor(socket, nullptr, 0);
        if (consumer != nullptr)
            zmq_close(consumer);
        return false;
    }
    auto& entry = m_consumers.emplace_back(
        std::make_unique<Consumer>(Consumer{.socket = consumer,
                                            .descriptor = descriptor,
                                            .planned = &planned,
                                            .index = index,
                                            .connections = ConnectionTracker(planned.type)}));
    epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.ptr = entry.get()}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    // A pipe only signals a reader that has once found it empty.
    readSome(*entry);
    return true;
}

void SocketMonitors::unwatch(void* socket)
{
    zmq_socket_monitor(socket, nullptr, 0);
}

std::size_t SocketMonitors::established(plan::SocketIndex index)
{
    const std::lock_guard lock(m_mutex);
    std::size_t count = 0;
    for (const auto& consumer : m_consumers) {
        if (consumer->index == index && !consumer->isOver)
            count += consumer->connections.established();
    }
    return count;
}

bool SocketMonitors::hasBytesInKernel(plan::SocketIndex index)
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_consumers.begin(), m_consumers.end(), [index](const auto& consumer) {
        return consumer->index == index && !consumer->isOver
            && consumer->connections.hasBytesInKernel();
    });
}

std::vector<SocketMonitors::Ended> SocketMonitors::takeEnded()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_ended, {});
}

void SocketMonitors::stop()
{
    if (!m_thread.joinable())
        return;
    m_stopping.store(true, std::memory_order_release);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
    m_thread.join();
    for (const auto& consumer : m_consumers)
        zmq_close(consumer->socket);
    m_consumers.clear();
}

void SocketMonitors::run()
{
    pthread_setname_np(pthread_self(), "monitors");
    std::array<epoll_event, 64> ready{};
    int patience = -1;
    while (!m_stopping.load(std::memory_order_acquire)) {
        const int count =
            epoll_wait(m_epoll, ready.data(), static_cast<int>(ready.size()), patience);
        const std::lock_guard lock(m_mutex);
        for (int i = 0; i < count; ++i) {
            auto* consumer = static_cast<Consumer*>(ready[static_cast<std::size_t>(i)].data.ptr);
            if (consumer != nullptr)
                consumer->hasMore = m_hasMore = true;
        }
        turn();
        patience = m_hasMore ? 0 : m_throttle.hasSkipped() ? kThrottleWindow : -1;
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        m_cpu.store(static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9,
                    std::memory_order_relaxed);
    }
}

void SocketMonitors::turn()
{
    if (m_throttle.hasSkipped())
        tellSkipped();
    if (!m_hasMore)
        return;
    m_hasMore = false;
    bool anyOver = false;
    for (const auto& consumer : m_consumers) {
        if (consumer->hasMore)
            readSome(*consumer);
        m_hasMore = m_hasMore || consumer->hasMore;
        anyOver = anyOver || consumer->isOver;
    }
    if (!anyOver)
        return;
    // Its socket has closed: nothing can block on the consumer any more.
    std::erase_if(m_consumers, [this](const std::unique_ptr<Consumer>& consumer) {
        if (!consumer->isOver)
            return false;
        epoll_ctl(m_epoll, EPOLL_CTL_DEL, consumer->descriptor, nullptr);
        zmq_close(consumer->socket);
        return true;
    });
}

void SocketMonitors::readSome(Consumer& consumer)
{
    std::array<char, 512> frame{};
    consumer.hasMore = true;
    for (int i = 0; i < kMostPerTurn; ++i) {
        const int size = zmq_recv(consumer.socket, frame.data(), frame.size(), ZMQ_DONTWAIT);
        if (size < 6) {
            consumer.hasMore = false;
            return;
        }
        std::uint16_t event = 0;
        std::uint32_t value = 0;
        std::memcpy(&event, frame.data(), sizeof event);
        std::memcpy(&value, frame.data() + sizeof event, sizeof value);
        const int length = zmq_recv(consumer.socket, frame.data(), frame.size(), ZMQ_DONTWAIT);
        if (length < 0) {
            consumer.hasMore = false;
            return;
        }
        const auto kept = std::min<std::size_t>(static_cast<std::size_t>(length), frame.size());
        take(consumer, event, value, std::string(frame.data(), kept));
    }
}

void SocketMonitors::take(Consumer& consumer,
                          unsigned event,
                          std::uint32_t value,
                          const std::string& address)
{
    if (event == ZMQ_EVENT_MONITOR_STOPPED) {
        consumer.isOver = true;
        return;
    }
    // Whoever binds tells of it himself, and what to do.
    if (event == ZMQ_EVENT_BIND_FAILED)
        return;
    // Raw TCP shakes no hands: that none were shaken is no news there.
    if (consumer.planned->type == model::SocketType::Stream
        && event == ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL)
        return;
    const auto remarks = consumer.connections.take(event, value, address);
    if (consumer.connections.hasEnded())
        m_ended.push_back({consumer.index, address});
    const bool isShake = event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED;
    m_run.handshakes.fetch_add(consumer.connections.settled(), std::memory_order_release);
    if (const char* name = eventName(event)) {
        std::string detail = isShake && !consumer.connections.isUp()
            ? "the WebSocket is open; the handshake of ZeroMQ follows"
            : eventDetail(event, value);
        log(consumer, name, address, std::move(detail), isFailure(event));
    }
    for (const ConnectionTracker::Remark& remark : remarks)
        log(consumer, remark.event, address, remark.detail, true);
}

void SocketMonitors::log(const Consumer& consumer,
                         const char* event,
                         const std::string& address,
                         std::string detail,
                         bool error)
{
    std::string where = consumer.planned->ref.text();
    if (m_throttle.pass(where, event, m_run.seconds()))
        m_run.tellRecurring(std::move(where), event, address, std::move(detail), error);
}

void SocketMonitors::tellSkipped()
{
    for (const EventThrottle::Skipped& skipped : m_throttle.takeSkipped(m_run.seconds())) {
        m_run.tellRecurring(skipped.where, skipped.event, {},
                            "and " + std::to_string(skipped.count)
                                + " more within a second, not listed");
    }
}

} // namespace topomq::runtime
