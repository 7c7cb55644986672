#pragma once
// Lines that lie on one another take turns, so that each of them is seen.

#include "ui/plots/series_store.h"

#include <vector>

namespace topomq::ui {

/// Leaves of lines that are no further apart than `near` only one at a time, each for `slot`
/// seconds, and never moves a point. Slots are fixed in time: they do not crawl while a view moves.
/// Takes and makes gaps as points that are no numbers. Thread: pure.
void takeTurns(const std::vector<std::vector<TimePoint>*>& lines, double slot, double near);

} // namespace topomq::ui
