#pragma once
// What all decoders of one direction of a byte stream share: annotated spans, totals, and the place
// from which on they understand nothing.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace topomq::wire {

using Bytes = std::span<const std::uint8_t>;

enum class SpanKind : std::uint8_t {
    Greeting, ///< ZMTP: a whole greeting
    Command, ///< ZMTP: a whole command frame
    Message, ///< a whole message: all frames of it, or all of an HTTP request or response
    Frame, ///< ZMTP: one frame of a message of several
    Field, ///< a fixed part, such as a version, flags or a line
    Length, ///< says how long something is
    LineEnd, ///< CR LF
    Payload, ///< what the program gave to be sent
    Opaque, ///< encrypted, or not looked into
};

/// A part of the stream. Parts lie within each other: `depth` 0 are the outermost, and a part is
/// followed by those inside it.
struct WireSpan
{
    std::uint64_t offset = 0;
    /// As announced: it may go on beyond what has come.
    std::uint64_t length = 0;
    SpanKind kind = SpanKind::Field;
    std::uint8_t depth = 0;
    /// In plain words; text of others in it is shortened, and without control characters.
    std::string text;

    friend bool operator==(const WireSpan&, const WireSpan&) = default;
};

/// Over the whole stream, however much of it is annotated.
struct WireTotals
{
    std::uint64_t bytes = 0;
    /// Of `bytes`: what the program gave to be sent. The rest is the protocol's.
    std::uint64_t payloadBytes = 0;
    /// Whole messages; subscriptions in messages are none.
    std::uint64_t messages = 0;
    /// Of whole messages, with their headers.
    std::uint64_t messageBytes = 0;
    std::uint64_t frames = 0; ///< of whole messages
    std::uint64_t commands = 0;
    std::uint64_t subscriptions = 0; ///< and their cancellations
    /// Encrypted frames: what is in them nobody can tell, so `messages` does not count them, and
    /// `payloadBytes` is theirs less what CURVE adds to each.
    std::uint64_t encrypted = 0;

    WireTotals& operator+=(const WireTotals& other);
    WireTotals& operator-=(const WireTotals& other);
    friend bool operator==(const WireTotals&, const WireTotals&) = default;
};

/// From here on the bytes are not understood, and why.
struct Trouble
{
    std::uint64_t offset = 0;
    std::string text;

    friend bool operator==(const Trouble&, const Trouble&) = default;
};

/// Never believes a length: memory does not depend on what the bytes say.
/// Thread: used by one at a time.
class Decoder
{
public:
    /// Spans beyond `mostSpans` are not kept; the totals go on. 0: totals only.
    explicit Decoder(std::size_t mostSpans)
        : m_mostSpans(mostSpans)
    { }

    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    virtual ~Decoder() = default;

    /// The next bytes, in pieces of any size.
    void feed(Bytes bytes);

    /// In the order of the stream.
    [[nodiscard]] const std::vector<WireSpan>& spans() const { return m_spans; }

    [[nodiscard]] const WireTotals& totals() const { return m_totals; }

    [[nodiscard]] const std::optional<Trouble>& trouble() const { return m_trouble; }

    /// There were more spans than are kept.
    [[nodiscard]] bool isCut() const { return m_isCut; }

protected:
    static constexpr std::size_t kNoSpan = static_cast<std::size_t>(-1);

    /// Takes at least one of `bytes`, which are never empty, or calls `lose`; says how many.
    [[nodiscard]] virtual std::size_t take(Bytes bytes) = 0;

    /// Where the first of the bytes given to `take` stands.
    [[nodiscard]] std::uint64_t position() const { return m_position; }

    /// kNoSpan: there is no room.
    std::size_t addSpan(std::uint64_t offset,
                        std::uint64_t length,
                        SpanKind kind,
                        std::uint8_t depth,
                        std::string text);
    /// Null for kNoSpan.
    [[nodiscard]] WireSpan* span(std::size_t index);

    [[nodiscard]] bool keepsSpans() const { return m_mostSpans > 0; }

    void lose(std::uint64_t offset, std::string text);

    WireTotals m_totals;

private:
    std::size_t m_mostSpans;
    std::vector<WireSpan> m_spans;
    std::optional<Trouble> m_trouble;
    std::uint64_t m_position = 0;
    bool m_isCut = false;
};

enum class Protocol : std::uint8_t { Zmtp, Http };

[[nodiscard]] std::unique_ptr<Decoder> makeDecoder(Protocol protocol, std::size_t mostSpans);

/// Bytes as text that can be read: at most `most` of them, others than printable ASCII as `.`.
[[nodiscard]] std::string readable(Bytes bytes, std::size_t most = 48);

} // namespace topomq::wire
