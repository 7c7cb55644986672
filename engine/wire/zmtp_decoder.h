#pragma once
// Reads one direction of a ZMTP 3.0 or 3.1 connection: greeting, commands, message frames.
// After RFC 23/ZMTP (https://rfc.zeromq.org/spec/23), RFC 37/ZMTP (https://rfc.zeromq.org/spec/37)
// and, for CURVE, RFC 26/CURVEZMQ.

#include "engine/wire/decoder.h"

#include <array>

namespace topomq::wire {

/// What a peer says of itself is taken from its greeting and its READY.
class ZmtpDecoder : public Decoder
{
public:
    static constexpr std::size_t kGreetingSize = 64;
    /// As much of a command is looked into; no sensible one is longer.
    static constexpr std::size_t kMostOfCommand = 4096;

    explicit ZmtpDecoder(std::size_t mostSpans);

    /// "NULL", "PLAIN", "CURVE"; empty before the greeting is whole.
    [[nodiscard]] const std::string& mechanism() const { return m_mechanism; }

    /// "PUSH"; empty where it is not said, or is said in secret.
    [[nodiscard]] const std::string& socketType() const { return m_socketType; }

protected:
    [[nodiscard]] std::size_t take(Bytes bytes) override;

private:
    enum class State : std::uint8_t { Greeting, Header, Body };

    struct Frame
    {
        std::uint64_t offset = 0;
        std::uint8_t flags = 0;
        std::size_t headerSize = 0;
        std::uint64_t length = 0; ///< of the body
        std::uint64_t left = 0; ///< of the body, yet to come
    };

    [[nodiscard]] std::size_t fill(Bytes bytes, std::size_t wanted);
    [[nodiscard]] std::size_t takeGreeting(Bytes bytes);
    [[nodiscard]] bool checkGreeting();
    void tellGreeting();
    [[nodiscard]] std::size_t takeHeader(Bytes bytes);
    void beginFrame();
    void tellHeader(std::uint8_t depth);
    [[nodiscard]] std::size_t takeBody(Bytes bytes);
    void endFrame();
    void endMessageFrame();
    void endEncrypted();
    [[nodiscard]] bool endSubscription();

    // zmtp_commands.cpp
    void endCommand();
    void tellCommand(const std::string& name, Bytes data);
    void tellMetadata(Bytes data, std::uint64_t offset);
    void tellPlainHello(Bytes data, std::uint64_t offset);
    void noteSocketType(Bytes metadata);

    [[nodiscard]] bool isCommand() const;
    [[nodiscard]] bool hasMore() const;

    [[nodiscard]] bool isCurve() const { return m_mechanism == "CURVE"; }

    State m_state = State::Greeting;
    /// Greeting or header as far as it has come.
    std::array<std::uint8_t, kGreetingSize> m_buffer{};
    std::size_t m_filled = 0;
    std::string m_mechanism;
    std::string m_socketType;
    Frame m_frame;
    /// The first bytes of the body, for commands and what may be one.
    std::vector<std::uint8_t> m_body;
    std::size_t m_wantedOfBody = 0;
    /// Of the message that has begun.
    std::uint64_t m_framesSoFar = 0;
    std::uint64_t m_messageOffset = 0;
    std::size_t m_messageSpan = kNoSpan;
    std::size_t m_frameSpan = kNoSpan;
    std::size_t m_bodySpan = kNoSpan;
};

} // namespace topomq::wire
