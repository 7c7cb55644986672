#pragma once
// The words that stand beside the pointer: everything that is known about what is under it.

#include "ui/canvas/canvas_hit.h"

#include <QString>

namespace topomq::ui {

class CanvasScene;

/// Rich text; empty where there is nothing to say. Thread: the window's.
[[nodiscard]] QString tooltipFor(const CanvasScene& scene, const Hit& hit);

} // namespace topomq::ui
