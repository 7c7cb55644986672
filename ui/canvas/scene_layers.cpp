#include "ui/canvas/scene_layers.h"

#include "ui/canvas/group_painter.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/link_painter.h"
#include "ui/canvas/looks.h"
#include "ui/canvas/node_painter.h"
#include "ui/canvas/note_painter.h"

#include <algorithm>
#include <cmath>
#include <utility>

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

bool isSeen(const LinkCurve& curve, const QRectF& seen)
{
    constexpr double kAround = 13;
    return curve.bounds.adjusted(-kAround, -kAround, kAround, kAround).intersects(seen);
}

/// From afar cards are upright boxes by the thousand: on whole pixels they are sharper, and quick.
void smoothEdges(QPainter& painter, const CanvasPicture& picture, bool smooth)
{
    if (detailFor(picture.zoom) == Detail::Shapes)
        painter.setRenderHint(QPainter::Antialiasing, smooth);
}

/// Marks of trouble, where those of whole instruments are not drawn, and what folded groups hold,
/// are among them.
bool hasFigures(const CanvasPicture& picture)
{
    const std::vector<GroupBox>& groups = picture.geometry->groups();
    return picture.isRunning() || detailFor(picture.zoom) == Detail::Names
        || std::any_of(groups.begin(), groups.end(), [](const auto& box) { return box.collapsed; });
}

/// A copy, in the memory that is there where it fits.
void takeOver(QPixmap& pixmap, const QPixmap& from)
{
    if (pixmap.size() != from.size() || pixmap.devicePixelRatio() != from.devicePixelRatio()
        || pixmap.hasAlphaChannel() != from.hasAlphaChannel())
    {
        pixmap = from.copy();
        return;
    }
    QPainter painter(&pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawPixmap(0, 0, from);
}

InView inView(const CanvasPicture& picture, const QRectF& seen)
{
    InView inView;
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (box.rect.intersects(seen))
            inView.cards.push_back(&box);
    }
    const QSizeF reach = instrumentReach(picture);
    const QRectF near =
        seen.adjusted(-reach.width(), -reach.height(), reach.width(), reach.height());
    for (const LinkCurve& curve : picture.geometry->links()) {
        if (isSeen(curve, seen))
            inView.lines.push_back(&curve);
        if (near.contains(curve.instrument))
            inView.instruments.push_back(&curve);
    }
    return inView;
}

void paintLines(QPainter& painter, const CanvasPicture& picture, const InView& inView)
{
    for (const LinkCurve* curve : inView.lines)
        paintLink(painter, picture, *curve);
}

void paintBackOf(QPainter& painter,
                 const CanvasPicture& picture,
                 const InView& inView,
                 const QRectF& seen)
{
    paintGround(painter, picture, seen);
    paintGroupFrames(painter, picture, seen);
    paintNotes(painter, picture, seen);
    paintLines(painter, picture, inView);
}

void paintCardsOf(QPainter& painter,
                  const CanvasPicture& picture,
                  const InView& inView,
                  const QRectF& seen)
{
    // Port labels stand outside of their card.
    const QRectF near = seen.adjusted(-160, -20, 160, 20);
    smoothEdges(painter, picture, false);
    for (const NodeBox& box : picture.geometry->nodes()) {
        if (box.rect.intersects(near))
            paintCard(painter, picture, box);
    }
    smoothEdges(painter, picture, true);
    paintGroupCards(painter, picture, seen);
    for (const LinkCurve* curve : inView.instruments)
        paintInstrumentGround(painter, picture, *curve);
}

void paintFiguresOf(QPainter& painter,
                    const CanvasPicture& picture,
                    const InView& inView,
                    const QRectF& seen)
{
    smoothEdges(painter, picture, false);
    for (const NodeBox* box : inView.cards)
        paintCardFigures(painter, picture, *box);
    smoothEdges(painter, picture, true);
    for (const LinkCurve* curve : inView.instruments)
        paintInstrument(painter, picture, *curve);
    paintGroupFigures(painter, picture, seen);
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
    paintLines(painter, picture, inView(picture, seen));
}

