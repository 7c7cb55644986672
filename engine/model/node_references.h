#pragma once
// Where a node names others: whom it sends `to`, and whom its sockets let in.

#include "engine/model/edit.h"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace topomq::model {

/// What a node's id or path is called afterwards, or a socket ("node.socket") where its name is
/// another one then, too. Nothing: as before, a socket as its node says.
using Renaming = std::function<std::optional<std::string>(const std::string&)>;

/// Puts other names in the places of those for which `rename` has one. True: something was changed.
/// Thread: any.
bool renameReferences(Node& node, const Renaming& rename);

/// The same for nodes in all other parts of the file than this one, the inside of a definition or
/// (no id) the topology itself: those that name what is inside of it by a path through an instance,
/// and those further inside that name what is further out. `rename` is given what the name says
/// from there on. What is inside of the instances `together` calls them as before: they go to one
/// place. Names that mean something else where another instance stands are left. One edit of all of
/// the file, empty where nobody names them. Thread: any; pure.
[[nodiscard]] Edit renameFromOutside(const Topology& topology,
                                     const DefinitionId& part,
                                     const Renaming& rename,
                                     const std::set<NodeId>& together = {});

} // namespace topomq::model
