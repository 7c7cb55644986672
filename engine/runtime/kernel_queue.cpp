#include "engine/runtime/kernel_queue.h"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace topomq::runtime {

std::optional<KernelQueue> kernelQueueOf(int descriptor)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    if (descriptor < 0 || getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return std::nullopt;
    int out = 0;
    int in = 0;
    if (ioctl(descriptor, SIOCOUTQ, &out) != 0 || ioctl(descriptor, SIOCINQ, &in) != 0)
        return std::nullopt;
    KernelQueue queue;
    queue.unacknowledged = static_cast<std::uint64_t>(out);
    queue.unread = static_cast<std::uint64_t>(in);
    queue.acknowledged = info.tcpi_bytes_acked;
    queue.received = info.tcpi_bytes_received;
    queue.roundTripMicroseconds = info.tcpi_rtt;
    if (info.tcpi_busy_time > 0)
        queue.heldUpByPeer =
            static_cast<double>(info.tcpi_rwnd_limited) / static_cast<double>(info.tcpi_busy_time);
    return queue;
}

bool isHeldUp(int descriptor)
{
    pollfd connection{.fd = descriptor, .events = POLLOUT, .revents = 0};
    if (descriptor < 0 || poll(&connection, 1, 0) < 0
        || (connection.revents & (POLLNVAL | POLLERR | POLLHUP)) != 0)
        return false;
    const auto queue = kernelQueueOf(descriptor);
    return (connection.revents & POLLOUT) == 0 || (queue && queue->unacknowledged > 0);
}

} // namespace topomq::runtime
