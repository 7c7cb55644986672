#include "engine/roles/serving.h"

#include "engine/roles/payload.h"

namespace topomq::roles {

using runtime::WaitResult;

void serveRequests(runtime::NodeContext& context, runtime::SocketPort& port)
{
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
