#pragma once
// Plain TCP without ZeroMQ, on loopback.

#include <string>
#include <string_view>

namespace topomq::tests {

/// One end of a connection. All waits end after ten seconds at most.
/// Thread: one.
class TcpSocket
{
public:
    /// Connects to "tcp://127.0.0.1:port".
    explicit TcpSocket(const std::string& address);
    explicit TcpSocket(int descriptor);
    ~TcpSocket();
    TcpSocket(TcpSocket&& other) noexcept;
    TcpSocket(const TcpSocket&) = delete;
    TcpSocket& operator=(const TcpSocket&) = delete;

    void send(std::string_view bytes) const;
    /// Reads until `end` has come; less when the connection ended before.
    [[nodiscard]] std::string readTo(std::string_view end) const;
    /// Reads until the other end closes.
    [[nodiscard]] std::string readAll() const;

private:
    int m_socket;
};

/// A server on a free port.
class TcpListener
{
public:
    TcpListener();
    ~TcpListener();
    TcpListener(const TcpListener&) = delete;
    TcpListener& operator=(const TcpListener&) = delete;

    [[nodiscard]] std::string address() const;
    [[nodiscard]] TcpSocket accept() const;

private:
    int m_socket;
};

} // namespace topomq::tests
