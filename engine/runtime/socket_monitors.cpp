#include "engine/runtime/socket_monitors.h"

#include <zmq.h>

#include <array>
#include <cstring>
#include <ctime>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

const char* nameOf(unsigned event)
{
    switch (event) {
    case ZMQ_EVENT_CONNECTED:
        return "CONNECTED";
    case ZMQ_EVENT_CONNECT_DELAYED:
        return "CONNECT_DELAYED";
    case ZMQ_EVENT_CONNECT_RETRIED:
        return "CONNECT_RETRIED";
    case ZMQ_EVENT_LISTENING:
        return "LISTENING";
    case ZMQ_EVENT_BIND_FAILED:
        return "BIND_FAILED";
    case ZMQ_EVENT_ACCEPTED:
        return "ACCEPTED";
    case ZMQ_EVENT_ACCEPT_FAILED:
        return "ACCEPT_FAILED";
    case ZMQ_EVENT_CLOSED:
        return "CLOSED";
    case ZMQ_EVENT_CLOSE_FAILED:
        return "CLOSE_FAILED";
    case ZMQ_EVENT_DISCONNECTED:
        return "DISCONNECTED";
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        return "HANDSHAKE_FAILED_NO_DETAIL";
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        return "HANDSHAKE_SUCCEEDED";
    case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        return "HANDSHAKE_FAILED_PROTOCOL";
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        return "HANDSHAKE_FAILED_AUTH";
    default:
        return nullptr;
    }
}

bool carriesErrno(unsigned event)
{
    return event == ZMQ_EVENT_BIND_FAILED || event == ZMQ_EVENT_ACCEPT_FAILED
        || event == ZMQ_EVENT_CLOSE_FAILED;
}

std::string detailOf(unsigned event, std::uint32_t value)
{
    if (carriesErrno(event))
        return zmq_strerror(static_cast<int>(value));
    if (event == ZMQ_EVENT_CONNECT_RETRIED)
        return "next try in " + std::to_string(value) + " ms";
    return {};
}

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
    const std::string address = "inproc://topomq-monitor-" + std::to_string(index);
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
    const std::lock_guard lock(m_mutex);
    auto& entry =
        m_consumers.emplace_back(std::make_unique<Consumer>(Consumer{consumer, descriptor, index}));
    epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.ptr = entry.get()}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    // A pipe only signals a reader that has once found it empty.
    readAll(*entry);
    return true;
}

void SocketMonitors::unwatch(void* socket)
{
    zmq_socket_monitor(socket, nullptr, 0);
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
    while (!m_stopping.load(std::memory_order_acquire)) {
        const int count = epoll_wait(m_epoll, ready.data(), static_cast<int>(ready.size()), -1);
        const std::lock_guard lock(m_mutex);
        for (int i = 0; i < count; ++i) {
            const auto* consumer =
                static_cast<const Consumer*>(ready[static_cast<std::size_t>(i)].data.ptr);
            if (consumer != nullptr)
                readAll(*consumer);
        }
        timespec used{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
        m_cpu.store(static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9,
                    std::memory_order_relaxed);
    }
}

void SocketMonitors::readAll(const Consumer& consumer)
{
    std::array<char, 512> frame{};
    for (;;) {
        const int size = zmq_recv(consumer.socket, frame.data(), frame.size(), ZMQ_DONTWAIT);
        if (size < 6)
            return;
        std::uint16_t event = 0;
        std::uint32_t value = 0;
        std::memcpy(&event, frame.data(), sizeof event);
        std::memcpy(&value, frame.data() + sizeof event, sizeof value);
        const int length = zmq_recv(consumer.socket, frame.data(), frame.size(), ZMQ_DONTWAIT);
        if (length < 0)
            return;
        if (event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED)
            m_run.handshakes.fetch_add(1, std::memory_order_release);
        const char* name = nameOf(event);
        if (name == nullptr)
            continue;
        const auto kept = std::min<std::size_t>(static_cast<std::size_t>(length), frame.size());
        m_run.events.add({.time = m_run.seconds(),
                          .where = m_run.plan.sockets[consumer.index].ref.text(),
                          .event = name,
                          .address = std::string(frame.data(), kept),
                          .detail = detailOf(event, value),
                          .error = carriesErrno(event)});
    }
}

} // namespace topomq::runtime
