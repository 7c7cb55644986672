#pragma once
// How a change of a node that is laid flat is made to the node as it is written.

#include "engine/model/topology.h"

#include <functional>
#include <optional>
#include <string>

namespace topomq::rules {

/// What a node is called where another one is written; nothing: it cannot be named there.
using NameThere = std::function<std::optional<std::string>(const std::string& flatName)>;

/// Makes to `written` what makes `changed` of `original`; all else stays as it is written, with its
/// own names of other nodes. False: something new in it cannot be named there. Thread: any.
[[nodiscard]] bool mergeNode(const model::Node& original,
                             const model::Node& changed,
                             const NameThere& nameThere,
                             model::Node& written);

/// May all instances have alike what has been changed here? Not a name or key by which one is
/// known, not how it is secured, and no address that only one can bind. Thread: any.
[[nodiscard]] bool suitsEvery(const model::Node& before, const model::Node& after);

} // namespace topomq::rules
