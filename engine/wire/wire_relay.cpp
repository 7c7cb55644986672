#include "engine/wire/wire_relay.h"

#include "engine/wire/relayed_pair.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <utility>

namespace topomq::wire {

namespace {

/// After descriptors have run out.
constexpr int kAcceptAgain = 100; // ms
/// A first one takes what is ready, a second what that has set free, a third makes sure.
constexpr int kSettleRounds = 3;

std::string whyNotResolved(const std::string& host,
                           std::uint16_t port,
                           sockaddr_storage& address,
                           socklen_t& size)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (error != 0)
        return host + ": " + gai_strerror(error);
    std::memcpy(&address, found->ai_addr, found->ai_addrlen);
    size = found->ai_addrlen;
    freeaddrinfo(found);
    return {};
}

/// The port; 0: errno says why not.
std::uint16_t listenOnLoopback(int descriptor)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (descriptor < 0 || bind(descriptor, any, size) != 0 || listen(descriptor, SOMAXCONN) != 0
        || getsockname(descriptor, any, &size) != 0)
        return 0;
    return ntohs(address.sin_port);
}

} // namespace

class WireRelay::Impl
{
public:
    explicit Impl(Listener listener);
    ~Impl();
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    Opened open(const std::string& host, std::uint16_t port, Settings settings);
    [[nodiscard]] std::shared_ptr<RelayRoute> route(Route route) const;
    bool settle(std::chrono::milliseconds limit);
    void stop();

private:
    void run();
    void wake() const;
    void takeNews();
    void accept(const std::shared_ptr<RelayRoute>& route);
    void listenAgain(bool on);
    void drop();
    void countRound();

    const Listener m_listener;
    const int m_epoll;
    const int m_wake;
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;

    mutable std::mutex m_mutex; // protects what follows
    std::condition_variable m_settled;
    std::vector<std::shared_ptr<RelayRoute>> m_routes;
    std::uint64_t m_settleWanted = 0;
    std::uint64_t m_settleDone = 0;

    // The thread's own.
    std::unordered_map<void*, std::shared_ptr<RelayRoute>> m_listeners;
    std::unordered_map<void*, std::unique_ptr<RelayedPair>> m_pairs;
    bool m_isOutOfDescriptors = false;
    std::uint64_t m_settling = 0;
    int m_rounds = 0;
};

WireRelay::Impl::Impl(Listener listener)
    : m_listener(std::move(listener))
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event{.events = EPOLLIN, .data = {.ptr = nullptr}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
}

WireRelay::Impl::~Impl()
{
    stop();
    ::close(m_epoll);
    ::close(m_wake);
}

WireRelay::Opened
WireRelay::Impl::open(const std::string& host, std::uint16_t port, Settings settings)
{
    auto route = std::make_shared<RelayRoute>(settings);
    std::string problem = whyNotResolved(host, port, route->target, route->targetSize);
    if (!problem.empty())
        return {0, 0, std::move(problem)};
    route->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const std::uint16_t own = listenOnLoopback(route->listener);
    if (own == 0) {
        problem = std::string("no port on the loopback: ") + std::strerror(errno);
        if (route->listener >= 0)
            ::close(route->listener);
        return {0, 0, std::move(problem)};
    }
    const std::lock_guard lock(m_mutex);
    m_routes.push_back(route);
    if (!m_thread.joinable() && !m_stopping)
        m_thread = std::thread([this] { run(); });
    wake();
    return {static_cast<Route>(m_routes.size() - 1), own, {}};
}

std::shared_ptr<RelayRoute> WireRelay::Impl::route(Route route) const
{
    const std::lock_guard lock(m_mutex);
    return m_routes.at(route);
}

bool WireRelay::Impl::settle(std::chrono::milliseconds limit)
{
    std::unique_lock lock(m_mutex);
    if (!m_thread.joinable())
        return true;
    const std::uint64_t wanted = ++m_settleWanted;
    wake();
    return m_settled.wait_for(lock, limit, [&] { return m_settleDone >= wanted || m_stopping; });
}

void WireRelay::Impl::stop()
{
    std::thread thread;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        thread = std::move(m_thread);
        wake();
    }
    m_settled.notify_all();
    if (thread.joinable())
        thread.join();
    const std::lock_guard lock(m_mutex);
    for (const auto& route : m_routes) {
        if (route->listener >= 0)
            ::close(std::exchange(route->listener, -1));
    }
}

void WireRelay::Impl::wake() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
}

