#pragma once
// What the time is called that the latest latencies are of.

#include "engine/metrics/snapshot.h"

#include <QString>

namespace topomq::ui {

/// "last 2 s"; in a very large run it may be more.
[[nodiscard]] QString lastMomentsText(const metrics::RecentLatency& recent = {});

} // namespace topomq::ui
