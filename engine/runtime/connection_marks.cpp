#include "engine/runtime/connection_marks.h"

#include "engine/runtime/socket_options.h"

#include <zmq.h>

#include <charconv>
#include <string_view>

namespace topomq::runtime {

namespace {

constexpr char kBound = 'b';
constexpr char kConnected = 'c';

std::string nameOf(unsigned number)
{
    return "X-TopoMQ-" + std::to_string(number);
}

/// The number behind the letter, if there is one.
std::optional<std::uint32_t> numberIn(std::string_view mark)
{
    std::uint32_t number = 0;
    const char* const end = mark.data() + mark.size();
    const auto parsed = std::from_chars(mark.data() + 1, end, number);
    return parsed.ec == std::errc{} && parsed.ptr == end ? std::optional(number) : std::nullopt;
}

} // namespace

void ConnectionMarks::set(void* socket, std::string mark)
{
    if (m_said == nullptr)
        m_said = std::make_unique<Said>();
    if (mark == m_said->last)
        return;
    const std::string property = nameOf(++m_said->count) + ":" + mark;
    zmq_setsockopt(socket, kMetadataOption, property.data(), property.size());
    m_said->last = std::move(mark);
}

bool ConnectionMarks::hasConnected() const
{
    return m_said != nullptr && m_said->last.starts_with(kConnected);
}

void ConnectionMarks::beforeBind(void* socket, std::size_t endpoint)
{
    m_isBound = true;
    // Most sockets have one address, and nothing to say of it.
    if (endpoint > 0)
        set(socket, kBound + std::to_string(endpoint));
}

void ConnectionMarks::beforeConnect(void* socket, plan::LinkIndex link)
{
    if (link != plan::kNone)
        set(socket, kConnected + std::to_string(link));
    else if (m_isBound && !hasConnected())
        set(socket, std::string(1, kConnected));
}

std::optional<ConnectionMark> markOn(void* frame)
{
    auto* const message = static_cast<zmq_msg_t*>(frame);
    std::string_view last;
    unsigned number = 1;
    while (const char* mark = zmq_msg_gets(message, nameOf(number).c_str())) {
        last = mark;
        ++number;
    }
    if (last.empty())
        return std::nullopt;
    const std::optional<std::uint32_t> value = numberIn(last);
    if (last.front() == kBound)
        return ConnectionMark{.endpoint = value};
    return ConnectionMark{.link = value.value_or(plan::kNone)};
}

} // namespace topomq::runtime
