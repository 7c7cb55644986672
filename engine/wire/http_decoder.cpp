#include "engine/wire/http_decoder.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>

namespace topomq::wire {

namespace {

Bytes bytesOf(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string inBytes(std::uint64_t count)
{
    return std::to_string(count) + (count == 1 ? " byte" : " bytes");
}

bool isVersion(std::string_view text)
{
    return text.size() == 8 && text.starts_with("HTTP/") && std::isdigit(text[5]) != 0
        && text[6] == '.' && std::isdigit(text[7]) != 0;
}

bool isToken(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0
            || std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c))
            != std::string_view::npos;
    });
}

bool sameWord(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

std::string_view trimmed(std::string_view text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && isBlank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::optional<std::uint64_t> numberIn(std::string_view text, int base)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    // More than any offset can be would run over.
    if (text.empty() || error != std::errc() || end != text.data() + text.size()
        || number > INT64_MAX)
        return std::nullopt;
    return number;
}

} // namespace

HttpDecoder::HttpDecoder(std::size_t mostSpans)
    : Decoder(mostSpans)
{ }

std::size_t HttpDecoder::take(Bytes bytes)
{
    return m_state == State::Body || m_state == State::ToEnd ? takeBody(bytes) : takeLine(bytes);
}

std::size_t HttpDecoder::takeLine(Bytes bytes)
{
    if (m_line.empty())
        m_lineOffset = position();
    std::size_t taken = 0;
    while (taken < bytes.size()) {
        const auto byte = static_cast<char>(bytes[taken++]);
        m_line += byte;
        const bool isText = byte == '\r' || byte == '\n' || (byte >= 0x20 && byte < 0x7f);
        if (m_state == State::StartLine && !isText) {
            lose(m_lineOffset, "Not HTTP: neither a request nor a status line.");
            return taken;
        }
        if (byte == '\n') {
            endLine();
            return taken;
        }
        if (m_line.size() > kLongestLine) {
            lose(m_lineOffset, "A line of more than 8192 bytes: not read any further.");
            return taken;
        }
    }
    return taken;
}

void HttpDecoder::endLine()
{
    std::string line = m_line;
    line.pop_back();
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    switch (m_state) {
    case State::StartLine:
        endStartLine(line);
        break;
    case State::Header:
    case State::Trailer:
        endHeader(line);
        break;
    case State::ChunkSize:
        endChunkSize(line);
        break;
    default:
        if (!line.empty())
            lose(m_lineOffset, "A chunk that does not end where it says.");
        else
            tellLine("");
        m_state = State::ChunkSize;
        break;
    }
    m_line.clear();
}

/// The line without its end, and its end, which is what HTTP is read by.
void HttpDecoder::tellLine(std::string text, SpanKind kind)
{
    const bool hasReturn = m_line.size() > 1 && m_line[m_line.size() - 2] == '\r';
    const std::size_t endSize = hasReturn ? 2 : 1;
    const std::size_t size = m_line.size() - endSize;
    if (size > 0)
        addSpan(m_lineOffset, size, kind, 1, std::move(text));
    std::string words = hasReturn ? "CR LF" : "LF alone, where HTTP asks for CR LF";
    words += size > 0 ? ": the line ends" : ": an empty line";
    if (size == 0 && (m_state == State::Header || m_state == State::Trailer))
        words += m_state == State::Header ? ", so the head ends" : ", so the message ends";
    addSpan(m_lineOffset + size, endSize, SpanKind::LineEnd, 1, std::move(words));
    growMessage(m_lineOffset + m_line.size());
}

void HttpDecoder::growMessage(std::uint64_t end)
{
    if (WireSpan* message = span(m_messageSpan))
        message->length = end - m_messageOffset;
}