void WireRelay::Impl::run()
{
    pthread_setname_np(pthread_self(), "wire");
    std::array<epoll_event, 64> ready{};
    while (!m_stopping) {
        const int patience = m_settling > 0 ? 0 : m_isOutOfDescriptors ? kAcceptAgain : -1;
        const int count =
            epoll_wait(m_epoll, ready.data(), static_cast<int>(ready.size()), patience);
        if (m_isOutOfDescriptors && count == 0)
            listenAgain(true);
        for (int i = 0; i < count; ++i) {
            void* who = ready[static_cast<std::size_t>(i)].data.ptr;
            if (who == nullptr)
                takeNews();
            else if (const auto pair = m_pairs.find(who); pair != m_pairs.end())
                pair->second->pump();
            else if (const auto listener = m_listeners.find(who); listener != m_listeners.end())
                accept(listener->second);
        }
        drop();
        countRound();
    }
    m_pairs.clear();
}

void WireRelay::Impl::takeNews()
{
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = read(m_wake, &count, sizeof count);
    const std::lock_guard lock(m_mutex);
    if (m_settleWanted > m_settleDone) {
        m_settling = m_settleWanted;
        m_rounds = 0;
    }
    for (const auto& route : m_routes) {
        if (route->isListening || route->listener < 0)
            continue;
        route->isListening = true;
        m_listeners[route.get()] = route;
        epoll_event event{.events = EPOLLIN, .data = {.ptr = route.get()}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, route->listener, &event);
    }
}

void WireRelay::Impl::accept(const std::shared_ptr<RelayRoute>& route)
{
    const int accepted = accept4(route->listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted < 0) {
        // Its queue stays ready: waiting for it would spin.
        if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
            listenAgain(false);
        return;
    }
    auto pair = std::make_unique<RelayedPair>(m_epoll, route, accepted);
    if (pair->isOver())
        return;
    if (m_listener.begins)
        m_listener.begins(pair->ends());
    void* key = pair.get();
    m_pairs.emplace(key, std::move(pair));
}

void WireRelay::Impl::listenAgain(bool on)
{
    m_isOutOfDescriptors = !on;
    for (const auto& [key, route] : m_listeners) {
        epoll_event event{.events = on ? EPOLLIN : 0U, .data = {.ptr = key}};
        epoll_ctl(m_epoll, EPOLL_CTL_MOD, route->listener, &event);
    }
}

/// Not while events of the same turn may still name them.
void WireRelay::Impl::drop()
{
    std::erase_if(m_pairs, [this](const auto& entry) {
        if (!entry.second->isOver())
            return false;
        if (m_listener.ended)
            m_listener.ended(entry.second->ends());
        return true;
    });
}

void WireRelay::Impl::countRound()
{
    if (m_settling == 0 || ++m_rounds < kSettleRounds)
        return;
    const std::lock_guard lock(m_mutex);
    for (const auto& route : m_routes) {
        const std::lock_guard routeLock(route->mutex);
        route->isHolding = std::any_of(m_pairs.begin(), m_pairs.end(), [&](const auto& entry) {
            return entry.second->isOf(*route) && entry.second->isHolding();
        });
    }
    m_settleDone = std::exchange(m_settling, 0);
    m_settled.notify_all();
}

WireRelay::WireRelay(Listener listener)
    : m_impl(std::make_unique<Impl>(std::move(listener)))
{ }

WireRelay::~WireRelay() = default;

WireRelay::Opened WireRelay::open(const std::string& host, std::uint16_t port, Settings settings)
{
    return m_impl->open(host, port, settings);
}

std::string WireRelay::aim(Route route, const std::string& host, std::uint16_t port)
{
    sockaddr_storage address{};
    socklen_t size = 0;
    std::string problem = whyNotResolved(host, port, address, size);
    if (!problem.empty())
        return problem;
    const auto found = m_impl->route(route);
    const std::lock_guard lock(found->mutex);
    found->target = address;
    found->targetSize = size;
    return {};
}

WireRecord WireRelay::record(Route route) const
{
    const auto found = m_impl->route(route);
    const std::lock_guard lock(found->mutex);
    return found->recorder.record();
}

std::uint64_t WireRelay::version(Route route) const
{
    const auto found = m_impl->route(route);
    const std::lock_guard lock(found->mutex);
    return found->recorder.record().version;
}

WireTotals WireRelay::totals(Route route, Direction direction) const
{
    const auto found = m_impl->route(route);
    const std::lock_guard lock(found->mutex);
    return found->recorder.record().totals[at(direction)];
}

bool WireRelay::settle(std::chrono::milliseconds limit)
{
    return m_impl->settle(limit);
}

bool WireRelay::isHolding(Route route) const
{
    const auto found = m_impl->route(route);
    const std::lock_guard lock(found->mutex);
    return found->isHolding;
}

void WireRelay::stop()
{
    m_impl->stop();
}

} // namespace topomq::wire
