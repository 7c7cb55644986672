#include "engine/roles/payload.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace topomq::roles {

namespace {

bool orReport(runtime::NodeContext& context, bool done)
{
    if (!done)
        context.report("no memory left for another message; lower the rate or set a limit");
    return done;
}

/// Of a drawn size, which is never negative.
std::size_t wholeBytes(double size)
{
    constexpr double kMost = runtime::SlotPool::kLargestPayload;
    return static_cast<std::size_t>(std::min(size, kMost) + 0.5);
}

bool copyFrom(std::size_t first,
              runtime::NodeContext& context,
              runtime::SocketPort& port,
              const runtime::Incoming& from,
              runtime::Outgoing& message)
{
    message.frames.clear();
    for (std::size_t i = first; i + 1 < from.frameCount(); ++i)
        message.frames.emplace_back(from.frame(i));
    return orReport(context, port.composeCopy(message, from.lastFrame(), from.isStamped()));
}

} // namespace

bool generate(runtime::NodeContext& context,
              runtime::SocketPort& port,
              runtime::Outgoing& message,
              std::uint64_t number)
{
    const model::RoleSettings& settings = context.settings();
    // Most have one topic, and a division takes as long as all else here.
    const std::size_t turn = settings.topics.size() < 2 ? 0 : number % settings.topics.size();
    static const std::string kNoTopic;
    const std::string& topic = settings.topics.empty() ? kNoTopic : settings.topics[turn];
    if (settings.text)
        return orReport(context, port.composeText(message, topic + *settings.text));
    const std::size_t size = wholeBytes(context.draw(settings.size));
    const std::size_t bounded = std::min(size, runtime::SlotPool::kLargestPayload);
    if (settings.readable) {
        std::string text = topic + "message " + std::to_string(number + 1);
        text.resize(std::max(bounded, topic.size()), ' ');
        return orReport(context, port.composeText(message, text));
    }
    return orReport(
        context,
        port.compose(
            message,
            {.topic = topic, .size = bounded, .content = static_cast<std::uint32_t>(turn + 1)}));
}

bool copyBody(runtime::NodeContext& context,
              runtime::SocketPort& port,
              const runtime::Incoming& from,
              runtime::Outgoing& message)
{
    return copyFrom(from.bodyStart(), context, port, from, message);
}

bool copyAll(runtime::NodeContext& context,
             runtime::SocketPort& port,
             const runtime::Incoming& from,
             runtime::Outgoing& message)
{
    return copyFrom(0, context, port, from, message);
}

bool composeReply(runtime::NodeContext& context,
                  runtime::SocketPort& port,
                  const runtime::Incoming& request,
                  runtime::Outgoing& reply)
{
    const std::size_t size = wholeBytes(context.draw(context.settings().replySize));
    if (size == 0)
        return copyBody(context, port, request, reply);
    reply.frames.clear();
    const std::size_t bounded = std::min(size, runtime::SlotPool::kLargestPayload);
    return orReport(context, port.compose(reply, {.topic = {}, .size = bounded}));
}

void copyEnvelope(const runtime::Incoming& from, runtime::Outgoing& message)
{
    message.tag = from.tag();
    message.envelope.clear();
    for (std::size_t i = 0; i < from.bodyStart(); ++i)
        message.envelope.emplace_back(from.frame(i));
}

} // namespace topomq::roles
