#include "ui/canvas/scene_layers.h"

#include "ui/canvas/group_painter.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/link_painter.h"
#include "ui/canvas/node_painter.h"
#include "ui/canvas/note_painter.h"

#include <cmath>

namespace topomq::ui {

namespace {

constexpr double kDotGap = 24;
/// Above this many cards one large picture is cheaper to lay over than many small ones.
constexpr std::size_t kManyCards = 60;

void paintGrid(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    double gap = kDotGap;
    while (gap * picture.zoom < 16)
        gap *= 2;
    // Squares of a pixel and a half look like dots and cost no curve.
    const double size = 1.6 / std::max(picture.zoom, 0.5);
    QList<QRectF> dots;
    for (double y = std::ceil(seen.top() / gap) * gap; y < seen.bottom(); y += gap) {
        for (double x = std::ceil(seen.left() / gap) * gap; x < seen.right(); x += gap)
            dots.append(QRectF(x - size / 2, y - size / 2, size, size));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(picture.colors().grid);
    painter.drawRects(dots);
}

QPixmap blank(QSize size, double ratio, const QColor& color)
{
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(color);
    return pixmap;
}

void toScene(QPainter& painter, const Camera& camera)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(camera.zoom(), camera.zoom());
    painter.translate(-camera.origin());
}

} // namespace

void paintGround(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    painter.fillRect(seen, picture.colors().canvas);
    paintGrid(painter, picture, seen);
}

void paintLinks(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    const QRectF near = seen.adjusted(-12, -12, 12, 12);
    for (const LinkCurve& curve : picture.geometry->links()) {
        if (curve.bounds.adjusted(-1, -1, 1, 1).intersects(near))
            paintLink(painter, picture, curve);
    }
}

void paintCards(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    // Port labels stand outside of their card.
    const QRectF near = seen.adjusted(-160, -20, 160, 20);
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (box.rect.intersects(near))
            paintCard(painter, picture, box);
    }
    paintGroupCards(painter, picture, seen);
}

void paintFigures(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (box.rect.intersects(seen))
            paintCardFigures(painter, picture, box);
    }
    const QRectF near = seen.adjusted(-100, -60, 100, 60);
    for (const LinkCurve& curve : picture.geometry->links()) {
        if (near.contains(curve.instrument))
            paintInstrument(painter, picture, curve);
    }
    paintGroupFigures(painter, picture, seen);
}

void SceneLayers::update(const CanvasPicture& picture,
                         const Camera& camera,
                         QSize viewSize,
                         double ratio,
                         int revision,
                         bool figures)
{
    const bool same = m_size == viewSize && m_origin == camera.origin() && m_zoom == camera.zoom()
        && m_ratio == ratio && m_revision == revision;
    if (same) {
        if (figures)
            drawFigures(picture, camera);
        return;
    }
    m_size = viewSize;
    m_origin = camera.origin();
    m_zoom = camera.zoom();
    m_ratio = ratio;
    m_revision = revision;
    const QRectF seen = camera.seen(viewSize);
    m_back = blank(viewSize, ratio, picture.colors().canvas);
    QPainter back(&m_back);
    toScene(back, camera);
    paintGround(back, picture, seen);
    paintGroupFrames(back, picture, seen);
    paintNotes(back, picture, seen);
    paintLinks(back, picture, seen);
    back.end();
    m_cards = blank(viewSize, ratio, Qt::transparent);
    QPainter cards(&m_cards);
    toScene(cards, camera);
    paintCards(cards, picture, seen);
    cards.end();
    drawFigures(picture, camera);
}

void SceneLayers::drawFigures(const CanvasPicture& picture, const Camera& camera)
{
    const QRectF seen = camera.seen(m_size);
    m_front = m_cards;
    QPainter front(&m_front);
    toScene(front, camera);
    paintFigures(front, picture, seen);
    front.end();
    const QRect all(QPoint(0, 0), m_size);
    m_covered = all;
    if (picture.geometry->nodes().size() > kManyCards)
        return;
    m_covered = {};
    // Labels stand beside their card.
    for (const NodeBox& box : picture.geometry->nodes())
        m_covered += camera.toView(box.rect.adjusted(-180, -16, 180, 16)).toAlignedRect();
    for (const GroupBox& box : picture.geometry->groups()) {
        if (box.collapsed)
            m_covered += camera.toView(box.rect.adjusted(-16, -16, 16, 16)).toAlignedRect();
    }
    for (const LinkCurve& curve : picture.geometry->links())
        m_covered +=
            camera.toView(instrumentRect(picture, curve).adjusted(-14, -13, 13, 6)).toAlignedRect();
    m_covered &= all;
}

void SceneLayers::paintBack(QPainter& painter) const
{
    painter.drawPixmap(0, 0, m_back);
}

void SceneLayers::paintFront(QPainter& painter) const
{
    for (const QRect& part : m_covered)
        painter.drawPixmap(part, m_front,
                           QRectF(QPointF(part.topLeft()) * m_ratio, QSizeF(part.size()) * m_ratio)
                               .toAlignedRect());
}

} // namespace topomq::ui
