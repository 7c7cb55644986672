#pragma once
// How the axes of a plot are marked: words for times, the unit of values, and where they end.

#include <QString>

namespace topomq::ui {

/// "−10 s", "−2 min"; or "0:42" of the run.
[[nodiscard]] QString secondsText(double seconds, bool live);

/// The prefix of the whole axis, so that its labels stay short.
struct AxisScale
{
    double factor = 1;
    QString unit;
};

[[nodiscard]] AxisScale scaleFor(double top, const QString& unit);
/// Grows at once, shrinks only when much is empty: the scale must not breathe.
[[nodiscard]] double steadyTop(double current, double wanted);

} // namespace topomq::ui
