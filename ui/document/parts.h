#pragma once
// A part of a topology that is taken out to be used again, and put in elsewhere.

#include "engine/model/edit.h"
#include "engine/model/topology.h"

#include <QString>

#include <optional>
#include <set>
#include <unordered_map>

namespace topomq::ui {

class TopologyDocument;

/// The selected nodes and those of the selected groups, with the links among them, the groups that
/// are there whole, the selected notes, and the parameters that the nodes use.
[[nodiscard]] model::Topology selectedPart(const TopologyDocument& document);

/// The ids of nodes, and those of their copies.
using Renamed = std::unordered_map<model::NodeId, model::NodeId>;

/// What names nodes, or what is inside of them by a path, follows the copies of those nodes: whom
/// this one sends `to`, and whom its sockets let in.
void followCopies(model::Node& node, const Renamed& renamed);

/// What pasting would do: one edit, and the ids of what it adds.
struct Pasted
{
    model::Edit edit;
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
    std::set<model::GroupId> groups;
    std::set<model::NoteId> notes;
    /// Why it cannot be pasted, in words for people; then there is no edit.
    QString problem;
};

/// Adds `part` with new ids and names where they are taken; its middle comes to `centre`, without
/// one it stands a little beside where it was. Parameters that it uses and the document lacks come
/// along; those that are there keep their values. Refused where a sub-topology would come to stand
/// inside of itself.
[[nodiscard]] Pasted insertEdit(const TopologyDocument& document,
                                model::Topology part,
                                std::optional<model::Point> centre);

} // namespace topomq::ui
