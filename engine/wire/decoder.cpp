#include "engine/wire/decoder.h"

#include "engine/wire/http_decoder.h"
#include "engine/wire/zmtp_decoder.h"

#include <algorithm>

namespace topomq::wire {

WireTotals& WireTotals::operator+=(const WireTotals& other)
{
    bytes += other.bytes;
    payloadBytes += other.payloadBytes;
    messages += other.messages;
    messageBytes += other.messageBytes;
    frames += other.frames;
    commands += other.commands;
    subscriptions += other.subscriptions;
    encrypted += other.encrypted;
    return *this;
}

WireTotals& WireTotals::operator-=(const WireTotals& other)
{
    bytes -= other.bytes;
    payloadBytes -= other.payloadBytes;
    messages -= other.messages;
    messageBytes -= other.messageBytes;
    frames -= other.frames;
    commands -= other.commands;
    subscriptions -= other.subscriptions;
    encrypted -= other.encrypted;
    return *this;
}

void Decoder::feed(Bytes bytes)
{
    m_totals.bytes += bytes.size();
    while (!bytes.empty() && !m_trouble) {
        const std::size_t taken = take(bytes);
        m_position += taken;
        bytes = bytes.subspan(taken);
    }
}

std::size_t Decoder::addSpan(
    std::uint64_t offset, std::uint64_t length, SpanKind kind, std::uint8_t depth, std::string text)
{
    if (m_spans.size() >= m_mostSpans) {
        m_isCut = true;
        return kNoSpan;
    }
    m_spans.push_back({offset, length, kind, depth, std::move(text)});
    return m_spans.size() - 1;
}

WireSpan* Decoder::span(std::size_t index)
{
    return index == kNoSpan ? nullptr : &m_spans[index];
}

void Decoder::lose(std::uint64_t offset, std::string text)
{
    m_trouble = Trouble{offset, std::move(text)};
}

std::unique_ptr<Decoder> makeDecoder(Protocol protocol, std::size_t mostSpans)
{
    if (protocol == Protocol::Http)
        return std::make_unique<HttpDecoder>(mostSpans);
    return std::make_unique<ZmtpDecoder>(mostSpans);
}

std::string readable(Bytes bytes, std::size_t most)
{
    std::string text;
    for (const std::uint8_t byte : bytes.first(std::min(most, bytes.size())))
        text += byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
    if (bytes.size() > most)
        text += "…";
    return text;
}

} // namespace topomq::wire
