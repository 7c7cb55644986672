#pragma once
// The figures of an instance of a sub-topology: what passes in and out, and how its nodes are.

#include "engine/metrics/snapshot.h"
#include "engine/model/ids.h"
#include "ui/inspector/figure_list.h"

#include <vector>

namespace topomq::ui {

struct InspectorContext;

/// Empty as long as nothing inside of it has run. Thread: the window's.
[[nodiscard]] std::vector<FigureList::Row> instanceRows(const model::NodeId& instance,
                                                        const metrics::Snapshot& snapshot,
                                                        const InspectorContext& context);

} // namespace topomq::ui
