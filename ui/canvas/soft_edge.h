#pragma once
// What lies around the edge of a card in a colour that can be seen through.

#include <QColor>
#include <QPainter>
#include <QRectF>

#include <functional>

namespace topomq::ui {

/// Draws with `paint` what reaches at most `reach` out of `rect`, which the caller covers
/// afterwards but for two units along its edge. In pixels it is drawn once for each size and kept
/// under `name`, on whole pixels: Qt fills large shapes that can be seen through with several
/// threads, which costs more than all else of a card.
void paintSoftEdge(QPainter& painter,
                   const QRectF& rect,
                   double reach,
                   const QString& name,
                   const std::function<void(QPainter&, const QRectF&)>& paint);

} // namespace topomq::ui
