#include "tests/support/topology_builder.h"

namespace topomq::tests {

TopologyBuilder& TopologyBuilder::node(std::string id, model::Role role)
{
    m_topology.nodes.push_back({.id = model::NodeId(std::move(id)), .role = role});
    return *this;
}

TopologyBuilder& TopologyBuilder::setting(std::string_view key, model::Value value)
{
    m_topology.nodes.back().settings.set(key, std::move(value));
    return *this;
}

TopologyBuilder& TopologyBuilder::leaveOut()
{
    m_topology.nodes.back().enabled = false;
    return *this;
}

TopologyBuilder&
TopologyBuilder::socket(std::string id, model::SocketType type, std::vector<std::string> bind)
{
    m_topology.nodes.back().sockets.push_back(
        {.id = model::SocketId(std::move(id)), .type = type, .bind = std::move(bind)});
    return *this;
}

TopologyBuilder& TopologyBuilder::option(std::string_view name, model::Value value)
{
    m_topology.nodes.back().sockets.back().options.set(name, std::move(value));
    return *this;
}

TopologyBuilder&
TopologyBuilder::link(std::string_view connect, std::string_view bind, std::size_t endpoint)
{
    const std::string id = "link" + std::to_string(m_topology.links.size() + 1);
    m_topology.links.push_back({.id = model::LinkId(id),
                                .connect = refTo(connect),
                                .bind = refTo(bind),
                                .endpoint = endpoint});
    return *this;
}

TopologyBuilder& TopologyBuilder::cutLink()
{
    m_topology.links.back().enabled = false;
    return *this;
}

model::SocketRef refTo(std::string_view text)
{
    const auto dot = text.find('.');
    return {model::NodeId(std::string(text.substr(0, dot))),
            model::SocketId(std::string(text.substr(dot + 1)))};
}

model::Topology pushPull(const std::string& address)
{
    return TopologyBuilder()
        .node("vent", model::Role::Source)
        .socket("out", model::SocketType::Push, {address})
        .node("sink", model::Role::Sink)
        .socket("in", model::SocketType::Pull)
        .link("sink.in", "vent.out");
}

} // namespace topomq::tests
