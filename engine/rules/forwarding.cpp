#include "engine/rules/forwarding.h"

namespace topomq::rules {

namespace {

using model::Role;
using model::SocketType;

bool takesPart(Role role)
{
    return role == Role::Source || role == Role::Sink || role == Role::Worker
        || role == Role::Proxy;
}

/// Replies go the other way and end where the request came from: they are no way on.
bool carriesOn(const SocketEntry& sender, const SocketEntry& receiver)
{
    if (!takesPart(sender.node->role) || !takesPart(receiver.node->role)
        || !sendsTo(sender.type(), receiver.type()))
        return false;
    const Family family = familyOf(sender.type());
    if (family == Family::PublishSubscribe || family == Family::Pipeline)
        return true;
    return sender.node->role == Role::Proxy && receiver.node->role == Role::Proxy
        && sender.type() == SocketType::Dealer && receiver.type() == SocketType::Router;
}

} // namespace

Forwarding::Forwarding(const CheckIndex& index)
    : out(index.topology.nodes.size())
    , in(index.topology.nodes.size())
{
    const auto add = [&](std::size_t link, std::size_t sender, std::size_t receiver) {
        const SocketEntry& from = index.sockets[sender];
        const SocketEntry& to = index.sockets[receiver];
        // What a proxy captures leaves it beside its way.
        if (!carriesOn(from, to)
            || (from.node->role == Role::Proxy && from.ref.socket.text() == "capture"))
            return;
        out[from.nodeIndex].push_back(hops.size());
        in[to.nodeIndex].push_back(hops.size());
        hops.push_back({link, sender, receiver, from.nodeIndex, to.nodeIndex});
    };
    for (std::size_t i = 0; i < index.links.size(); ++i) {
        const LinkEntry& link = index.links[i];
        if (!link.active)
            continue;
        add(i, *link.connect, *link.bind);
        add(i, *link.bind, *link.connect);
    }
    sort();
}

void Forwarding::sort()
{
    std::vector<std::size_t> waiting(in.size());
    for (std::size_t node = 0; node < in.size(); ++node) {
        waiting[node] = in[node].size();
        if (waiting[node] == 0)
            order.push_back(node);
    }
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const std::size_t hop : out[order[next]]) {
            if (--waiting[hops[hop].to] == 0)
                order.push_back(hops[hop].to);
        }
    }
}

} // namespace topomq::rules
