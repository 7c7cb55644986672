#include "tests/system/free_port.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace topomq::test {

namespace {

int freePort(int type)
{
    const int descriptor = ::socket(AF_INET, type | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* general = reinterpret_cast<sockaddr*>(&address);
    const bool isFound =
        ::bind(descriptor, general, size) == 0 && ::getsockname(descriptor, general, &size) == 0;
    ::close(descriptor);
    return isFound ? ntohs(address.sin_port) : 0;
}

} // namespace

int freeTcpPort()
{
    return freePort(SOCK_STREAM);
}

int freeUdpPort()
{
    return freePort(SOCK_DGRAM);
}

} // namespace topomq::test
