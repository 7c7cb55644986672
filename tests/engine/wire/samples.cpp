#include "tests/engine/wire/samples.h"

namespace topomq::tests {

namespace {

constexpr std::uint8_t kMore = 1;
constexpr std::uint8_t kLong = 2;
constexpr std::uint8_t kCommand = 4;

ByteString framed(const ByteString& body, std::uint8_t flags)
{
    ByteString result{flags};
    if (body.size() > 255) {
        result[0] |= kLong;
        for (int shift = 56; shift >= 0; shift -= 8)
            result.push_back(static_cast<std::uint8_t>(body.size() >> shift));
    } else {
        result.push_back(static_cast<std::uint8_t>(body.size()));
    }
    return std::move(result) + body;
}

} // namespace

ByteString bytes(std::string_view text)
{
    return {text.begin(), text.end()};
}

ByteString operator+(ByteString one, const ByteString& other)
{
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

ByteString greeting(std::string_view mechanism, bool asServer, std::uint8_t minor)
{
    ByteString result{0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, minor};
    result.insert(result.end(), mechanism.begin(), mechanism.end());
    result.resize(32);
    result.push_back(asServer ? 1 : 0);
    result.resize(64);
    return result;
}

ByteString frame(std::string_view body, bool more)
{
    return framed(bytes(body), more ? kMore : 0);
}

ByteString command(std::string_view name, const ByteString& data)
{
    ByteString body{static_cast<std::uint8_t>(name.size())};
    return framed(std::move(body) + bytes(name) + data, kCommand);
}

ByteString property(std::string_view name, std::string_view value)
{
    ByteString result{static_cast<std::uint8_t>(name.size())};
    result = std::move(result) + bytes(name);
    result = std::move(result) + ByteString{0, 0, 0, static_cast<std::uint8_t>(value.size())};
    return std::move(result) + bytes(value);
}

ByteString ready(std::string_view socketType)
{
    return command("READY", property("Socket-Type", socketType));
}

std::vector<wire::WireSpan> decode(wire::Protocol protocol, const ByteString& input)
{
    const auto decoder = wire::makeDecoder(protocol, 100'000);
    decoder->feed(input);
    return decoder->spans();
}

std::vector<std::string> textsAt(const std::vector<wire::WireSpan>& spans, unsigned depth)
{
    std::vector<std::string> texts;
    for (const wire::WireSpan& span : spans) {
        if (span.depth == depth)
            texts.push_back(span.text);
    }
    return texts;
}

} // namespace topomq::tests
