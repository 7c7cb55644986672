#pragma once
// What moves together, and the name of a bend.

#include "engine/model/topology.h"

#include <cstddef>
#include <set>

namespace topomq::ui {

class Selection;

struct Movers
{
    std::set<model::NodeId> nodes;
    std::set<model::NoteId> notes;

    [[nodiscard]] bool isEmpty() const { return nodes.empty() && notes.empty(); }

    friend bool operator==(const Movers&, const Movers&) = default;
};

/// The selected nodes, the members of the selected groups, and the selected notes.
[[nodiscard]] Movers moversOf(const model::Topology& topology, const Selection& selection);

/// A point that a link passes; `index` is its place in the document's list.
struct BendRef
{
    model::LinkId link;
    std::size_t index = 0;

    friend bool operator==(const BendRef&, const BendRef&) = default;
};

} // namespace topomq::ui
