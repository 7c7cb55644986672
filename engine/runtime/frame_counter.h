#pragma once
// Follows one direction of a ZMTP connection just far enough to count whole messages.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace topomq::runtime {

/// Source: https://rfc.zeromq.org/spec/23/ (greeting and framing).
/// Thread: one.
class FrameCounter
{
public:
    /// The next bytes of the stream; returns how many messages ended in them.
    std::uint64_t take(std::string_view bytes);

    /// Bytes of all whole frames so far that are no commands.
    [[nodiscard]] std::uint64_t payload() const { return m_payload; }

    /// Not ZMTP 3, or no longer understood: nothing is counted.
    [[nodiscard]] bool isLost() const { return m_state == State::Lost; }

    /// What the peer that writes this stream says of itself under a name in READY or INITIATE;
    /// empty before that and where it says nothing.
    [[nodiscard]] const std::string& metadata() const { return m_metadata; }

    /// READY or INITIATE has passed.
    [[nodiscard]] bool isReady() const { return m_isReady; }

private:
    enum class State { Greeting, Header, Body, Lost };

    void takeGreeting(std::string_view& bytes);
    /// False: the header needs more bytes.
    bool takeHeader(std::string_view& bytes);
    /// Short frames that are there as a whole, which most are; returns how many messages end in
    /// them.
    [[nodiscard]] std::uint64_t takeShort(std::string_view& bytes);
    void endCommand();

    State m_state = State::Greeting;
    std::size_t m_place = 0; ///< in the greeting
    unsigned char m_header[9]{};
    std::size_t m_headerSize = 0;
    std::uint64_t m_left = 0; ///< of the body
    std::uint64_t m_size = 0; ///< of the body in full
    std::uint64_t m_payload = 0;
    unsigned m_flags = 0;
    std::string m_command;
    std::string m_metadata;
    bool m_isReady = false;
};

} // namespace topomq::runtime
