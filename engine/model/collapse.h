#pragma once
// Puts nodes together into a sub-topology, and takes one apart again.

#include "engine/model/edit.h"
#include "engine/model/node_references.h"
#include "engine/model/subtopology.h"

#include <set>
#include <string>
#include <vector>

namespace topomq::model {

/// What becomes of the nodes: one edit, and what stands there afterwards.
struct Collapsed
{
    Edit edit;
    NodeId instance;
    DefinitionId definition;
    /// Why not, in a sentence; then there is no edit.
    std::string problem;
    /// What the nodes are called afterwards, by those who name them.
    Renaming renaming = {};
};

/// A new definition with these nodes, the links among them, the groups that are there whole and
/// the notes; one instance in their place. Sockets with a link to the outside or with none at all
/// become ports. `title` names it. Where `topology` is the inside of the definition `open`, the
/// ports of that one lead to the same sockets afterwards. Whoever names the nodes in other parts of
/// the file is for `renameFromOutside`, before the edit is done. Thread: any; pure.
[[nodiscard]] Collapsed collapse(const Topology& topology,
                                 const std::set<NodeId>& nodes,
                                 const std::set<NoteId>& notes,
                                 const std::string& title,
                                 const Definition* open = nullptr);

struct Expanded
{
    Edit edit;
    std::set<NodeId> nodes;
    std::set<LinkId> links;
    /// As of `Collapsed`.
    Renaming renaming = {};
};

/// The nodes of the definition in the place of the instance, with ids that are free. The definition
/// goes with its last instance. `open` as of `collapse`; `outside`: the nodes of the file itself,
/// in whose places those of the open one stand. An empty Batch when it is none, or of no
/// definition.
[[nodiscard]] Expanded expandInPlace(const Topology& topology,
                                     const NodeId& instance,
                                     const Definition* open = nullptr,
                                     const std::vector<Node>& outside = {});

} // namespace topomq::model
