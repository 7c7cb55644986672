#include "engine/roles/payload.h"
#include "engine/roles/roles.h"

namespace topomq::roles {

using runtime::SocketPort;
using runtime::WaitResult;

void Worker::run(runtime::NodeContext& context)
{
    std::vector<SocketPort*> inputs;
    std::vector<SocketPort*> outputs;
    std::vector<SocketPort*> subscribers;
    for (const auto& port : context.sockets()) {
        const bool sends = runtime::dispatchOf(port->type()) != runtime::Dispatch::None;
        (sends ? outputs : inputs).push_back(port.get());
        if (port->type() == model::SocketType::XPub)
            subscribers.push_back(port.get());
    }
    runtime::Incoming message;
    runtime::Incoming subscription;
    runtime::Outgoing result;
    while (
        !inputs.empty()
        && context.receive(inputs, message, nullptr, runtime::NodeContext::Clock::time_point::max())
            == WaitResult::Ready)
    {
        if (context.work(context.settings().serviceTime) == WaitResult::Stopped)
            return;
        for (SocketPort* port : subscribers) {
            while (port->receive(subscription)) {
            }
        }
        for (SocketPort* port : outputs) {
            if (!copyBody(context, *port, message, result)
                || context.send(*port, result) == WaitResult::Stopped)
                return;
        }
    }
}

} // namespace topomq::roles
