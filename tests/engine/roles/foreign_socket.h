#pragma once
// A ZeroMQ socket of the test's own, for the place of an `external` node.

#include <string>
#include <utility>
#include <vector>

namespace topomq::tests {

using Frames = std::vector<std::string>;

/// Thread: one.
class ForeignSocket
{
public:
    /// `type` is one of ZMQ_REQ, …; `options` are set before it connects.
    ForeignSocket(int type,
                  const std::string& address,
                  const std::vector<std::pair<int, int>>& options = {});
    /// Connects under a name of its own (ROUTING_ID).
    ForeignSocket(const std::string& name, int type, const std::string& address);
    /// Binds a free port of 127.0.0.1.
    explicit ForeignSocket(int type);
    ~ForeignSocket();
    ForeignSocket(const ForeignSocket&) = delete;
    ForeignSocket& operator=(const ForeignSocket&) = delete;

    /// What it binds.
    [[nodiscard]] std::string address() const;

    void send(const Frames& frames);
    /// Empty when nothing came in that time (ms).
    [[nodiscard]] Frames receive(int patience = 10'000);

private:
    void* m_context;
    void* m_socket;
};

} // namespace topomq::tests
