// The commands of ZMTP, of its mechanisms and of 3.1, each told part by part.

#include "engine/wire/zmtp_decoder.h"

#include <algorithm>
#include <string_view>

namespace topomq::wire {

namespace {

std::string quoted(Bytes bytes)
{
    return "\"" + readable(bytes) + "\"";
}

std::uint64_t bigEndian(Bytes bytes)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes)
        value = value << 8 | byte;
    return value;
}

/// name-length name value-length(4) value.
struct Property
{
    Bytes name;
    Bytes value;
    std::size_t size = 0;
};

/// A size of 0: none is whole.
Property firstProperty(Bytes data)
{
    if (data.empty() || data.size() < std::size_t{1} + data[0] + 4)
        return {};
    const std::size_t nameSize = data[0];
    const std::uint64_t valueSize = bigEndian(data.subspan(1 + nameSize, 4));
    const std::size_t head = 1 + nameSize + 4;
    if (valueSize > data.size() - head)
        return {};
    const auto narrow = static_cast<std::size_t>(valueSize);
    return {data.subspan(1, nameSize), data.subspan(head, narrow), head + narrow};
}

std::string_view asText(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What a command with parts that only the mechanism understands is for.
const char* curveMeaning(std::string_view name)
{
    if (name == "HELLO")
        return "Version, the client's short-term key, a nonce and a box that proves it";
    if (name == "WELCOME")
        return "Encrypted: the server's short-term key and a cookie";
    if (name == "INITIATE")
        return "The cookie, then encrypted: the client's own key, a proof, and its metadata";
    if (name == "READY")
        return "Encrypted: the server's metadata";
    return nullptr;
}

} // namespace

void ZmtpDecoder::endCommand()
{
    ++m_totals.commands;
    const Bytes body(m_body);
    const std::uint64_t at = m_frame.offset + m_frame.headerSize;
    if (body.empty() || body[0] == 0 || body.size() < std::size_t{1} + body[0]) {
        lose(at, "A command without its name.");
        return;
    }
    const std::size_t nameSize = body[0];
    const std::string name = readable(body.subspan(1, nameSize), 255);
    if (name == "SUBSCRIBE" || name == "CANCEL")
        ++m_totals.subscriptions;
    if (!isCurve() && (name == "READY" || name == "INITIATE"))
        noteSocketType(body.subspan(1 + nameSize));
    if (!keepsSpans())
        return;
    if (WireSpan* whole = span(m_messageSpan))
        whole->text = "Command " + readable(body.subspan(1, nameSize));
    addSpan(at, 1, SpanKind::Length, 1, "Length of the name: " + std::to_string(nameSize));
    addSpan(at + 1, nameSize, SpanKind::Field, 1, "Name " + readable(body.subspan(1, nameSize)));
    if (m_frame.length == 1 + nameSize)
        return;
    if (m_frame.length > m_body.size()) {
        addSpan(at + 1 + nameSize, m_frame.length - 1 - nameSize, SpanKind::Opaque, 1,
                "Longer than any command needs to be: not looked into");
        return;
    }
    tellCommand(name, body.subspan(1 + nameSize));
}

void ZmtpDecoder::tellCommand(const std::string& name, Bytes data)
{
    const std::uint64_t at = m_frame.offset + m_frame.headerSize + m_frame.length - data.size();
    const auto tellWhole = [&](const std::string& summary) {
        if (WireSpan* whole = span(m_messageSpan))
            whole->text += summary;
    };
    if (isCurve() && curveMeaning(name) != nullptr) {
        addSpan(at, data.size(), SpanKind::Opaque, 1, curveMeaning(name));
    } else if (name == "READY" || name == "INITIATE") {
        tellWhole(m_socketType.empty() ? "" : ": this side is a " + m_socketType);
        tellMetadata(data, at);
    } else if (name == "HELLO") {
        tellWhole(": name and password, for all to read");
        tellPlainHello(data, at);
    } else if (name == "SUBSCRIBE" || name == "CANCEL") {
        tellWhole((name == "CANCEL" ? ": no more " : ": ") + quoted(data));
        addSpan(at, data.size(), SpanKind::Field, 1, "Prefix " + quoted(data));
    } else if (name == "ERROR" && data[0] == data.size() - 1) {
        tellWhole(": " + readable(data.subspan(1)));
        addSpan(at, 1, SpanKind::Length, 1, "Length of the reason");
        if (data.size() > 1)
            addSpan(at + 1, data.size() - 1, SpanKind::Field, 1,
                    "Reason: " + readable(data.subspan(1), 255));
    } else if (name == "PING" && data.size() >= 2) {
        const std::uint64_t tenths = bigEndian(data.first(2));
        tellWhole(": are you there?");
        addSpan(at, 2, SpanKind::Field, 1,
                "Gone unless heard of within " + std::to_string(tenths * 100)
                    + " ms (0: for ever)");
        if (data.size() > 2)
            addSpan(at + 2, data.size() - 2, SpanKind::Field, 1, "Context: comes back in the PONG");
    } else if (name == "PONG") {
        tellWhole(": I am here");
        addSpan(at, data.size(), SpanKind::Field, 1, "Context of the PING");
    } else {
        addSpan(at, data.size(), SpanKind::Opaque, 1, "Data of the command");
    }
}

void ZmtpDecoder::noteSocketType(Bytes metadata)
{
    for (Property each = firstProperty(metadata); each.size > 0;
         metadata = metadata.subspan(each.size), each = firstProperty(metadata))
    {
        if (asText(each.name) == "Socket-Type")
            m_socketType = readable(each.value, 16);
    }
}

void ZmtpDecoder::tellMetadata(Bytes data, std::uint64_t offset)
{
    while (!data.empty()) {
        const Property each = firstProperty(data);
        if (each.size == 0) {
            addSpan(offset, data.size(), SpanKind::Opaque, 1,
                    "Not a property: its lengths are wrong");
            return;
        }
        const std::string name = readable(each.name);
        addSpan(offset, each.size, SpanKind::Field, 1,
                "Property " + name + " = " + quoted(each.value));
        addSpan(offset, 1, SpanKind::Length, 2, "Length of the name: " + std::to_string(data[0]));
        if (!each.name.empty())
            addSpan(offset + 1, each.name.size(), SpanKind::Field, 2, "Name " + name);
        addSpan(offset + 1 + each.name.size(), 4, SpanKind::Length, 2,
                "Length of the value: " + std::to_string(each.value.size()));
        if (!each.value.empty())
            addSpan(offset + each.size - each.value.size(), each.value.size(), SpanKind::Field, 2,
                    "Value " + quoted(each.value));
        offset += each.size;
        data = data.subspan(each.size);
    }
}

/// PLAIN: two short strings, each after its length.
void ZmtpDecoder::tellPlainHello(Bytes data, std::uint64_t offset)
{
    for (const char* what : {"user name", "password"}) {
        if (data.empty() || data.size() < std::size_t{1} + data[0])
            break;
        addSpan(offset, 1, SpanKind::Length, 1, std::string("Length of the ") + what);
        if (data[0] > 0)
            addSpan(offset + 1, data[0], SpanKind::Field, 1,
                    std::string("The ") + what + ", not encrypted");
        const std::size_t size = std::size_t{1} + data[0];
        offset += size;
        data = data.subspan(size);
    }
    if (!data.empty())
        addSpan(offset, data.size(), SpanKind::Opaque, 1, "Not a name and a password");
}

} // namespace topomq::wire
