#pragma once
// What a collapsed group says about its members.

#include "engine/metrics/snapshot.h"
#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/figure_text.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace topomq::ui {

struct GroupTotals
{
    /// Messages per second that come in from nodes outside, and that go out to them; nothing where
    /// nobody counts those of one of the links.
    std::optional<double> in = 0;
    std::optional<double> out = 0;
    /// Messages that wait on links to members; nothing where one of them is not known.
    std::optional<std::uint64_t> queued = 0;
    /// The fullest of these queues.
    Fill fill = Fill::Calm;
    /// The worst state of a member, and how many are in it.
    std::optional<metrics::NodeState> state;
    std::size_t inState = 0;
};

/// Of a run with figures. Thread: the window's.
[[nodiscard]] GroupTotals totalsOf(const CanvasPicture& picture, const GroupBox& box);
/// The worst finding at a member or at one of its sockets, from warning up.
[[nodiscard]] std::optional<model::Severity> worstFinding(const CanvasPicture& picture,
                                                          const GroupBox& box);

} // namespace topomq::ui
