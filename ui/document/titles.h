#pragma once
// The names by which all views speak of nodes, sockets and links.

#include "engine/model/topology.h"

#include <QString>

#include <set>
#include <string>

namespace topomq::ui {

/// Name of the node, its id where it has none, or the id itself when it is gone. Of the path of one
/// inside of sub-topologies (`stage1/w1`) all names on the way: "First/w1".
[[nodiscard]] QString nodeTitle(const model::Topology& topology, const model::NodeId& id);
/// The node at that path; null: it is gone.
[[nodiscard]] const model::Node* nodeAt(const model::Topology& topology, const model::NodeId& path);
/// Is a link at that path (`stage1/link1`)?
[[nodiscard]] bool isLinkAt(const model::Topology& topology, const std::string& path);
/// In the direction in which messages travel: "Ventilator → Worker 3", "Client ⇄ Server".
[[nodiscard]] QString linkTitle(const model::Topology& topology, const model::Link& link);
/// "PUSH → PULL"
[[nodiscard]] QString linkTypes(const model::Topology& topology, const model::Link& link);
/// Do messages travel from the binding to the connecting side only?
[[nodiscard]] bool flowsFromBinder(const model::Topology& topology, const model::Link& link);
[[nodiscard]] bool flowsBothWays(const model::Topology& topology, const model::Link& link);

/// What the `where` of a finding or event names.
struct Place
{
    /// "Worker 3", "Worker 3 · in", "First/w1 · in", "Ventilator → Worker 3"; empty for the whole
    /// file.
    QString title;
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
};

/// Of something that is gone only the title is there: the word itself.
[[nodiscard]] Place placeOf(const model::Topology& topology, const std::string& where);

} // namespace topomq::ui
