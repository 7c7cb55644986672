#pragma once
// Where a node names others: whom it sends `to`, and whom its sockets let in.

#include "engine/model/topology.h"

#include <functional>
#include <optional>
#include <string>

namespace topomq::model {

/// Puts other names in the places of those for which `rename` has one (a node's id or path). True:
/// something was changed. Thread: any.
bool renameReferences(Node& node,
                      const std::function<std::optional<std::string>(const std::string&)>& rename);

} // namespace topomq::model
