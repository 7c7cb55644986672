#pragma once
// The instrument at the middle of a link: rate, depth and limit with a fill bar; while designing
// only the transport.

#include "ui/canvas/canvas_picture.h"

#include <QSizeF>
#include <QString>

namespace topomq::ui {

/// The size that the instrument needs now: it grows with a second flow and with drops.
[[nodiscard]] QSizeF instrumentSize(const CanvasPicture& picture, const LinkCurve& curve);
[[nodiscard]] QRectF instrumentRect(const CanvasPicture& picture, const LinkCurve& curve);
/// From the middle of any instrument no part of it, or of what is drawn around it, is further away:
/// to leave most of them out without a look at their figures.
[[nodiscard]] QSizeF instrumentReach(const CanvasPicture& picture);
/// What of it stays the same from sample to sample: its plate with the marks on it.
void paintInstrumentGround(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve);
/// The figures on it; from afar the bar alone.
void paintInstrument(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve);

/// Which way a flow goes, as the link lies on the canvas: "→", "←", "↓", "↑".
[[nodiscard]] QString directionMark(const LinkCurve& curve, bool forward);

/// A fill bar with a mark at the highest depth so far; `mark` below 0: none.
void paintFillBar(
    QPainter& painter, const Colors& colors, const QRectF& rect, double share, double mark);

} // namespace topomq::ui
