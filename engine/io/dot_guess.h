#pragma once
// Makes nodes, sockets and links of a graph that says nothing of ZeroMQ.

#include "engine/io/dot_graph.h"
#include "engine/model/topology.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_set>
#include <vector>

namespace topomq::io {

/// Nodes first, then edges, then `finish`. Thread: one.
class DotGuess
{
public:
    /// Adds to `topology`; both outlive this.
    DotGuess(const DotGraph& graph, model::Topology& topology);

    /// Node `index` of the graph becomes a node.
    void addNode(std::size_t index, std::optional<model::Point> place);
    /// Node `index` of the graph is this one of the topology already.
    void useNode(std::size_t index, std::size_t node);
    void addEdge(const DotEdge& edge);
    /// Gives roles to the nodes that were added, after what their sockets are.
    void finish();

    [[nodiscard]] std::vector<std::string> notes() const;

private:
    struct Types
    {
        model::SocketType tail;
        model::SocketType head;
    };

    [[nodiscard]] std::string freeId(const std::string& wanted);
    [[nodiscard]] Types typesOf(const DotEdge& edge) const;
    [[nodiscard]] bool tailBinds(const DotEdge& edge, const Types& types) const;
    /// The socket of this end: the one of its port, or the one of its type; PAIR has one for each
    /// edge.
    model::Socket& socketFor(const DotEnd& end, model::SocketType type, bool isTail);
    static std::size_t addressFor(model::Socket& socket, const std::string& address);

    const DotGraph& m_graph;
    model::Topology& m_topology;
    std::unordered_set<std::string> m_ids;
    /// Where each node of the graph stands in the topology.
    std::vector<std::size_t> m_places;
    /// Those that were added here, with their role if the graph names one.
    std::vector<std::pair<std::size_t, model::Role>> m_added;
    /// Edges at each node of the graph.
    std::vector<std::size_t> m_degrees;
    std::set<std::tuple<model::SocketRef, model::SocketRef, std::size_t>> m_joined;
    std::size_t m_doubled = 0;
};

} // namespace topomq::io
