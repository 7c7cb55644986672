#include "engine/runtime/peer_names.h"

namespace topomq::runtime {

std::string routingIdOf(const plan::PlannedSocket& socket)
{
    for (const plan::PlannedOption& option : socket.options) {
        const std::string* text = option.value.asText();
        if (option.name == "ROUTING_ID" && text != nullptr)
            return *text;
    }
    return {};
}

std::vector<plan::SocketIndex>
namesakes(const plan::RunPlan& plan, plan::SocketIndex router, plan::SocketIndex peer)
{
    std::vector<plan::SocketIndex> found;
    const std::string name = routingIdOf(plan.sockets[peer]);
    if (name.empty())
        return found;
    for (const plan::PlannedLink& link : plan.links) {
        if (link.connect != router && link.bind != router)
            continue;
        const plan::SocketIndex other = link.connect == router ? link.bind : link.connect;
        if (other != peer && routingIdOf(plan.sockets[other]) == name)
            found.push_back(other);
    }
    return found;
}

} // namespace topomq::runtime
