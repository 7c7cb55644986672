#include "engine/roles/roles.h"
#include "engine/roles/serving.h"

namespace topomq::roles {

void BalancedWorker::run(runtime::NodeContext& context)
{
    if (context.sockets().empty())
        return;
    runtime::SocketPort& port = *context.sockets().front();
    runtime::Outgoing ready;
    // A REQ puts the delimiter before it by itself.
    if (port.type() == model::SocketType::Dealer)
        ready.envelope.emplace_back();
    if (port.composeText(ready, "READY")
        && context.send(port, ready) != runtime::WaitResult::Stopped)
        serveRequests(context, port);
}

} // namespace topomq::roles
