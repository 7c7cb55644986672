#pragma once
// Where a node names others: whom it sends `to`, and whom its sockets let in.

#include "engine/model/edit.h"

#include <functional>
#include <optional>
#include <string>

namespace topomq::model {

/// What a node's id or path is called afterwards, or a socket ("node.socket") where its name is
/// another one then, too. Nothing: as before, a socket as its node says.
using Renaming = std::function<std::optional<std::string>(const std::string&)>;

/// Puts other names in the places of those for which `rename` has one. True: something was changed.
/// Thread: any.
bool renameReferences(Node& node, const Renaming& rename);

/// The same for nodes of the topology and of other definitions that name what is inside of this one
/// by a path through an instance of it: `rename` is given what the path says from there on. One
/// edit of all of the file, empty where nobody does. Thread: any; pure.
[[nodiscard]] Edit
renameFromOutside(const Topology& topology, const DefinitionId& definition, const Renaming& rename);

} // namespace topomq::model
