#include "engine/runtime/accept_guard.h"

#include "engine/runtime/libzmq_calls.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

/// Kept free for sockets of our own, which are opened later.
constexpr rlim_t kMostSpare = 32;
constexpr rlim_t kSpareShare = 10;

std::atomic<std::uint64_t> g_turnedAway{0};

bool isOneTooMany(int descriptor)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return false;
    const rlim_t spare = std::min(kMostSpare, limit.rlim_cur / kSpareShare);
    // The system gives the lowest number that is free.
    return static_cast<rlim_t>(descriptor) + spare >= limit.rlim_cur;
}

int guarded(int accepted)
{
    if (accepted < 0) {
        if (errno == EMFILE) {
            g_turnedAway.fetch_add(1, std::memory_order_relaxed);
            errno = ENFILE;
        }
        return accepted;
    }
    if (!isOneTooMany(accepted))
        return accepted;
    ::close(accepted);
    g_turnedAway.fetch_add(1, std::memory_order_relaxed);
    errno = ENFILE;
    return -1;
}

} // namespace

std::uint64_t peersTurnedAway()
{
    return g_turnedAway.load(std::memory_order_relaxed);
}

} // namespace topomq::runtime

extern "C" int accept4(int listener, sockaddr* address, socklen_t* length, int flags)
{
    using namespace topomq::runtime;
    static auto* const real = nextFunction<int(int, sockaddr*, socklen_t*, int)>("accept4");
    const int accepted = real(listener, address, length, flags);
    return isIoThread() ? guarded(accepted) : accepted;
}

extern "C" int accept(int listener, sockaddr* address, socklen_t* length)
{
    using namespace topomq::runtime;
    static auto* const real = nextFunction<int(int, sockaddr*, socklen_t*)>("accept");
    const int accepted = real(listener, address, length);
    return isIoThread() ? guarded(accepted) : accepted;
}
