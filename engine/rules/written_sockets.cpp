#include "engine/rules/written_sockets.h"

namespace topomq::rules {

using model::Definition;
using model::Link;
using model::Node;
using model::NodeId;
using model::SocketRef;

SocketRef WrittenSockets::Entry::ref() const
{
    return {in == nullptr ? node->id : NodeId(in->id.text() + "/" + node->id.text()), socket->id};
}

WrittenSockets::WrittenSockets(const model::Topology& topology)
{
    addScope(nullptr, topology.nodes);
    for (const Definition& definition : topology.definitions) {
        if (m_byDefinition.emplace(definition.id, m_scopes.size()).second)
            addScope(&definition, definition.nodes);
    }
    addLinks(0, topology.links);
    for (std::size_t scope = 1; scope < m_scopes.size(); ++scope)
        addLinks(scope, m_scopes[scope].in->links);
}

void WrittenSockets::addScope(const Definition* in, const std::vector<Node>& nodes)
{
    Scope scope{.in = in, .nodes = {}, .sockets = {}, .ports = {}};
    for (const Node& node : nodes) {
        if (!scope.nodes.emplace(node.id, &node).second || isInstance(node))
            continue;
        for (const model::Socket& socket : node.sockets) {
            if (scope.sockets.emplace(SocketRef{node.id, socket.id}, m_sockets.size()).second)
                m_sockets.push_back({in, &node, &socket});
        }
    }
    if (in != nullptr) {
        for (const model::Port& port : in->ports)
            scope.ports.emplace(port.id, &port.socket);
    }
    m_scopes.push_back(std::move(scope));
}

void WrittenSockets::addLinks(std::size_t scope, const std::vector<Link>& links)
{
    for (const Link& link : links)
        m_links.push_back(
            {m_scopes[scope].in, &link, socketAt(scope, link.connect), socketAt(scope, link.bind)});
}

std::optional<std::size_t> WrittenSockets::insideOf(std::size_t scope, const std::string& id) const
{
    const auto node = m_scopes[scope].nodes.find(NodeId(id));
    if (node == m_scopes[scope].nodes.end() || !isInstance(*node->second))
        return std::nullopt;
    const auto inside = m_byDefinition.find(node->second->definition);
    return inside == m_byDefinition.end() ? std::nullopt : std::optional(inside->second);
}

std::optional<std::size_t> WrittenSockets::socketAt(std::size_t scope, SocketRef ref) const
{
    // By an id, or a path that leads further inside.
    for (std::size_t depth = 0; depth <= model::kDeepestDefinitions; ++depth) {
        const std::string& name = ref.node.text();
        const auto slash = name.find('/');
        const auto inside = insideOf(scope, name.substr(0, slash));
        if (!inside) {
            const auto found = m_scopes[scope].sockets.find(ref);
            return found == m_scopes[scope].sockets.end() ? std::nullopt
                                                          : std::optional(found->second);
        }
        scope = *inside;
        if (slash != std::string::npos) {
            ref.node = NodeId(name.substr(slash + 1));
            continue;
        }
        const auto port = m_scopes[scope].ports.find(ref.socket);
        if (port == m_scopes[scope].ports.end())
            return std::nullopt;
        ref = *port->second;
    }
    return std::nullopt;
}

} // namespace topomq::rules