void paintCards(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    paintCardsOf(painter, picture, inView(picture, seen), seen);
}

void paintFigures(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    paintFiguresOf(painter, picture, inView(picture, seen), seen);
}

void SceneLayers::paintFiguresIn(QPainter& painter,
                                 const CanvasPicture& picture,
                                 const Camera& camera) const
{
    painter.save();
    toScene(painter, camera);
    paintFiguresOf(painter, picture, m_inView, camera.seen(m_size));
    painter.restore();
}

void SceneLayers::update(const CanvasPicture& picture,
                         const Camera& camera,
                         QSize viewSize,
                         double ratio,
                         int revision,
                         bool figures,
                         bool between)
{
    const bool sameLook = m_size == viewSize && m_zoom == camera.zoom() && m_ratio == ratio
        && m_revision == revision && m_between == between;
    const bool same = sameLook && m_origin == camera.origin();
    if (same && !figures)
        return;
    const std::optional<QPoint> shift = sameLook && !same ? shiftTo(camera) : std::nullopt;
    // While its messages flow, a line may have become another one since it was drawn.
    const bool canScroll = shift && linesNow(picture) == m_lines;
    m_size = viewSize;
    m_origin = camera.origin();
    m_zoom = camera.zoom();
    m_ratio = ratio;
    m_revision = revision;
    m_between = between;
    if (!same)
        m_inView = inView(picture, camera.seen(m_size));
    const Lines lines = linesNow(picture);
    const Lines before = std::exchange(m_lines, lines);
    if (canScroll) {
        scroll(picture, camera, *shift);
    } else {
        const bool newBack = !same || lines.look != before.look;
        const bool newCards = !same || lines.full != before.full;
        if (newBack)
            drawBack(picture, camera);
        if (newCards)
            drawCards(picture, camera);
        if (newBack || newCards)
            flatten();
    }
    m_hasFigures = hasFigures(picture);
    m_figuresAreNew = true;
    m_frontIsDrawn = false;
    if (!m_between)
        return;
    findCovered(picture, camera);
    if (m_hasFigures)
        drawFront(picture, camera);
}

std::optional<QPoint> SceneLayers::shiftTo(const Camera& camera) const
{
    // On whole pixels a shape may be rounded another way when it comes into view, and would be
    // broken where it was cut.
    if (detailFor(camera.zoom()) == Detail::Shapes)
        return std::nullopt;
    // Rounding only: what is shifted again and again may not drift away.
    constexpr double kNearlyWhole = 1e-6;
    const QPointF exact = (m_origin - camera.origin()) * camera.zoom() * m_ratio;
    const QPoint whole = exact.toPoint();
    const QPointF rest = exact - whole;
    const QSize size = m_back.size();
    if (std::abs(rest.x()) > kNearlyWhole || std::abs(rest.y()) > kNearlyWhole
        || std::abs(whole.x()) >= size.width() || std::abs(whole.y()) >= size.height())
        return std::nullopt;
    return whole;
}

void SceneLayers::scroll(const CanvasPicture& picture, const Camera& camera, QPoint shift)
{
    const QRect all(QPoint(0, 0), m_back.size());
    for (QPixmap* const layer : {&m_back, &m_cards, &m_flat}) {
        if (!layer->isNull())
            layer->scroll(shift.x(), shift.y(), all);
    }
    for (const QRect& strip : QRegion(all) - all.translated(shift))
        drawStrip(picture, camera, strip);
}

