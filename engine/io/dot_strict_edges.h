#pragma once
// The edges of a strict graph, in which there is one at most between two nodes.

#include "engine/io/dot_graph.h"

#include <cstddef>
#include <map>
#include <utility>

namespace topomq::io {

/// Thread: used by one; `graph` outlives it.
class StrictEdges
{
public:
    explicit StrictEdges(DotGraph& graph)
        : m_graph(graph)
    { }

    /// The edge between the two, without directions either way round. Null: there is none yet, and
    /// the next one that the graph gets is it.
    [[nodiscard]] DotEdge* find(const DotEnd& tail, const DotEnd& head);
    /// What stands at an edge that is there already holds for that one; defaults are for new ones.
    static void
    repeat(DotEdge& edge, const DotEnd& tail, const DotEnd& head, const DotAttributes& own);

private:
    DotGraph& m_graph;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> m_places;
};

} // namespace topomq::io
