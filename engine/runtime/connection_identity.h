#pragma once
// Tells messages of one connection from those of another.

#include <memory>

namespace topomq::runtime {

struct RawMessage;

/// Thread: one at a time.
class ConnectionIdentity
{
public:
    ConnectionIdentity();
    ~ConnectionIdentity();
    ConnectionIdentity(const ConnectionIdentity&) = delete;
    ConnectionIdentity& operator=(const ConnectionIdentity&) = delete;

    /// Remembers the connection by which a received message came. True: there was one before, and
    /// it was another. Where there are no connections (inproc) none is ever remembered.
    bool moveTo(RawMessage& message);

    [[nodiscard]] bool isSet() const { return m_place != nullptr; }

private:
    /// Where libzmq keeps what it knows of the connection: its own for each.
    const char* m_place = nullptr;
    /// A share in the message, for as long as the place has to stay taken.
    std::unique_ptr<RawMessage> m_message;
};

} // namespace topomq::runtime
