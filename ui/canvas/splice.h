#pragma once
// Puts a node into a link: the link goes, and two new ones lead through the node.

#include "engine/model/edit.h"
#include "engine/model/topology.h"
#include "ui/document/role_kind.h"

#include <optional>
#include <set>
#include <vector>

class QPainter;

namespace topomq::ui {

class CanvasScene;

/// What a gesture does to the topology: one edit, and what it adds.
struct GestureEdit
{
    model::Batch edit;
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
};

/// A node that is there already, and has no links, comes between the ends of the link. Nothing
/// when no two of its sockets fit. Thread: any; pure.
[[nodiscard]] std::optional<GestureEdit>
spliceNode(const model::Topology& topology, const model::LinkId& link, const model::NodeId& node);

/// The same with a new node of the role; its socket types are chosen to fit.
[[nodiscard]] std::optional<GestureEdit> spliceRole(const model::Topology& topology,
                                                    const model::LinkId& link,
                                                    model::Role role,
                                                    model::Point place);

/// The roles that fit between the ends of the link, in the order of the palette, then the same with
/// the types that they have there.
[[nodiscard]] std::vector<RoleKind> kindsBetween(const model::Topology& topology,
                                                 const model::LinkId& link);

/// Marks the link that a node would be put into.
void paintSpliceMark(QPainter& painter, const CanvasScene& scene, const model::LinkId& link);

} // namespace topomq::ui
