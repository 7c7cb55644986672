#pragma once
// What several links come to.

#include "engine/model/topology.h"
#include "ui/inspector/figure_list.h"

#include <set>
#include <vector>

namespace topomq::ui {

struct InspectorContext;

/// Those whose ends both are among the nodes.
[[nodiscard]] std::vector<model::LinkId> linksAmong(const model::Topology& topology,
                                                    const std::set<model::NodeId>& nodes);
/// Empty as long as none of them has run. Thread: the window's.
[[nodiscard]] std::vector<FigureList::Row> totalRows(const std::vector<model::LinkId>& links,
                                                     const InspectorContext& context);

} // namespace topomq::ui
