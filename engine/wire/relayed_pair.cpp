#include "engine/wire/relayed_pair.h"

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace topomq::wire {

namespace {

constexpr std::size_t kBufferSize = std::size_t{128} * 1024;
/// Before others have their turn.
constexpr int kMostMoves = 16;

std::string textOf(const sockaddr_storage& address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    std::uint16_t port = 0;
    if (address.ss_family == AF_INET) {
        const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
        inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
        port = v4.sin_port;
    } else if (address.ss_family == AF_INET6) {
        const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
        inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
        port = v6.sin6_port;
    }
    return std::string(text.data()) + ':' + std::to_string(ntohs(port));
}

std::string endOf(int descriptor, int (*addressOf)(int, sockaddr*, socklen_t*))
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (addressOf(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        return {};
    return textOf(address);
}

/// What ZeroMQ does with its own connections: otherwise small messages wait for one another.
void sendAtOnce(int descriptor)
{
    const int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void reset(int descriptor)
{
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

} // namespace

std::uint64_t steadyNanoseconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
}

void Watch::set(int epoll, int descriptor, std::uint32_t wanted, void* data)
{
    if (wanted == m_events)
        return;
    epoll_event event{.events = wanted, .data = {.ptr = data}};
    const int what = m_events == 0 ? EPOLL_CTL_ADD : wanted == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    epoll_ctl(epoll, what, descriptor, &event);
    m_events = wanted;
}

RelayedPair::RelayedPair(int epoll, std::shared_ptr<RelayRoute> route, int accepted)
    : m_epoll(epoll)
    , m_route(std::move(route))
{
    m_client.descriptor = accepted;
    sendAtOnce(accepted);
    if (!connectOnward())
        refuse(errno);
    watchAgain();
}

RelayedPair::~RelayedPair()
{
    for (const Half* half : {&m_client, &m_target}) {
        if (half->descriptor >= 0)
            close(half->descriptor);
    }
}

bool RelayedPair::connectOnward()
{
    sockaddr_storage target{};
    socklen_t size = 0;
    {
        const std::lock_guard lock(m_route->mutex);
        target = m_route->target;
        size = m_route->targetSize;
    }
    m_target.descriptor = socket(target.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_target.descriptor < 0)
        return false;
    sendAtOnce(m_target.descriptor);
    const auto* address = reinterpret_cast<const sockaddr*>(&target);
    if (::connect(m_target.descriptor, address, size) != 0 && errno != EINPROGRESS)
        return false;
    m_ends = {endOf(m_client.descriptor, getpeername), endOf(m_client.descriptor, getsockname),
              endOf(m_target.descriptor, getsockname), textOf(target)};
    return true;
}

bool RelayedPair::finishConnecting()
{
    int error = 0;
    socklen_t size = sizeof error;
    getsockopt(m_target.descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        refuse(error);
        return false;
    }
    sockaddr_storage peer{};
    size = sizeof peer;
    if (getpeername(m_target.descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0)
        return false;
    m_isConnecting = false;
    m_client.buffer.resize(kBufferSize);
    m_target.buffer.resize(kBufferSize);
    for (auto& decoder : m_decoders)
        decoder = makeDecoder(m_route->settings.protocol, 0);
    const std::lock_guard lock(m_route->mutex);
    m_number = m_route->recorder.begin(steadyNanoseconds());
    return true;
}

/// A peer that is not there refuses; from us this is the nearest to it that can be done.
void RelayedPair::refuse(int error)
{
    reset(m_client.descriptor);
    m_isOver = true;
    const std::lock_guard lock(m_route->mutex);
    m_route->recorder.setProblem(textOf(m_route->target) + ": " + std::strerror(error));
}

void RelayedPair::pump()
{
    if (m_isOver)
        return;
    if (m_isConnecting && !finishConnecting()) {
        if (!m_isOver)
            watchAgain();
        return;
    }
    for (int i = 0; i < kMostMoves; ++i) {
        const bool there = moveOnce(m_client, m_target, Direction::ToBinder);
        const bool back = moveOnce(m_target, m_client, Direction::ToConnecter);
        if (!there && !back)
            break;
    }
    passEndOn(m_client, m_target);
    passEndOn(m_target, m_client);
    finish();
    if (!m_isOver)
        watchAgain();
}

bool RelayedPair::isHolding() const
{
    const auto holds = [](const Half& half) {
        int unread = 0;
        int unacknowledged = 0;
        return !half.isEmpty() || (ioctl(half.descriptor, SIOCINQ, &unread) == 0 && unread > 0)
            || (ioctl(half.descriptor, SIOCOUTQ, &unacknowledged) == 0 && unacknowledged > 0);
    };
    return !m_isOver && (holds(m_client) || holds(m_target));
}

bool RelayedPair::moveOnce(Half& from, Half& to, Direction direction)
{
    const bool hasReceived = receive(from, to, direction);
    return send(to) || hasReceived;
}

bool RelayedPair::receive(Half& from, Half& to, Direction direction)
{
    if (to.isEmpty())
        to.begin = to.end = 0;
    if (from.inputEnded || to.outputBroken || to.end == to.buffer.size())
        return false;
    const ssize_t count =
        recv(from.descriptor, to.buffer.data() + to.end, to.buffer.size() - to.end, MSG_DONTWAIT);
    if (count > 0) {
        const auto size = static_cast<std::size_t>(count);
        note(direction, Bytes(to.buffer).subspan(to.end, size));
        to.end += size;
        return true;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    from.inputEnded = true;
    // A reset ends both ways.
    if (count < 0) {
        from.outputBroken = true;
        from.begin = from.end = 0;
    }
    return true;
}

bool RelayedPair::send(Half& to)
{
    if (to.isEmpty())
        return false;
    const ssize_t count = ::send(to.descriptor, to.buffer.data() + to.begin, to.end - to.begin,
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) {
        to.begin += static_cast<std::size_t>(count);
        return true;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    // What it has sent itself before may still wait to be read.
    to.outputBroken = true;
    to.begin = to.end = 0;
    return true;
}

void RelayedPair::note(Direction direction, Bytes bytes)
{
    const std::uint64_t now = steadyNanoseconds();
    Decoder& decoder = *m_decoders[at(direction)];
    const WireTotals before = decoder.totals();
    decoder.feed(bytes);
    WireTotals gained = decoder.totals();
    gained -= before;
    const std::lock_guard lock(m_route->mutex);
    m_route->recorder.add(m_number, direction, bytes, now, gained, decoder);
}

void RelayedPair::passEndOn(Half& from, Half& to)
{
    if (!from.inputEnded || from.outputBroken || to.isShut || !to.isEmpty() || to.outputBroken)
        return;
    shutdown(to.descriptor, SHUT_WR);
    to.isShut = true;
}

/// One half was reset, and all that came from it before has been passed on.
bool RelayedPair::isBroken() const
{
    const auto breaks = [](const Half& one, const Half& other) {
        return one.outputBroken && (one.inputEnded || other.outputBroken) && other.isEmpty();
    };
    return breaks(m_client, m_target) || breaks(m_target, m_client);
}

void RelayedPair::finish()
{
    const bool isDone = m_client.isShut && m_target.isShut;
    const bool isReset = isBroken();
    if (!isDone && !isReset)
        return;
    if (isReset) {
        reset(m_client.descriptor);
        reset(m_target.descriptor);
    }
    m_isOver = true;
    const std::lock_guard lock(m_route->mutex);
    m_route->recorder.end(m_number, steadyNanoseconds());
}

void RelayedPair::watchAgain()
{
    if (m_isOver) {
        m_client.watch.set(m_epoll, m_client.descriptor, 0, this);
        m_target.watch.set(m_epoll, m_target.descriptor, 0, this);
        return;
    }
    const auto wanted = [](const Half& half, const Half& other) {
        std::uint32_t events = 0;
        const bool hasRoom = other.isEmpty() || other.end < other.buffer.size();
        if (!half.inputEnded && !other.outputBroken && hasRoom)
            events |= EPOLLIN;
        if (!half.isEmpty())
            events |= EPOLLOUT;
        return events;
    };
    const bool connecting = m_isConnecting;
    m_client.watch.set(m_epoll, m_client.descriptor, connecting ? 0 : wanted(m_client, m_target),
                       this);
    m_target.watch.set(m_epoll, m_target.descriptor,
                       connecting ? EPOLLOUT : wanted(m_target, m_client), this);
}

} // namespace topomq::wire
