#include "tests/engine/wire/plain_tcp.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace topomq::tests {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

std::uint16_t bindAnywhere(int descriptor)
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    EXPECT_EQ(bind(descriptor, any, size), 0);
    EXPECT_EQ(getsockname(descriptor, any, &size), 0);
    return ntohs(address.sin_port);
}

} // namespace

TcpEnd::TcpEnd(int descriptor)
    : m_descriptor(descriptor)
{
    EXPECT_GE(descriptor, 0);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
}

TcpEnd::~TcpEnd()
{
    close();
}

TcpEnd::TcpEnd(TcpEnd&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{ }

TcpEnd& TcpEnd::operator=(TcpEnd&& other) noexcept
{
    close();
    m_descriptor = std::exchange(other.m_descriptor, -1);
    return *this;
}

TcpEnd TcpEnd::connectTo(std::uint16_t port)
{
    TcpEnd end(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    EXPECT_EQ(
        connect(end.m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    return end;
}

void TcpEnd::send(std::string_view text) const
{
    while (!text.empty()) {
        const ssize_t count = ::send(m_descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        ASSERT_GT(count, 0);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::size_t TcpEnd::sendSome(std::size_t most) const
{
    const std::string block(most, 'x');
    const ssize_t count =
        ::send(m_descriptor, block.data(), block.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

std::string TcpEnd::receive(std::size_t size) const
{
    std::string text(size, '\0');
    std::size_t got = 0;
    while (got < size) {
        const ssize_t count = recv(m_descriptor, text.data() + got, size - got, 0);
        if (count <= 0)
            break;
        got += static_cast<std::size_t>(count);
    }
    text.resize(got);
    return text;
}

std::string TcpEnd::receiveAll(bool* wasReset) const
{
    std::string text;
    std::array<char, 65536> block{};
    ssize_t count = 0;
    while ((count = recv(m_descriptor, block.data(), block.size(), 0)) > 0)
        text.append(block.data(), static_cast<std::size_t>(count));
    if (wasReset != nullptr)
        *wasReset = count < 0 && errno == ECONNRESET;
    EXPECT_TRUE(count == 0 || errno == ECONNRESET) << "nothing came for ten seconds";
    return text;
}

void TcpEnd::endOutput() const
{
    shutdown(m_descriptor, SHUT_WR);
}

void TcpEnd::reset()
{
    const linger atOnce{.l_onoff = 1, .l_linger = 0};
    setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    close();
}

void TcpEnd::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

TcpListener::TcpListener()
    : m_end(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    , m_port(bindAnywhere(m_end.descriptor()))
{
    EXPECT_EQ(listen(m_end.descriptor(), SOMAXCONN), 0);
}

TcpEnd TcpListener::accept() const
{
    return TcpEnd(::accept(m_end.descriptor(), nullptr, nullptr));
}

ClosedPort::ClosedPort()
    : m_end(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    , m_port(bindAnywhere(m_end.descriptor()))
{ }

} // namespace topomq::tests
