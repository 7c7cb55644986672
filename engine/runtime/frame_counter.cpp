#include "engine/runtime/frame_counter.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

constexpr std::size_t kGreetingBytes = 64;
constexpr unsigned kMore = 1;
constexpr unsigned kLong = 2;
constexpr unsigned kCommand = 4;
constexpr std::size_t kLongestCommand = 4096;
constexpr std::string_view kProperty = "X-TopoMQ";

std::uint64_t number(std::string_view bytes)
{
    std::uint64_t value = 0;
    for (const char each : bytes)
        value = value << 8 | static_cast<unsigned char>(each);
    return value;
}

/// The value of the property in the metadata of READY; nothing there: empty.
std::string propertyIn(std::string_view metadata)
{
    while (!metadata.empty()) {
        const std::size_t nameSize = static_cast<unsigned char>(metadata.front());
        if (metadata.size() < 1 + nameSize + 4)
            return {};
        const std::string_view name = metadata.substr(1, nameSize);
        const std::uint64_t size = number(metadata.substr(1 + nameSize, 4));
        metadata.remove_prefix(1 + nameSize + 4);
        if (size > metadata.size())
            return {};
        if (name == kProperty)
            return std::string(metadata.substr(0, size));
        metadata.remove_prefix(size);
    }
    return {};
}

} // namespace

void FrameCounter::takeGreeting(std::string_view& bytes)
{
    while (!bytes.empty() && m_place < kGreetingBytes) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        // The signature, and a major version that has these frames.
        if ((m_place == 0 && byte != 0xff) || (m_place == 9 && byte != 0x7f)
            || (m_place == 10 && byte < 3)) {
            m_state = State::Lost;
            return;
        }
        bytes.remove_prefix(1);
        ++m_place;
    }
    if (m_place == kGreetingBytes)
        m_state = State::Header;
}

bool FrameCounter::takeHeader(std::string_view& bytes)
{
    const auto wanted = [this]() -> std::size_t {
        return m_headerSize == 0 || (m_header[0] & kLong) == 0 ? 2 : 9;
    };
    while (m_headerSize < wanted()) {
        if (bytes.empty())
            return false;
        m_header[m_headerSize++] = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
    }
    m_flags = m_header[0];
    m_left = 0;
    for (std::size_t i = 1; i < m_headerSize; ++i)
        m_left = m_left << 8 | m_header[i];
    m_size = m_left;
    m_headerSize = 0;
    m_state = (m_flags & ~(kMore | kLong | kCommand)) == 0 ? State::Body : State::Lost;
    return m_state == State::Body;
}

void FrameCounter::endCommand()
{
    const std::string_view command = m_command;
    const std::size_t nameSize = command.empty() ? 0 : static_cast<unsigned char>(command.front());
    const std::string_view name =
        command.substr(std::min<std::size_t>(1, command.size()), nameSize);
    if (name == "READY" || name == "INITIATE") {
        m_isReady = true;
        if (m_metadata.empty())
            m_metadata = propertyIn(command.substr(1 + nameSize));
    }
    m_command.clear();
}

std::uint64_t FrameCounter::takeShort(std::string_view& bytes)
{
    if (m_headerSize > 0)
        return 0;
    std::uint64_t messages = 0;
    std::uint64_t frames = 0;
    const char* place = bytes.data();
    const char* const end = place + bytes.size();
    while (end - place >= 2) {
        const auto flags = static_cast<unsigned char>(place[0]);
        const std::ptrdiff_t size = 2 + static_cast<unsigned char>(place[1]);
        if ((flags & ~kMore) != 0 || end - place < size)
            break;
        place += size;
        ++frames;
        messages += (flags & kMore) == 0 ? 1 : 0;
    }
    const auto taken = static_cast<std::size_t>(place - bytes.data());
    m_payload += taken - 2 * frames;
    bytes.remove_prefix(taken);
    return messages;
}

std::uint64_t FrameCounter::take(std::string_view bytes)
{
    std::uint64_t messages = 0;
    while (!bytes.empty() || (m_state == State::Body && m_left == 0)) {
        if (m_state == State::Lost)
            break;
        if (m_state == State::Greeting) {
            takeGreeting(bytes);
            continue;
        }
        if (m_state == State::Header) {
            messages += takeShort(bytes);
            if (bytes.empty() || !takeHeader(bytes))
                continue;
        }
        const std::size_t part = std::min<std::uint64_t>(m_left, bytes.size());
        const bool isCommand = (m_flags & kCommand) != 0;
        if (isCommand && m_command.size() < kLongestCommand)
            m_command.append(bytes.substr(0, part));
        bytes.remove_prefix(part);
        m_left -= part;
        if (m_left != 0)
            continue;
        if (isCommand)
            endCommand();
        else
            m_payload += m_size;
        if (!isCommand && (m_flags & kMore) == 0)
            ++messages;
        m_state = State::Header;
    }
    return messages;
}

} // namespace topomq::runtime
