#pragma once
// A DOT text as a graph: nodes and edges with the attributes that hold for each.

#include "engine/io/file_limits.h"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::io {

/// Longer names are cut (in code points), and a cut one gets a sign for the rest.
inline constexpr std::size_t kLongestTitle = kNameLimit.longest - 1;

struct DotAttribute
{
    std::string value;
    /// Of the value, in bytes.
    std::size_t offset = 0;
};

using DotAttributes = std::map<std::string, DotAttribute, std::less<>>;

struct DotNode
{
    std::string name;
    DotAttributes attributes;
};

struct DotEnd
{
    /// Its place among the nodes.
    std::size_t node = 0;
    std::string port;
    /// The port may be a side of the card instead (`a:e`): it is one unless the node has a port of
    /// that name.
    bool mayBeSide = false;
};

struct DotEdge
{
    DotEnd tail;
    DotEnd head;
    DotAttributes attributes;
};

struct DotGraph
{
    /// Why there is none, with its place; else empty.
    std::string problem;
    std::string name;
    bool directed = false;
    DotAttributes attributes;
    /// In the order in which they first stand in the text.
    std::vector<DotNode> nodes;
    std::vector<DotEdge> edges;
};

/// Subgraphs are flattened: what they set holds for what is in them. Thread: any; pure.
[[nodiscard]] DotGraph parseDot(std::string_view text);

/// With a space for each control character (a name over several lines): our files have none.
[[nodiscard]] std::string withoutControls(std::string_view text);

/// "line 3, column 7: …".
[[nodiscard]] std::string
dotProblem(std::string_view text, std::size_t offset, const std::string& what);

} // namespace topomq::io
