#include "engine/wire/zmtp_decoder.h"

#include <algorithm>
#include <string_view>

namespace topomq::wire {

namespace {

// RFC 23/ZMTP: a flag octet, its upper five bits zero.
constexpr std::uint8_t kMore = 0x01;
constexpr std::uint8_t kLong = 0x02;
constexpr std::uint8_t kCommand = 0x04;
constexpr std::uint8_t kReserved = 0xf8;

constexpr std::size_t kSignatureSize = 10;
constexpr std::size_t kMechanismAt = 12;
constexpr std::size_t kMechanismSize = 20;
constexpr std::size_t kAsServerAt = 32;
constexpr std::size_t kFillerAt = 33;

/// An encrypted frame: its name, a short nonce, a box around one flag octet and the body.
constexpr std::string_view kCurveMessage = "\x07MESSAGE";
constexpr std::uint64_t kCurveOverhead = kCurveMessage.size() + 8 + 16 + 1;

std::string inBytes(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

std::string flagWords(std::uint8_t flags)
{
    std::string words = (flags & kCommand) != 0 ? "command" : "message";
    if ((flags & kCommand) == 0)
        words += (flags & kMore) != 0 ? ", more frames follow" : ", last frame";
    words += (flags & kLong) != 0 ? ", length in 8 bytes" : ", length in 1 byte";
    return words;
}

} // namespace

ZmtpDecoder::ZmtpDecoder(std::size_t mostSpans)
    : Decoder(mostSpans)
{ }

bool ZmtpDecoder::isCommand() const
{
    return (m_frame.flags & kCommand) != 0;
}

bool ZmtpDecoder::hasMore() const
{
    return (m_frame.flags & kMore) != 0;
}

std::size_t ZmtpDecoder::take(Bytes bytes)
{
    switch (m_state) {
    case State::Greeting:
        return takeGreeting(bytes);
    case State::Header:
        return takeHeader(bytes);
    case State::Body:
        break;
    }
    return takeBody(bytes);
}

std::size_t ZmtpDecoder::fill(Bytes bytes, std::size_t wanted)
{
    const std::size_t count = std::min(bytes.size(), wanted - m_filled);
    std::copy_n(bytes.begin(), count, m_buffer.begin() + static_cast<std::ptrdiff_t>(m_filled));
    m_filled += count;
    return count;
}

std::size_t ZmtpDecoder::takeGreeting(Bytes bytes)
{
    const std::size_t taken = fill(bytes, kGreetingSize);
    if (!checkGreeting() || m_filled < kGreetingSize)
        return taken;
    const std::uint8_t* name = m_buffer.data() + kMechanismAt;
    m_mechanism.assign(name, std::find(name, name + kMechanismSize, 0));
    tellGreeting();
    m_state = State::Header;
    m_filled = 0;
    return taken;
}

/// As soon as it can be told: a peer that speaks something else may never send a whole greeting.
bool ZmtpDecoder::checkGreeting()
{
    if (m_filled > 0 && m_buffer[0] != 0xff) {
        lose(0, "Not ZMTP 3: a greeting begins with the byte FF.");
        return false;
    }
    if (m_filled >= kSignatureSize && m_buffer[kSignatureSize - 1] != 0x7f) {
        lose(kSignatureSize - 1, "Not ZMTP 3: the tenth byte of a greeting is 7F.");
        return false;
    }
    if (m_filled > kSignatureSize && m_buffer[kSignatureSize] < 3) {
        lose(kSignatureSize,
             "A version of ZMTP before 3, as ZeroMQ 3 and older speak it: not read any further.");
        return false;
    }
    return true;
}

void ZmtpDecoder::tellGreeting()
{
    const std::string version =
        std::to_string(m_buffer[10]) + "." + std::to_string(m_buffer[kSignatureSize + 1]);
    const std::string mechanism = readable({m_buffer.data() + kMechanismAt, m_mechanism.size()});
    addSpan(0, kGreetingSize, SpanKind::Greeting, 0,
            "Greeting: ZMTP " + version + ", " + mechanism);
    addSpan(0, kSignatureSize, SpanKind::Field, 1, "Signature: FF, eight bytes of padding, 7F");
    addSpan(kSignatureSize, 2, SpanKind::Field, 1, "Version " + version);
    addSpan(kMechanismAt, kMechanismSize, SpanKind::Field, 1,
            "Security mechanism " + mechanism + ", filled up with zeros");
    const bool isServer = m_buffer[kAsServerAt] != 0;
    addSpan(kAsServerAt, 1, SpanKind::Field, 1,
            isServer ? "As server: this side checks the other"
                     : "As server: no, this side does not check the other");
    addSpan(kFillerAt, kGreetingSize - kFillerAt, SpanKind::Field, 1, "Filler: zeros, for later");
}

std::size_t ZmtpDecoder::takeHeader(Bytes bytes)
{
    if (m_filled == 0)
        m_frame = {.offset = position()};
    std::size_t taken = m_filled == 0 ? fill(bytes, 1) : 0;
    const std::uint8_t flags = m_buffer[0];
    if ((flags & kReserved) != 0) {
        lose(m_frame.offset, "Not the flags of a frame: the upper five bits must be zero.");
        return taken;
    }
    if ((flags & kCommand) != 0 && (flags & kMore) != 0) {
        lose(m_frame.offset, "A command that has more frames: ZMTP knows no such thing.");
        return taken;
    }
    const std::size_t size = (flags & kLong) != 0 ? 9 : 2;
    taken += fill(bytes.subspan(taken), size);
    if (m_filled < size)
        return taken;
    m_frame.flags = flags;
    m_frame.headerSize = size;
    for (std::size_t i = 1; i < size; ++i)
        m_frame.length = m_frame.length << 8 | m_buffer[i];
    if (m_frame.length > INT64_MAX) {
        lose(m_frame.offset + 1, "A length of 2^63 bytes or more: ZMTP allows none.");
        return taken;
    }
    beginFrame();
    return taken;
}

void ZmtpDecoder::beginFrame()
{
    m_filled = 0;
    m_frame.left = m_frame.length;
    m_body.clear();
    const bool mayBeSubscription = m_socketType == "SUB" || m_socketType == "XSUB";
    m_wantedOfBody = isCommand() || isCurve() ? kMostOfCommand : mayBeSubscription ? 64 : 0;
    m_bodySpan = kNoSpan;
    const std::uint64_t size = m_frame.headerSize + m_frame.length;
    if (isCommand()) {
        if (m_framesSoFar > 0) {
            lose(m_frame.offset, "A command between the frames of one message.");
            return;
        }
        m_messageSpan =
            addSpan(m_frame.offset, size, SpanKind::Command, 0, "Command of " + inBytes(size));
        tellHeader(1);
    } else {
        if (m_framesSoFar == 0) {
            m_messageOffset = m_frame.offset;
            m_messageSpan = addSpan(m_frame.offset, size, SpanKind::Message, 0, "");
        }
        const bool isAlone = m_framesSoFar == 0 && !hasMore();
        m_frameSpan = kNoSpan;
        if (!isAlone)
            m_frameSpan = addSpan(m_frame.offset, size, SpanKind::Frame, 1,
                                  "Frame " + std::to_string(m_framesSoFar + 1) + ": "
                                      + inBytes(m_frame.length));
        if (WireSpan* message = span(m_messageSpan)) {
            message->length = m_frame.offset + size - m_messageOffset;
            message->text = "Message " + std::to_string(m_totals.messages + 1)
                + (isAlone ? ": " + inBytes(m_frame.length)
                           : " of " + std::to_string(m_framesSoFar + 1)
                           + (m_framesSoFar == 0 ? " frame" : " frames")
                           + (hasMore() ? " and more" : ""));
        }
        const std::uint8_t depth = isAlone ? 1 : 2;
        tellHeader(depth);
        if (m_frame.length > 0)
            m_bodySpan = addSpan(m_frame.offset + m_frame.headerSize, m_frame.length,
                                 SpanKind::Payload, depth, "Body: " + inBytes(m_frame.length));
    }
    m_state = State::Body;
    if (m_frame.left == 0)
        endFrame();
}

void ZmtpDecoder::tellHeader(std::uint8_t depth)
{
    addSpan(m_frame.offset, 1, SpanKind::Field, depth, "Flags: " + flagWords(m_frame.flags));
    addSpan(m_frame.offset + 1, m_frame.headerSize - 1, SpanKind::Length, depth,
            "Length of the body: " + inBytes(m_frame.length));
}

std::size_t ZmtpDecoder::takeBody(Bytes bytes)
{
    const auto taken =
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_frame.left));
    if (m_body.size() < m_wantedOfBody) {
        const std::size_t kept = std::min(taken, m_wantedOfBody - m_body.size());
        m_body.insert(m_body.end(), bytes.begin(),
                      bytes.begin() + static_cast<std::ptrdiff_t>(kept));
    }
    m_frame.left -= taken;
    if (m_frame.left == 0)
        endFrame();
    return taken;
}

