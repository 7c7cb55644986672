#include "engine/roles/payload.h"
#include "engine/roles/ports.h"
#include "engine/roles/roles.h"

#include <algorithm>

namespace topomq::roles {

namespace {

using runtime::Incoming;
using runtime::NodeContext;
using runtime::Outgoing;
using runtime::SocketPort;
using runtime::WaitResult;

WaitResult forward(NodeContext& context, const Incoming& from, SocketPort& to, Outgoing& message)
{
    copyEnvelope(from, message);
    if (!copyBody(context, to, from, message))
        return WaitResult::Stopped;
    return context.send(to, message);
}

} // namespace

void Proxy::run(NodeContext& context)
{
    SocketPort* frontend = findPort(context, "frontend");
    SocketPort* backend = findPort(context, "backend");
    SocketPort* capture = findPort(context, "capture");
    if (frontend == nullptr || backend == nullptr) {
        context.report("a proxy needs sockets called frontend and backend");
        return;
    }
    std::vector<SocketPort*> inputs{frontend};
    if (model::canReceive(backend->type()))
        inputs.push_back(backend);
    Incoming message;
    Outgoing passed;
    Outgoing copy;
    SocketPort* from = nullptr;
    while (context.receive(inputs, message, &from, NodeContext::Clock::time_point::max())
           == WaitResult::Ready)
    {
        if (message.isSubscription()) {
            if (frontend->type() == model::SocketType::XSub)
                frontend->sendSubscription(message.lastFrame());
            continue;
        }
        SocketPort& to = from == frontend ? *backend : *frontend;
        if (forward(context, message, to, passed) == WaitResult::Stopped)
            return;
        if (capture != nullptr
            && (!copyBody(context, *capture, message, copy)
                || context.send(*capture, copy) == WaitResult::Stopped))
            return;
    }
}

} // namespace topomq::roles
