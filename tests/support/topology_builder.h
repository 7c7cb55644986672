#pragma once
// Topologies for tests, written down the way they are drawn:
//
//     const Topology pipeline = TopologyBuilder()
//         .node("vent", Role::Source).setting("rate", 100)
//             .socket("out", SocketType::Push, {"inproc://*"}).option("SNDHWM", 10)
//         .node("sink", Role::Sink)
//             .socket("in", SocketType::Pull)
//         .link("sink.in", "vent.out");

#include "engine/model/topology.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::tests {

class TopologyBuilder
{
public:
    TopologyBuilder& node(std::string id, model::Role role);
    /// Of the node that was added last.
    TopologyBuilder& setting(std::string_view key, model::Value value);
    TopologyBuilder& leaveOut();
    /// In the node that was added last.
    TopologyBuilder&
    socket(std::string id, model::SocketType type, std::vector<std::string> bind = {});
    /// Of the socket that was added last.
    TopologyBuilder& option(std::string_view name, model::Value value);
    /// Links are called "link1", "link2", … in their order.
    TopologyBuilder&
    link(std::string_view connect, std::string_view bind, std::size_t endpoint = 0);
    /// The link that was added last.
    TopologyBuilder& cutLink();

    [[nodiscard]] const model::Topology& topology() const { return m_topology; }

    // Lets a chain of calls end in a topology without a further word.
    operator model::Topology() const { return m_topology; }

private:
    model::Topology m_topology;
};

/// "node.socket" as a reference.
[[nodiscard]] model::SocketRef refTo(std::string_view text);

/// A source with one PUSH that binds `address`, and a sink with one PULL: link1 joins them.
[[nodiscard]] model::Topology pushPull(const std::string& address = "inproc://*");

} // namespace topomq::tests
