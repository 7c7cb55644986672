#pragma once
// The figures of a flow that can be plotted over time.

#include "engine/metrics/snapshot.h"

#include <QString>

#include <functional>
#include <vector>

namespace topomq::ui {

struct Measure
{
    /// Stable, for the settings: "depth", "throughput", …
    QString key;
    QString title;
    /// "messages", "msg/s", "µs": the plot scales it (k, M) by its axis.
    QString unit;
    QString help;
    /// Not a number where it is unknown.
    std::function<double(const metrics::FlowFigures&)> figure;
    /// The queue limit belongs to this figure.
    bool hasLimit = false;
    bool shownAtFirst = false;
    /// A value with its unit, for the value box.
    std::function<QString(double)> text;
};

/// Queue depth, throughput, latency and drops.
[[nodiscard]] std::vector<Measure> allMeasures();

} // namespace topomq::ui
