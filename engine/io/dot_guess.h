#pragma once
// Makes nodes, sockets and links of a graph that says nothing of ZeroMQ.

#include "engine/io/dot_graph.h"
#include "engine/model/topology.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
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

    /// The number to try next behind each name that was taken: those below it are never free again.
    using NextNumbers = std::unordered_map<std::string, int>;

    /// The sockets of a node by what an end of an edge looks for: a node may have very many edges,
    /// and none of them may search through the sockets of all the others.
    struct Sockets
    {
        std::unordered_map<std::string, std::size_t> byId;
        std::map<model::SocketType, std::size_t> firstOfType;
        NextNumbers numbers;
        /// Those of the label, once somebody has looked.
        std::optional<std::set<std::string, std::less<>>> ports;
        /// Of each socket: which of its endpoints is at an address.
        std::vector<std::unordered_map<std::string, std::size_t>> endpoints;

        void note(const model::Socket& socket);
        [[nodiscard]] std::string freeId(const std::string& wanted);
    };

    [[nodiscard]] model::Node& nodeOf(std::size_t index);
    /// False where the end names none, or a side of the card.
    [[nodiscard]] bool hasPort(const DotEnd& end);
    [[nodiscard]] std::string freeId(const std::string& wanted);
    [[nodiscard]] Types typesOf(const DotEdge& edge) const;
    [[nodiscard]] bool tailBinds(const DotEdge& edge, const Types& types) const;
    /// Which socket of its node this end is at: the one of its port, or the one of its type; PAIR
    /// has one for each edge.
    std::size_t socketFor(const DotEnd& end, model::SocketType type, bool isTail);
    std::size_t addSocket(std::size_t index, const std::string& id, model::SocketType type);
    std::size_t endpointFor(std::size_t index, std::size_t socket, const std::string& address);

    const DotGraph& m_graph;
    model::Topology& m_topology;
    std::unordered_set<std::string> m_ids;
    NextNumbers m_numbers;
    /// Where each node of the graph stands in the topology, and its sockets.
    std::vector<std::size_t> m_places;
    std::vector<Sockets> m_sockets;
    /// Those that were added here, with their role if the graph names one.
    std::vector<std::pair<std::size_t, model::Role>> m_added;
    /// Edges at each node of the graph.
    std::vector<std::size_t> m_degrees;
    std::set<std::tuple<model::SocketRef, model::SocketRef, std::size_t>> m_joined;
    std::size_t m_doubled = 0;
};

} // namespace topomq::io
