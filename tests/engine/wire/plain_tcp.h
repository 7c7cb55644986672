#pragma once
// Plain TCP on the loopback for tests: nothing that libzmq would smooth over.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace topomq::tests {

/// Owns a descriptor; calls that would wait for ever give up after ten seconds.
class TcpEnd
{
public:
    TcpEnd() = default;
    explicit TcpEnd(int descriptor);
    ~TcpEnd();
    TcpEnd(TcpEnd&& other) noexcept;
    TcpEnd& operator=(TcpEnd&& other) noexcept;

    [[nodiscard]] static TcpEnd connectTo(std::uint16_t port);

    [[nodiscard]] int descriptor() const { return m_descriptor; }

    void send(std::string_view text) const;
    /// As many bytes as fit without waiting, at most `most`.
    [[nodiscard]] std::size_t sendSome(std::size_t most) const;
    /// Exactly so many bytes, or what came before the end.
    [[nodiscard]] std::string receive(std::size_t size) const;
    /// Until the other side has no more to send; `wasReset` tells how it ended.
    [[nodiscard]] std::string receiveAll(bool* wasReset = nullptr) const;
    /// Sends no more.
    void endOutput() const;
    void reset();
    void close();

private:
    int m_descriptor = -1;
};

class TcpListener
{
public:
    TcpListener();

    [[nodiscard]] std::uint16_t port() const { return m_port; }

    [[nodiscard]] TcpEnd accept() const;

private:
    TcpEnd m_end;
    std::uint16_t m_port = 0;
};

/// A port that nobody listens at, as long as it lives.
class ClosedPort
{
public:
    ClosedPort();

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    TcpEnd m_end;
    std::uint16_t m_port = 0;
};

} // namespace topomq::tests
