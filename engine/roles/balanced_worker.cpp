#include "engine/roles/payload.h"
#include "engine/roles/roles.h"

namespace topomq::roles {

using runtime::WaitResult;

void BalancedWorker::run(runtime::NodeContext& context)
{
    if (context.sockets().empty())
        return;
    runtime::SocketPort& port = *context.sockets().front();
    runtime::Outgoing reply;
    // A REQ puts the delimiter before it by itself.
    if (port.type() == model::SocketType::Dealer)
        reply.envelope.emplace_back();
    if (!port.composeText(reply, "READY") || context.send(port, reply) == WaitResult::Stopped)
        return;
    runtime::Incoming request;
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
