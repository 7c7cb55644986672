#include "engine/plan/plan_builder.h"

#include "engine/model/options.h"
#include "engine/rules/roles.h"
#include "engine/rules/rules.h"

namespace topomq::plan {

namespace {

using model::OptionInfo;
using model::OptionKind;
using model::Role;
using model::Socket;
using model::Value;

/// The value in one form, whichever the file has used: `true` and 1 mean the same.
Value normalized(const OptionInfo& option, const Value& value)
{
    if (option.kind == OptionKind::Boolean && value.asInteger() != nullptr)
        return *value.asInteger() != 0;
    return value;
}

/// The value in force when it has to be set: another than ZeroMQ's own default.
const Value* setValue(const Socket& socket, const OptionInfo& option)
{
    const Value* value = socket.options.find(option.name);
    if (value == nullptr || !option.isSettable() || !appliesTo(option, socket.type)
        || whyNot(option, *value))
        return nullptr;
    return value;
}

/// `routingId`: null where libzmq makes one up.
std::vector<PlannedOption>
optionsOf(const model::Topology& topology, const Socket& socket, const std::string* routingId)
{
    std::vector<PlannedOption> planned;
    for (const OptionInfo& option : model::allOptions()) {
        // Subscriptions come and go one by one while the socket lives.
        if (option.kind == OptionKind::TextList)
            continue;
        const Value* set = setValue(socket, option);
        Value value = set == nullptr ? model::defaultOf(option) : normalized(option, *set);
        // The context may have another default, and a client with a timeout has: what the file says
        // then has to be said again.
        const bool hasOtherDefault = option.name == "REQ_CORRELATE"
            || (option.name == "IPV6" && model::integerContextOption(topology, "IPV6") != 0);
        if (set != nullptr && hasOtherDefault)
            planned.push_back({std::string(option.name), std::move(value)});
        else if (option.ourDefault || (set != nullptr && value != model::defaultOf(option)))
            planned.push_back({std::string(option.name), std::move(value)});
        else if (option.name == "ROUTING_ID" && routingId != nullptr)
            planned.push_back({std::string(option.name), *routingId});
    }
    return planned;
}

std::vector<std::string> subscriptionsOf(const Socket& socket)
{
    std::vector<std::string> prefixes;
    if (const Value* value = setValue(socket, *model::findOption("SUBSCRIBE"))) {
        for (const Value& prefix : *value->asArray())
            prefixes.push_back(*prefix.asText());
    }
    return prefixes;
}

/// MAX_SOCKETS 0 is ours, and no number for ZeroMQ.
std::vector<PlannedOption> contextOptionsOf(const model::Topology& topology)
{
    std::vector<PlannedOption> planned;
    for (const OptionInfo& option : model::contextOptions()) {
        const Value* set = topology.context.find(option.name);
        if (set == nullptr || !option.isSettable() || whyNot(option, *set))
            continue;
        Value value = normalized(option, *set);
        if (value != model::defaultOf(option))
            planned.push_back({std::string(option.name), std::move(value)});
    }
    return planned;
}

bool conflates(const Socket& socket)
{
    return appliesTo(*model::findOption("CONFLATE"), socket.type)
        && model::integerOption(socket, "CONFLATE") != 0;
}

/// Only what we connect ourselves, and over tcp, can be led past a recorder.
bool isRecorded(const model::Link& link, const PlannedNode& connecter, Transport transport)
{
    return link.recordWire && transport == Transport::Tcp && !connecter.external;
}

} // namespace

PlanBuilder::PlanBuilder(const model::Topology& topology)
    : m_topology(topology)
    , m_routingIds(rules::routingIds(topology))
{ }

RunPlan PlanBuilder::build()
{
    m_plan = {};
    m_sockets.clear();
    m_plan.topology = m_topology.name;
    m_plan.contextOptions = contextOptionsOf(m_topology);
    for (const model::Node& node : m_topology.nodes) {
        if (node.enabled)
            addNode(node);
    }
    // All sockets first: a list of whom one lets in may name any other.
    SocketIndex next = 0;
    for (const model::Node& node : m_topology.nodes) {
        for (std::size_t i = 0; node.enabled && i < node.sockets.size(); ++i)
            addSecurity(next++, node.sockets[i].security);
    }
    for (const model::Link& link : m_topology.links) {
        if (link.enabled)
            addLink(link);
    }
    return std::move(m_plan);
}

void PlanBuilder::addNode(const model::Node& node)
{
    const auto index = static_cast<NodeIndex>(m_plan.nodes.size());
    m_plan.nodes.push_back({.id = node.id,
                            .title = node.title(),
                            .role = node.role,
                            .settings = settingsOf(node),
                            .external = node.role == Role::External});
    for (const Socket& socket : node.sockets)
        addSocket(index, node, socket);
}

void PlanBuilder::addSocket(NodeIndex node, const model::Node& from, const Socket& socket)
{
    const auto index = static_cast<SocketIndex>(m_plan.sockets.size());
    PlannedSocket planned{.ref = {from.id, socket.id}, .type = socket.type, .node = node};
    const auto routingId = m_routingIds.find(planned.ref);
    planned.options = optionsOf(m_topology, socket,
                                routingId == m_routingIds.end() ? nullptr : &routingId->second);
    planned.subscriptions = subscriptionsOf(socket);
    planned.sendHighWaterMark = model::integerOption(socket, "SNDHWM");
    planned.receiveHighWaterMark = model::integerOption(socket, "RCVHWM");
    planned.conflate = conflates(socket);
    for (const std::string& address : socket.bind)
        planned.binds.push_back({address, transportOf(address)});
    m_sockets.emplace(planned.ref, index);
    m_plan.sockets.push_back(std::move(planned));
    m_plan.nodes[node].sockets.push_back(index);
}

void PlanBuilder::addSecurity(SocketIndex index, const model::Security& security)
{
    PlannedSecurity planned;
    planned.mechanism = security.mechanism;
    planned.server = security.server && security.mechanism != model::Mechanism::Null;
    planned.username = security.username;
    planned.serverKey = security.serverKey;
    planned.allowsAll = security.allow.empty();
    for (const std::string& text : security.allow) {
        const rules::AllowEntry entry = rules::allowEntry(m_topology, text);
        if (entry.kind == rules::AllowEntry::Kind::Key)
            planned.allowedKeys.push_back(text);
        else if (entry.kind == rules::AllowEntry::Kind::User)
            planned.allowedUsers.push_back(text);
        else if (const auto found = m_sockets.find(entry.socket); found != m_sockets.end())
            planned.allowedSockets.push_back(found->second);
    }
    m_plan.sockets[index].security = std::move(planned);
}

void PlanBuilder::addLink(const model::Link& link)
{
    const auto connect = m_sockets.find(link.connect);
    const auto bind = m_sockets.find(link.bind);
    // A node at one of the ends is left out.
    if (connect == m_sockets.end() || bind == m_sockets.end())
        return;
    const auto index = static_cast<LinkIndex>(m_plan.links.size());
    const Transport transport = m_plan.sockets[bind->second].binds[link.endpoint].transport;
    m_plan.links.push_back(
        {.id = link.id,
         .connect = connect->second,
         .bind = bind->second,
         .endpoint = link.endpoint,
         .transport = transport,
         .recordWire =
             isRecorded(link, m_plan.nodes[m_plan.sockets[connect->second].node], transport)});
    m_plan.sockets[connect->second].connects.push_back({index, bind->second, link.endpoint});
    if (Seldom<PlannedSecurity>& binder = m_plan.sockets[bind->second].security;
        m_plan.sockets[connect->second].security->server && !binder->server
        && transport != Transport::Inproc)
    {
        PlannedSecurity client = *binder;
        client.keyOwner = connect->second;
        binder = std::move(client);
    }
    addFlow(index, connect->second, bind->second);
    addFlow(index, bind->second, connect->second);
}

void PlanBuilder::addFlow(LinkIndex link, SocketIndex from, SocketIndex to)
{
    PlannedSocket& sender = m_plan.sockets[from];
    PlannedSocket& receiver = m_plan.sockets[to];
    if (!rules::sendsTo(sender.type, receiver.type))
        return;
    const auto index = static_cast<FlowIndex>(m_plan.flows.size());
    const std::string pattern =
        std::string(toText(sender.type)) + "-" + std::string(toText(receiver.type));
    m_plan.flows.push_back({link, from, to, pattern, m_plan.links[link].transport});
    sender.flowsOut.push_back(index);
    receiver.flowsIn.push_back(index);
}

} // namespace topomq::plan
