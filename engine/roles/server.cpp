#include "engine/roles/payload.h"
#include "engine/roles/roles.h"

namespace topomq::roles {

using runtime::WaitResult;

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
