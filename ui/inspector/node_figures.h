#pragma once
// The figures of a node in words: what it does with its time, and who holds it up.

#include "engine/metrics/snapshot.h"
#include "ui/inspector/figure_list.h"

#include <cstdint>
#include <vector>

namespace topomq::ui {

struct Colors;
class RunSession;

/// What there is to say of a node at all.
struct NodeSides
{
    bool receives = true;
    bool sends = true;
    /// The run is: its last state is no state any more.
    bool isOver = false;
};

[[nodiscard]] std::vector<FigureList::Row>
nodeRows(const metrics::NodeFigures& figures, const Colors& colors, const NodeSides& sides = {});
/// Who holds the node up, and who those in turn, as rich text with a link to each (its id is the
/// target): "Held up by Worker 1 → Sink, busy 99 %". Empty: nobody.
[[nodiscard]] QString
heldUpText(const RunSession& session, const metrics::Snapshot& now, std::uint32_t node);

} // namespace topomq::ui
