#include "engine/runtime/group_meter.h"

#include "engine/runtime/handover.h"
#include "engine/runtime/libzmq_calls.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <map>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>

namespace topomq::runtime {

namespace {

struct Groups
{
    std::mutex mutex; // protects what follows
    std::map<std::string, std::uint64_t> bytes;
};

Groups& groups()
{
    // Never destroyed: I/O threads of a context that is left open may outlive everything.
    static auto* const instance = new Groups;
    return *instance;
}

void noteDatagram(const sockaddr* to, std::size_t bytes)
{
    if (to == nullptr || to->sa_family != AF_INET)
        return;
    sockaddr_in address{};
    std::memcpy(&address, to, sizeof address);
    if (!IN_MULTICAST(ntohl(address.sin_addr.s_addr)))
        return;
    std::array<char, INET_ADDRSTRLEN> text{};
    inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
    const std::string group =
        std::string(text.data()) + ":" + std::to_string(ntohs(address.sin_port));
    Groups& all = groups();
    const std::lock_guard lock(all.mutex);
    all.bytes[group] += bytes;
}

} // namespace

std::uint64_t bytesSentToGroup(const std::string& group)
{
    Groups& all = groups();
    const std::lock_guard lock(all.mutex);
    const auto found = all.bytes.find(group);
    return found == all.bytes.end() ? 0 : found->second;
}

} // namespace topomq::runtime

// The name that libzmq's calls find first. Errors and results are those of the system's own.

extern "C" ssize_t sendto(
    int descriptor, const void* data, size_t size, int flags, const sockaddr* to, socklen_t length)
{
    static auto* const real = topomq::runtime::nextFunction<ssize_t(
        int, const void*, size_t, int, const sockaddr*, socklen_t)>("sendto");
    if (to == nullptr || !topomq::runtime::isIoThread())
        return real(descriptor, data, size, flags, to, length);
    const topomq::runtime::InLibzmq libzmqs;
    const ssize_t sent = real(descriptor, data, size, flags, to, length);
    if (sent > 0)
        topomq::runtime::noteDatagram(to, static_cast<std::size_t>(sent));
    return sent;
}
