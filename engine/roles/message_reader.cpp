#include "engine/roles/message_reader.h"

#include "engine/runtime/slot_pool.h"

#include <algorithm>
#include <charconv>

namespace topomq::roles {

namespace {

using model::StreamMode;

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::size_t kLongestBody = runtime::SlotPool::kLargestPayload;

bool equalsWord(std::string_view a, std::string_view lower)
{
    return std::equal(a.begin(), a.end(), lower.begin(), lower.end(), [](char x, char y) {
        return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y;
    });
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::size_t> numberFrom(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole ? std::optional(number) : std::nullopt;
}

} // namespace

MessageReader::MessageReader(StreamMode reader)
    : m_isHttp(reader == StreamMode::HttpServer || reader == StreamMode::HttpClient)
    , m_readsRequests(isServer(reader))
{ }

MessageReader::State MessageReader::fail(std::string problem)
{
    m_problem = std::move(problem);
    return State::Broken;
}

std::string_view MessageReader::firstLine() const
{
    return message().substr(0, message().find(kLineEnd));
}

MessageReader::State MessageReader::next()
{
    if (!m_problem.empty())
        return State::Broken;
    if (m_size > 0) {
        m_bytes.erase(0, m_size);
        m_size = m_searched = m_head = 0;
    }
    return m_isHttp ? nextHttp() : nextLine();
}

MessageReader::State MessageReader::finish()
{
    const State state = next();
    if (state != State::Incomplete || m_head == 0 || m_length)
        return state;
    m_size = m_bytes.size();
    return State::Complete;
}

MessageReader::State MessageReader::nextLine()
{
    const auto end = m_bytes.find(kLineEnd, m_searched);
    if (end != std::string::npos) {
        m_size = end + kLineEnd.size();
        return State::Complete;
    }
    // The line end itself may be cut in two.
    m_searched = m_bytes.empty() ? 0 : m_bytes.size() - 1;
    return m_bytes.size() > kLongestBody + kLineEnd.size() ? fail("a line without end")
                                                           : State::Incomplete;
}

MessageReader::State MessageReader::nextHttp()
{
    if (m_head == 0) {
        // Empty lines between messages are allowed, and part of none.
        while (m_bytes.starts_with(kLineEnd))
            m_bytes.erase(0, kLineEnd.size());
        const auto end = m_bytes.find(kHeadEnd, m_searched);
        if (std::min(end, m_bytes.size()) > kLongestHead)
            return fail("a head of more than 16 KiB");
        if (end == std::string::npos) {
            m_searched = m_bytes.size() - std::min(m_bytes.size(), kHeadEnd.size() - 1);
            return State::Incomplete;
        }
        if (readHead(std::string_view(m_bytes).substr(0, end)) == State::Broken)
            return State::Broken;
        m_head = end + kHeadEnd.size();
    }
    if (!m_length)
        return m_bytes.size() > m_head + kLongestBody ? fail("a body without end")
                                                      : State::Incomplete;
    if (m_bytes.size() < m_head + *m_length)
        return State::Incomplete;
    m_size = m_head + *m_length;
    return State::Complete;
}

MessageReader::State MessageReader::readHead(std::string_view head)
{
    m_wantsClose = false;
    m_length.reset();
    const auto lineEnd = head.find(kLineEnd);
    const std::string_view line = head.substr(0, lineEnd);
    if (!readFirstLine(line))
        return fail(m_readsRequests ? "no HTTP request" : "no HTTP reply");
    // A request has a body only when it says so; so do replies that never have one.
    std::optional<std::size_t> otherwise;
    if (m_readsRequests)
        otherwise = 0;
    else if (const std::string_view code = line.substr(line.find(' ') + 1);
             code.starts_with("1") || code.starts_with("204") || code.starts_with("304"))
        otherwise = 0;
    for (auto next = lineEnd; next != std::string_view::npos;) {
        const auto begin = next + kLineEnd.size();
        next = head.find(kLineEnd, begin);
        if (!readField(head.substr(begin, next == std::string_view::npos ? next : next - begin)))
            return State::Broken;
    }
    if (!m_length)
        m_length = otherwise;
    return State::Complete;
}

bool MessageReader::readFirstLine(std::string_view line)
{
    const auto first = line.find(' ');
    if (first == std::string_view::npos || first == 0)
        return false;
    if (!m_readsRequests) {
        const std::string_view code = line.substr(first + 1, 3);
        return line.starts_with("HTTP/1.") && code.size() == 3 && numberFrom(code).has_value();
    }
    const auto second = line.find(' ', first + 1);
    if (second == std::string_view::npos || second == first + 1)
        return false;
    const std::string_view version = line.substr(second + 1);
    m_wantsClose = version == "HTTP/1.0";
    return m_wantsClose || version == "HTTP/1.1";
}

bool MessageReader::readField(std::string_view field)
{
    const auto colon = field.find(':');
    const std::string_view name = field.substr(0, colon);
    if (colon == std::string_view::npos || name.empty()
        || name.find_first_of(" \t") != std::string_view::npos)
        return fail("a header field without a name") != State::Broken;
    const std::string_view value = trimmed(field.substr(colon + 1));
    if (equalsWord(name, "connection"))
        m_wantsClose = equalsWord(value, "close");
    if (equalsWord(name, "transfer-encoding"))
        return fail("Transfer-Encoding is not understood here; use Content-Length")
            != State::Broken;
    if (!equalsWord(name, "content-length"))
        return true;
    const auto length = numberFrom(value);
    if (!length || *length > kLongestBody || (m_length && *m_length != *length))
        return fail("a Content-Length that is no number, too large, or given twice")
            != State::Broken;
    m_length = length;
    return true;
}

} // namespace topomq::roles
