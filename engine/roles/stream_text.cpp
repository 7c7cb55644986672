#include "engine/roles/stream_text.h"

#include <algorithm>
#include <cmath>

namespace topomq::roles {

std::string httpRequest(const std::string& path, std::string_view host, std::string_view body)
{
    std::string text = (body.empty() ? "GET " : "POST ") + path + " HTTP/1.1\r\nHost: ";
    text += host;
    text += "\r\nUser-Agent: TopoMQ\r\n";
    if (!body.empty())
        text +=
            "Content-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n";
    text += body;
    return text;
}

std::string httpReply(std::string_view status, std::string_view body, bool closes, bool withBody)
{
    std::string text = "HTTP/1.1 ";
    text += status;
    text += "\r\nServer: TopoMQ\r\nContent-Type: text/plain\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n";
    if (closes)
        text += "Connection: close\r\n";
    text += "\r\n";
    if (withBody)
        text += body;
    return text;
}

std::string line(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
    return text + "\r\n";
}

std::string filler(std::size_t size)
{
    constexpr std::size_t kLetters = 26;
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>('a' + i % kLetters);
    return text;
}

std::size_t drawSize(runtime::NodeContext& context, const model::Distribution& distribution)
{
    const auto size = static_cast<std::size_t>(std::llround(context.draw(distribution)));
    return std::min(size, runtime::SlotPool::kLargestPayload);
}

} // namespace topomq::roles