void HttpDecoder::endStartLine(const std::string& line)
{
    const std::string_view view(line);
    const auto first = view.find(' ');
    const auto last = view.rfind(' ');
    const std::string_view word = view.substr(0, first);
    m_isResponse = isVersion(word);
    const bool isRequest = first != std::string_view::npos && last > first && isToken(word)
        && isVersion(view.substr(last + 1));
    const auto status =
        m_isResponse && view.size() >= 12 ? numberIn(view.substr(9, 3), 10) : std::nullopt;
    if (m_isResponse ? !status : !isRequest) {
        lose(m_lineOffset, "Not HTTP: neither a request nor a status line.");
        return;
    }
    m_hasNoBody = m_isResponse && (*status < 200 || *status == 204 || *status == 304);
    m_hasLength = m_isChunked = false;
    m_length = 0;
    m_messageOffset = m_lineOffset;
    const std::string number = std::to_string(m_totals.messages + 1);
    const std::string what = m_isResponse ? "Response " : "Request ";
    const std::string_view rest = m_isResponse ? view.substr(9) : view.substr(0, last);
    m_messageSpan = addSpan(m_lineOffset, m_line.size(), SpanKind::Message, 0,
                            what + number + ": " + readable(bytesOf(rest)));
    tellLine(m_isResponse ? "Status line: version, status, words for it"
                          : "Request line: method, path, version");
    m_state = State::Header;
}

void HttpDecoder::endHeader(const std::string& line)
{
    if (line.empty()) {
        tellLine("");
        if (m_state == State::Trailer)
            endMessage();
        else
            endHead();
        return;
    }
    const std::string_view view(line);
    const auto colon = view.find(':');
    if (colon == std::string_view::npos || !isToken(view.substr(0, colon))) {
        lose(m_lineOffset, "Not a header line: it has no name and colon.");
        return;
    }
    const std::string_view name = view.substr(0, colon);
    const std::string_view value = trimmed(view.substr(colon + 1));
    SpanKind kind = SpanKind::Field;
    if (sameWord(name, "Content-Length")) {
        const auto length = numberIn(value, 10);
        if (!length || (m_hasLength && *length != m_length)) {
            lose(m_lineOffset, "A Content-Length that is no number, or two of them that differ.");
            return;
        }
        m_hasLength = true;
        m_length = *length;
        kind = SpanKind::Length;
    } else if (sameWord(name, "Transfer-Encoding")) {
        m_isChunked = value.size() >= 7 && sameWord(value.substr(value.size() - 7), "chunked");
        kind = SpanKind::Length;
    }
    tellLine("Header " + readable(bytesOf(view)), kind);
}

void HttpDecoder::endHead()
{
    if (m_hasNoBody || (!m_isChunked && m_hasLength && m_length == 0)
        || (!m_isChunked && !m_hasLength && !m_isResponse))
    {
        endMessage();
        return;
    }
    if (m_isChunked) {
        m_state = State::ChunkSize;
        return;
    }
    const std::uint64_t at = m_lineOffset + m_line.size();
    m_state = m_hasLength ? State::Body : State::ToEnd;
    m_left = m_length;
    m_bodySpan =
        addSpan(at, m_length, SpanKind::Payload, 1,
                m_hasLength ? "Body: " + inBytes(m_length) : "Body: until the connection ends");
    growMessage(at + m_length);
}

void HttpDecoder::endChunkSize(const std::string& line)
{
    const auto size = numberIn(trimmed(std::string_view(line).substr(0, line.find(';'))), 16);
    if (!size) {
        lose(m_lineOffset, "Not the size of a chunk: it is no hexadecimal number.");
        return;
    }
    tellLine("Size of the chunk, in hexadecimal: " + inBytes(*size), SpanKind::Length);
    if (*size == 0) {
        m_state = State::Trailer;
        return;
    }
    const std::uint64_t at = m_lineOffset + m_line.size();
    m_left = *size;
    m_state = State::Body;
    addSpan(at, *size, SpanKind::Payload, 1, "Chunk of the body: " + inBytes(*size));
    growMessage(at + *size);
}

void HttpDecoder::endMessage()
{
    ++m_totals.messages;
    ++m_totals.frames;
    m_totals.messageBytes += m_lineOffset + m_line.size() - m_messageOffset;
    m_state = State::StartLine;
}

std::size_t HttpDecoder::takeBody(Bytes bytes)
{
    if (m_state == State::ToEnd) {
        m_totals.payloadBytes += bytes.size();
        const std::uint64_t end = position() + bytes.size();
        if (WireSpan* body = span(m_bodySpan))
            body->length = end - body->offset;
        growMessage(end);
        return bytes.size();
    }
    const auto taken = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), m_left));
    m_left -= taken;
    m_totals.payloadBytes += taken;
    if (m_left > 0)
        return taken;
    if (m_isChunked) {
        m_state = State::ChunkEnd;
        return taken;
    }
    m_lineOffset = position() + taken;
    endMessage();
    return taken;
}

} // namespace topomq::wire
