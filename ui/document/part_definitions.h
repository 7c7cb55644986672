#pragma once
// The definitions of sub-topologies that a part of a topology needs.

#include "engine/model/edit.h"
#include "engine/model/topology.h"

#include <vector>

namespace topomq::ui {

/// Those of `all` that the nodes of `part` stand for, with those inside of them. Thread: any.
[[nodiscard]] std::vector<model::Definition>
definitionsOf(const model::Topology& part, const std::vector<model::Definition>& all);

/// Adds those of `part` that `into` lacks. One of the same id that differs gets another id, which
/// the instances in `part` follow.
void bringDefinitions(model::Batch& batch, const model::Topology& into, model::Topology& part);

} // namespace topomq::ui
