#pragma once
// The cells of the links table: figures as text and as numbers to sort by.

#include "engine/metrics/snapshot.h"
#include "ui/session/queue_watch.h"

#include <QString>

namespace topomq::ui {

/// With its unit, "≈" before what is estimated, "–" where nothing is known.
[[nodiscard]] QString figureText(const metrics::FlowFigures& figures, int column);
/// What a latency of the last moments is of, and that since the start; empty for other figures.
[[nodiscard]] QString latencyHelp(const metrics::FlowFigures& figures, int column);
/// "growing by 500 msg/s, full in about 2 min", "1 min 28 s of work behind".
[[nodiscard]] QString pressureText(const Pressure& pressure);
/// -1 where nothing is known.
[[nodiscard]] double figureNumber(const metrics::FlowFigures& figures, int column);
/// In flight as a share of the limit; -1 without a limit or where it is unknown.
[[nodiscard]] double fillOf(const metrics::FlowFigures& figures);

} // namespace topomq::ui
