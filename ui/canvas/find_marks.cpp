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

/// Collapsed groups in which something was found: their card is all that can be seen of it.
struct FoundFolds
{
    std::unordered_set<const GroupBox*> all;
    /// Null: the present hit is in none of them.
    const GroupBox* current = nullptr;

    void add(const GroupBox* fold, bool isCurrent)
    {
        if (fold == nullptr)
            return;
        all.insert(fold);
        if (isCurrent)
            current = fold;
    }
};

FoundFolds foundFolds(const CanvasPicture& picture, const FindHits& hits)
{
    FoundFolds folds;
    for (const model::NodeId& id : hits.nodes)
        folds.add(picture.geometry->foldOf(id), id == hits.currentNode);
    if (hits.links.empty())
        return folds;
    for (const model::Link& link : picture.topology->links) {
        if (hits.links.contains(link.id))
            folds.add(picture.geometry->foldOf(link), link.id == hits.currentLink);
    }
    return folds;
}

/// Notes, and of groups what bears their title: their members are hits of their own.
template <class Visit>
void eachDrawn(const CanvasPicture& picture, const FindHits& hits, Visit visit)
{
    for (const GroupBox& box : picture.geometry->groups()) {
        if (hits.groups.contains(box.id))
            visit(box.title(), box.id == hits.currentGroup);
    }
    for (const NoteBox& box : picture.geometry->notes()) {
        if (hits.notes.contains(box.id))
            visit(box.rect, box.id == hits.currentNote);
    }
}

void clearHits(QPainter& veil,
               const CanvasPicture& picture,
               const FindHits& hits,
               const FoundFolds& folds,
               QRectF seen)
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
    for (const GroupBox* fold : folds.all) {
        if (fold->rect.intersects(seen))
            veil.drawRoundedRect(fold->rect.marginsAdded(kAround), 10, 10);
    }
    eachDrawn(picture, hits, [&](const QRectF& rect, bool) {
        if (rect.intersects(seen))
            veil.drawRoundedRect(rect.adjusted(-kGap, -kGap, kGap, kGap), 10, 10);
    });
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
    const FoundFolds folds = foundFolds(picture, hits);
    QImage image(viewSize * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(withAlpha(picture.colors().canvas, kVeil));
    QPainter veil(&image);
    veil.setRenderHint(QPainter::Antialiasing);
    veil.scale(camera.zoom(), camera.zoom());
    veil.translate(-camera.origin());
    clearHits(veil, picture, hits, folds, seen);
    veil.end();
    painter.drawImage(0, 0, image);
    const auto paintCard = [&](const QRectF& card, bool current) {
        if (card.intersects(seen))
            paintHit(painter, picture.colors(),
                     camera.toView(card).adjusted(-kGap, -kGap, kGap, kGap), current);
    };
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (hits.nodes.contains(box.id))
            paintCard(box.rect, box.id == hits.currentNode);
    }
    for (const GroupBox* fold : folds.all)
        paintCard(fold->rect, fold == folds.current);
    eachDrawn(picture, hits, paintCard);
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
