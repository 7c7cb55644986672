#pragma once
// Finds a place for the instrument of each link: on its curve, clear of other instruments and,
// where there is room, of cards.

#include "ui/canvas/canvas_geometry.h"

#include <QSizeF>

#include <functional>

namespace topomq::ui {

/// The size that an instrument needs.
using InstrumentSize = std::function<QSizeF(const LinkCurve&)>;

/// Sets the `instrument` of every link; `type` is the factor of the theme for the type of the
/// canvas. Thread: the window's.
void placeInstruments(CanvasGeometry& geometry, const InstrumentSize& sizeOf, double type);

} // namespace topomq::ui
