#include "engine/roles/two_way.h"

#include <algorithm>

namespace topomq::roles {

using runtime::NodeContext;
using runtime::SocketPort;
using runtime::WaitResult;

void takeIn(SocketPort& port, runtime::Incoming& incoming)
{
    constexpr int kAtATime = 64;
    for (int i = 0; i < kAtATime && port.receive(incoming); ++i) {
    }
}

WaitResult sendAndTakeIn(NodeContext& context,
                         SocketPort& port,
                         runtime::Outgoing& message,
                         runtime::Incoming& incoming)
{
    using Clock = NodeContext::Clock;
    if (context.trySend(port, message) != runtime::SendResult::WouldBlock)
        return WaitResult::Ready;
    const std::int64_t limit = port.sendTimeout();
    const auto deadline =
        limit < 0 ? Clock::time_point::max() : Clock::now() + std::chrono::milliseconds(limit);
    std::uint64_t planVersion = context.planVersion();
    do {
        takeIn(port, incoming);
        const WaitResult result =
            context.running() ? context.awaitTraffic(port, deadline) : WaitResult::Stopped;
        if (result == WaitResult::Late)
            port.abandon(message);
        if (result != WaitResult::Ready)
            return result;
        // While it waited somebody may have been linked who needs another one.
        if (port.type() == model::SocketType::Dealer && planVersion != context.planVersion())
            message.envelope = envelopeOf(context, port);
        planVersion = context.planVersion();
    } while (context.trySend(port, message) == runtime::SendResult::WouldBlock);
    return WaitResult::Ready;
}

std::vector<std::string> envelopeOf(const NodeContext& context, const SocketPort& port)
{
    const auto isToRep = [&context](plan::FlowIndex flow) {
        const plan::RunPlan& plan = context.plan();
        return !plan.links[plan.flows[flow].link].gone
            && plan.sockets[plan.flows[flow].to].type == model::SocketType::Rep;
    };
    const std::vector<plan::FlowIndex>& flows = port.planned().flowsOut;
    const bool isNeeded = port.type() == model::SocketType::Dealer
        && std::any_of(flows.begin(), flows.end(), isToRep);
    return isNeeded ? std::vector<std::string>{std::string()} : std::vector<std::string>{};
}

} // namespace topomq::roles
