#include "ui/canvas/find_marks.h"

#include "ui/canvas/instrument_painter.h"

#include <QImage>
#include <QPainterPath>

#include <algorithm>

namespace topomq::ui {

namespace {

/// How much of the canvas still shines through where nothing was found.
constexpr int kVeil = 185;
constexpr double kGap = 7;

/// Port labels stand outside of their card.
constexpr QMarginsF kAround{58, 12, 58, 12};

void clearHits(QPainter& veil, const CanvasPicture& picture, const FindHits& hits, QRectF seen)
{
    veil.setCompositionMode(QPainter::CompositionMode_Clear);
    for (const LinkCurve& curve : picture.geometry->links()) {
        if (!hits.links.contains(curve.id) || !curve.bounds.adjusted(-9, -9, 9, 9).intersects(seen))
            continue;
        veil.setBrush(Qt::NoBrush);
        veil.setPen(QPen(Qt::black, 14, Qt::SolidLine, Qt::RoundCap));
        veil.drawPath(curve.path());
        veil.setPen(Qt::NoPen);
        veil.setBrush(Qt::black);
        if (detailFor(picture.zoom) == Detail::Full)
            veil.drawRoundedRect(instrumentRect(picture, curve).adjusted(-8, -8, 8, 8), 8, 8);
    }
    veil.setPen(Qt::NoPen);
    veil.setBrush(Qt::black);
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (hits.nodes.contains(box.id) && box.rect.intersects(seen))
            veil.drawRoundedRect(box.rect.marginsAdded(kAround), 10, 10);
    }
}

void paintBrackets(QPainter& painter, const QRectF& rect, const QColor& color)
{
    const double arm = std::min({14.0, rect.width() / 3, rect.height() / 3});
    painter.setPen(QPen(color, 2.4, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.setBrush(Qt::NoBrush);
    for (const bool right : {false, true}) {
        for (const bool low : {false, true}) {
            const QPointF corner(right ? rect.right() : rect.left(),
                                 low ? rect.bottom() : rect.top());
            painter.drawPolyline(QPolygonF{corner + QPointF(right ? -arm : arm, 0), corner,
                                           corner + QPointF(0, low ? -arm : arm)});
        }
    }
}

void paintHit(QPainter& painter, const Colors& colors, const QRectF& rect, bool current)
{
    paintBrackets(painter, rect, colors.text);
    if (!current)
        return;
    painter.setPen(QPen(colors.accent, 3));
    painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), 9, 9);
}

} // namespace

void paintFound(QPainter& painter,
                const CanvasPicture& picture,
                const FindHits& hits,
                const Camera& camera,
                QSize viewSize)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QRectF seen = camera.seen(viewSize);
    QImage image(viewSize * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(withAlpha(picture.colors().canvas, kVeil));
    QPainter veil(&image);
    veil.setRenderHint(QPainter::Antialiasing);
    veil.scale(camera.zoom(), camera.zoom());
    veil.translate(-camera.origin());
    clearHits(veil, picture, hits, seen);
    veil.end();
    painter.drawImage(0, 0, image);
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (hits.nodes.contains(box.id) && box.rect.intersects(seen))
            paintHit(painter, picture.colors(),
                     camera.toView(box.rect).adjusted(-kGap, -kGap, kGap, kGap),
                     box.id == hits.currentNode);
    }
    for (const LinkCurve& curve : picture.geometry->links()) {
        const bool shown = hits.links.contains(curve.id) && seen.contains(curve.instrument)
            && detailFor(picture.zoom) == Detail::Full;
        if (shown)
            paintHit(painter, picture.colors(),
                     camera.toView(instrumentRect(picture, curve)).adjusted(-5, -5, 5, 5),
                     curve.id == hits.currentLink);
    }
}

} // namespace topomq::ui
