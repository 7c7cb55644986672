#include "tests/engine/roles/tcp_socket.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace topomq::tests {

namespace {

void bePatient(int descriptor)
{
    const timeval limit{.tv_sec = 10, .tv_usec = 0};
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    const int now = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &now, sizeof now);
}

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

} // namespace

TcpSocket::TcpSocket(const std::string& address)
    : m_socket(socket(AF_INET, SOCK_STREAM, 0))
{
    bePatient(m_socket);
    const sockaddr_in there = loopback(std::stoi(address.substr(address.rfind(':') + 1)));
    EXPECT_EQ(connect(m_socket, reinterpret_cast<const sockaddr*>(&there), sizeof there), 0);
}

TcpSocket::TcpSocket(int descriptor)
    : m_socket(descriptor)
{
    bePatient(m_socket);
}

TcpSocket::TcpSocket(TcpSocket&& other) noexcept
    : m_socket(std::exchange(other.m_socket, -1))
{ }

TcpSocket::~TcpSocket()
{
    if (m_socket >= 0)
        close(m_socket);
}

void TcpSocket::send(std::string_view bytes) const
{
    EXPECT_EQ(::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
}

std::string TcpSocket::readTo(std::string_view end) const
{
    std::string text;
    char next = 0;
    while (!text.ends_with(end) && recv(m_socket, &next, 1, 0) == 1)
        text += next;
    return text;
}

std::string TcpSocket::readAll() const
{
    std::string text;
    std::array<char, 4096> some{};
    for (ssize_t size = 0; (size = recv(m_socket, some.data(), some.size(), 0)) > 0;)
        text.append(some.data(), static_cast<std::size_t>(size));
    return text;
}

TcpListener::TcpListener()
    : m_socket(socket(AF_INET, SOCK_STREAM, 0))
{
    bePatient(m_socket);
    const sockaddr_in here = loopback(0);
    EXPECT_EQ(bind(m_socket, reinterpret_cast<const sockaddr*>(&here), sizeof here), 0);
    EXPECT_EQ(listen(m_socket, 8), 0);
}

TcpListener::~TcpListener()
{
    close(m_socket);
}

std::string TcpListener::address() const
{
    sockaddr_in here{};
    socklen_t size = sizeof here;
    getsockname(m_socket, reinterpret_cast<sockaddr*>(&here), &size);
    return "tcp://127.0.0.1:" + std::to_string(ntohs(here.sin_port));
}

TcpSocket TcpListener::accept() const
{
    const int accepted = ::accept(m_socket, nullptr, nullptr);
    EXPECT_GE(accepted, 0) << "nobody connected";
    return TcpSocket(accepted);
}

} // namespace topomq::tests
