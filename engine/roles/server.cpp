#include "engine/roles/payload.h"
#include "engine/roles/roles.h"

#include <algorithm>

namespace topomq::roles {

using runtime::WaitResult;

namespace {

bool composeReply(runtime::NodeContext& context,
                  runtime::SocketPort& port,
                  const runtime::Incoming& request,
                  runtime::Outgoing& reply)
{
    const auto size = static_cast<std::size_t>(context.draw(context.settings().replySize) + 0.5);
    if (size == 0)
        return copyBody(context, port, request, reply);
    reply.frames.clear();
    const std::size_t bounded = std::min(size, runtime::SlotPool::kLargestPayload);
    return port.compose(reply, {.topic = {}, .size = bounded});
}

} // namespace

void Server::run(runtime::NodeContext& context)
{
    if (context.sockets().empty())
        return;
    runtime::SocketPort& port = *context.sockets().front();
    runtime::Incoming request;
    runtime::Outgoing reply;
    while (context.receive(port, request) == WaitResult::Ready) {
        if (context.work(context.settings().serviceTime) == WaitResult::Stopped)
            return;
        copyEnvelope(request, reply);
        if (!composeReply(context, port, request, reply)
            || context.send(port, reply) == WaitResult::Stopped)
            return;
    }
}

} // namespace topomq::roles