void ZmtpDecoder::endFrame()
{
    m_state = State::Header;
    const std::string_view body(reinterpret_cast<const char*>(m_body.data()), m_body.size());
    if (isCommand() && !(isCurve() && body.starts_with(kCurveMessage)))
        endCommand();
    else if (isCurve())
        endEncrypted();
    else if (!endSubscription())
        endMessageFrame();
}

void ZmtpDecoder::endMessageFrame()
{
    ++m_framesSoFar;
    m_totals.payloadBytes += m_frame.length;
    if (hasMore())
        return;
    ++m_totals.messages;
    m_totals.frames += m_framesSoFar;
    m_totals.messageBytes += m_frame.offset + m_frame.headerSize + m_frame.length - m_messageOffset;
    m_framesSoFar = 0;
}

/// libzmq puts each frame into a box of its own, whose flags are inside: that of a message as well
/// as that of a PING or a subscription.
void ZmtpDecoder::endEncrypted()
{
    ++m_totals.encrypted;
    m_framesSoFar = 0;
    m_totals.payloadBytes += m_frame.length > kCurveOverhead ? m_frame.length - kCurveOverhead : 0;
    if (WireSpan* whole = span(m_messageSpan)) {
        whole->kind = SpanKind::Message;
        whole->text = "Encrypted frame " + std::to_string(m_totals.encrypted) + ": "
            + inBytes(m_frame.length);
    }
    const std::string_view body(reinterpret_cast<const char*>(m_body.data()), m_body.size());
    WireSpan* box = span(m_bodySpan);
    if (!body.starts_with(kCurveMessage)) {
        if (box != nullptr) {
            box->kind = SpanKind::Opaque;
            box->text = "Not a MESSAGE of CURVE: not looked into";
        }
        return;
    }
    const std::uint64_t at = m_frame.offset + m_frame.headerSize;
    if (box != nullptr) {
        // The body's own span becomes the first of three.
        box->kind = SpanKind::Field;
        box->length = kCurveMessage.size();
        box->text = "Name: MESSAGE of CURVE";
    } else {
        addSpan(at, kCurveMessage.size(), SpanKind::Field, 1, "Name: MESSAGE of CURVE");
    }
    const std::uint64_t rest = m_frame.length - kCurveMessage.size();
    const std::uint64_t nonce = std::min<std::uint64_t>(rest, 8);
    if (nonce > 0)
        addSpan(at + kCurveMessage.size(), nonce, SpanKind::Field, 1,
                "Nonce: counts up with each frame");
    if (rest > nonce)
        addSpan(at + kCurveMessage.size() + nonce, rest - nonce, SpanKind::Opaque, 1,
                "Encrypted box: flags and body, readable with the keys only");
}

/// Before ZMTP 3.1 a subscription is a message: 1 or 0, then the prefix.
bool ZmtpDecoder::endSubscription()
{
    const bool fromSubscriber = m_socketType == "SUB" || m_socketType == "XSUB";
    if (!fromSubscriber || m_framesSoFar > 0 || hasMore() || m_body.empty() || m_body[0] > 1)
        return false;
    ++m_totals.subscriptions;
    if (WireSpan* whole = span(m_messageSpan))
        whole->text =
            std::string(m_body[0] == 1 ? "Subscription to " : "End of the subscription to ")
            + (m_frame.length == 1 ? "everything"
                                   : "\"" + readable(Bytes(m_body).subspan(1)) + "\"");
    if (WireSpan* body = span(m_bodySpan)) {
        body->kind = SpanKind::Field;
        body->text = m_body[0] == 1 ? "1 for a subscription, then the prefix"
                                    : "0 for the end of a subscription, then the prefix";
    }
    return true;
}

} // namespace topomq::wire
