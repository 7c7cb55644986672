#pragma once
// What tests of the table of links draw.

#include "tests/support/topology_builder.h"

namespace topomq::tests {

/// One source, two sinks: link1 and link2.
inline model::Topology fanOut()
{
    return TopologyBuilder()
        .node("vent", model::Role::Source)
        .socket("out", model::SocketType::Push, {"inproc://*"})
        .node("a", model::Role::Sink)
        .socket("in", model::SocketType::Pull)
        .node("b", model::Role::Sink)
        .socket("in", model::SocketType::Pull)
        .link("a.in", "vent.out")
        .link("b.in", "vent.out");
}

} // namespace topomq::tests
