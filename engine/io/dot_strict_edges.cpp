#include "engine/io/dot_strict_edges.h"

namespace topomq::io {

namespace {

void repeatEnd(DotEnd& known, const DotEnd& end)
{
    if (!end.port.empty())
        known = end;
}

} // namespace

DotEdge* StrictEdges::find(const DotEnd& tail, const DotEnd& head)
{
    std::pair<std::size_t, std::size_t> ends(tail.node, head.node);
    if (!m_graph.directed && ends.first > ends.second)
        std::swap(ends.first, ends.second);
    const auto [found, isNew] = m_places.emplace(ends, m_graph.edges.size());
    return isNew ? nullptr : &m_graph.edges[found->second];
}

void StrictEdges::repeat(DotEdge& edge,
                         const DotEnd& tail,
                         const DotEnd& head,
                         const DotAttributes& own)
{
    const bool isTurned = edge.tail.node != tail.node;
    repeatEnd(edge.tail, isTurned ? head : tail);
    repeatEnd(edge.head, isTurned ? tail : head);
    for (const auto& [name, attribute] : own)
        edge.attributes.insert_or_assign(name, attribute);
}

} // namespace topomq::io
