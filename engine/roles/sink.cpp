#include "engine/roles/roles.h"

namespace topomq::roles {

using runtime::WaitResult;

void Sink::run(runtime::NodeContext& context)
{
    std::vector<runtime::SocketPort*> ports;
    for (const auto& port : context.sockets())
        ports.push_back(port.get());
    runtime::Incoming message;
    while (
        !ports.empty()
        && context.receive(ports, message, nullptr, runtime::NodeContext::Clock::time_point::max())
            == WaitResult::Ready)
    {
        if (context.work(context.settings().serviceTime) == WaitResult::Stopped)
            return;
    }
}

} // namespace topomq::roles
