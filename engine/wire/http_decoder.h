#pragma once
// Reads one direction of an HTTP/1.x connection: requests or responses, one after the other.
// After RFC 9112: lines that end in CR LF, an empty line, then a body.

#include "engine/wire/decoder.h"

namespace topomq::wire {

/// One direction does not know the other: a response to HEAD, which has no body whatever its
/// headers say, is taken for one with a body.
class HttpDecoder : public Decoder
{
public:
    static constexpr std::size_t kLongestLine = 8192;

    explicit HttpDecoder(std::size_t mostSpans);

protected:
    [[nodiscard]] std::size_t take(Bytes bytes) override;

private:
    enum class State : std::uint8_t {
        StartLine,
        Header,
        Body,
        ToEnd,
        ChunkSize,
        ChunkEnd,
        Trailer
    };

    [[nodiscard]] std::size_t takeLine(Bytes bytes);
    void endLine();
    void endStartLine(const std::string& line);
    void endHeader(const std::string& line);
    void endHead();
    void endChunkSize(const std::string& line);
    void endMessage();
    [[nodiscard]] std::size_t takeBody(Bytes bytes);
    void tellLine(std::string text, SpanKind kind = SpanKind::Field);
    void growMessage(std::uint64_t end);

    State m_state = State::StartLine;
    /// With its end.
    std::string m_line;
    std::uint64_t m_lineOffset = 0;
    std::uint64_t m_messageOffset = 0;
    std::size_t m_messageSpan = kNoSpan;
    std::size_t m_bodySpan = kNoSpan;
    bool m_isResponse = false;
    bool m_hasNoBody = false;
    bool m_hasLength = false;
    bool m_isChunked = false;
    std::uint64_t m_length = 0;
    std::uint64_t m_left = 0;
};

} // namespace topomq::wire