void SceneLayers::drawStrip(const CanvasPicture& picture, const Camera& camera, const QRect& strip)
{
    // What only touches its edge belongs to it, too.
    constexpr double kEdge = 2;
    const QRectF view(QPointF(strip.topLeft()) / m_ratio, QSizeF(strip.size()) / m_ratio);
    const QRectF wider = view.adjusted(-kEdge, -kEdge, kEdge, kEdge);
    const QRectF seen(camera.toScene(wider.topLeft()), wider.size() / m_zoom);
    QPainter back(&m_back);
    back.setClipRect(view);
    toScene(back, camera);
    const InView part = inView(picture, seen);
    paintBackOf(back, picture, part, seen);
    back.end();
    QPainter cards(&m_cards);
    cards.setClipRect(view);
    cards.setCompositionMode(QPainter::CompositionMode_Source);
    cards.fillRect(wider, Qt::transparent);
    cards.setCompositionMode(QPainter::CompositionMode_SourceOver);
    toScene(cards, camera);
    paintCardsOf(cards, picture, part, seen);
    cards.end();
    if (m_flat.isNull())
        return;
    QPainter flat(&m_flat);
    flat.drawPixmap(view, m_back, strip);
    flat.drawPixmap(view, m_cards, strip);
}

SceneLayers::Lines SceneLayers::linesNow(const CanvasPicture& picture) const
{
    Lines lines;
    if (!picture.isRunning())
        return lines;
    for (const LinkCurve* curve : m_inView.lines) {
        const LinkFlows flows = picture.board->flows(curve->figures);
        lines.look = mix(lines.look, linkLook(picture, *curve, flows));
        lines.full = mix(lines.full, worstFill(flows) == Fill::Full ? 1 : 0);
    }
    return lines;
}

/// The same memory again where it fits: fresh memory would have to be asked of the system, page by
/// page, and costs as much as the drawing.
void SceneLayers::makeRoom(QPixmap& pixmap, bool opaque) const
{
    const QSize size = m_size * m_ratio;
    if (pixmap.size() == size && pixmap.devicePixelRatio() == m_ratio
        && pixmap.hasAlphaChannel() != opaque)
        return;
    pixmap = QPixmap(size);
    pixmap.setDevicePixelRatio(m_ratio);
    // The first fill decides whether it can be seen through.
    pixmap.fill(opaque ? Qt::black : Qt::transparent);
}

void SceneLayers::drawBack(const CanvasPicture& picture, const Camera& camera)
{
    const QRectF seen = camera.seen(m_size);
    makeRoom(m_back, true);
    QPainter back(&m_back);
    toScene(back, camera);
    paintBackOf(back, picture, m_inView, seen);
}

void SceneLayers::drawCards(const CanvasPicture& picture, const Camera& camera)
{
    makeRoom(m_cards, false);
    m_cards.fill(Qt::transparent);
    QPainter cards(&m_cards);
    toScene(cards, camera);
    paintCardsOf(cards, picture, m_inView, camera.seen(m_size));
}

void SceneLayers::flatten()
{
    if (m_between) {
        m_flat = {};
        return;
    }
    takeOver(m_flat, m_back);
    QPainter(&m_flat).drawPixmap(0, 0, m_cards);
}

void SceneLayers::drawFront(const CanvasPicture& picture, const Camera& camera)
{
    takeOver(m_front, under());
    QPainter front(&m_front);
    paintFiguresIn(front, picture, camera);
    m_frontIsDrawn = true;
}

void SceneLayers::findCovered(const CanvasPicture& picture, const Camera& camera)
{
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

void SceneLayers::paintBack(QPainter& painter, const CanvasPicture& picture, const Camera& camera)
{
    if (m_between) {
        painter.drawPixmap(0, 0, m_back);
        return;
    }
    const bool isFirst = std::exchange(m_figuresAreNew, false);
    if (m_hasFigures && !isFirst && !m_frontIsDrawn)
        drawFront(picture, camera);
    painter.drawPixmap(0, 0, m_frontIsDrawn ? m_front : m_flat);
    if (m_hasFigures && !m_frontIsDrawn)
        paintFiguresIn(painter, picture, camera);
}

void SceneLayers::paintFront(QPainter& painter) const
{
    if (!m_between)
        return;
    const QPixmap& front = m_hasFigures ? m_front : m_cards;
    for (const QRect& part : m_covered)
        painter.drawPixmap(part, front,
                           QRectF(QPointF(part.topLeft()) * m_ratio, QSizeF(part.size()) * m_ratio)
                               .toAlignedRect());
}

} // namespace topomq::ui
