#pragma once
// Graphviz DOT text: topologies out to it, and graphs in from it. No Graphviz is needed.

#include "engine/model/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace topomq::io {

struct DotResult
{
    /// Why the text is not readable, with line and column and what to do; empty when `topology` is
    /// there.
    std::string problem;
    model::Topology topology;
    /// What had to be guessed or was left out, in words for people.
    std::vector<std::string> notes;

    [[nodiscard]] bool isReadable() const { return problem.empty(); }
};

/// Reads what writeDot wrote just as it was; positions may have been changed by a layout program.
/// Of other graphs each edge becomes a link: `->` PUSH to PULL, `--` PAIR to PAIR, unless the edge
/// says otherwise (`sockets="PUB-SUB"`, or a label like that; `address="tcp://…"`), and roles
/// follow from the sockets unless a node has `role="server"`. A port is a socket of its own, a side
/// (`a:e`) is none. Subgraphs are flattened. Thread: any; pure.
[[nodiscard]] DotResult readDot(std::string_view text);

/// Cards with their ports, links from sender to receiver with their addresses, positions in points.
/// Thread: any; pure.
[[nodiscard]] std::string writeDot(const model::Topology& topology);

} // namespace topomq::io
