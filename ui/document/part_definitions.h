#pragma once
// The definitions of sub-topologies that a part of a topology needs.

#include "engine/model/topology.h"

#include <QString>

#include <vector>

namespace topomq::ui {

/// Those of `all` that the nodes of `part` stand for, with those inside of them. Thread: any.
[[nodiscard]] std::vector<model::Definition>
definitionsOf(const model::Topology& part, const std::vector<model::Definition>& all);

/// Those of `part` that `into` lacks. One of the same id that differs there, itself or in what is
/// inside of it, gets another id, which the instances in `part` follow. Thread: any.
[[nodiscard]] std::vector<model::Definition> missingDefinitions(const model::Topology& into,
                                                                model::Topology& part);

/// Why the definitions must not come to stand inside of each other as in `after`, in a sentence for
/// people; empty where they do so no worse than in `before`. Thread: any.
[[nodiscard]] QString whyNoNesting(const model::Topology& before, const model::Topology& after);

} // namespace topomq::ui
