#include "ui/canvas/group_painter.h"

#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/drawing_tooltip.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/group_totals.h"
#include "ui/theme/mixed_color.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPolygonF>

#include <cmath>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Canvas)
};

constexpr double kRadius = 12;
constexpr double kCardRadius = 9;
constexpr double kInset = 16;

/// Down: open; to the right: collapsed.
void paintFoldButton(QPainter& painter, const CanvasPicture& picture, const GroupBox& box)
{
    const QPointF centre = box.foldButton().center();
    painter.setPen(QPen(picture.colors().dim, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    if (box.collapsed)
        painter.drawPolyline(QPolygonF{centre + QPointF(-2, -4.5), centre + QPointF(2.5, 0),
                                       centre + QPointF(-2, 4.5)});
    else
        painter.drawPolyline(QPolygonF{centre + QPointF(-4.5, -2), centre + QPointF(0, 2.5),
                                       centre + QPointF(4.5, -2)});
}

/// From afar the title grows so that it can still be read, as long as the frame has room for it.
void paintFrameTitle(QPainter& painter, const CanvasPicture& picture, const GroupBox& box)
{
    constexpr double kFarPixels = 11;
    const QFont font = readable(picture.fonts->title, picture.zoom, kFarPixels);
    const QFontMetricsF metrics(font);
    const bool full = detailFor(picture.zoom) == Detail::Full;
    const double room = box.rect.width() - 2 * kInset - (full ? kFrameTitle : 0);
    QString text = groupTitle(picture.groupOf(box));
    if (!full && (metrics.height() > box.rect.height() || room < 3 * font.pixelSize()))
        return;
    text = metrics.elidedText(text, Qt::ElideRight, room);
    const double height = std::max(kFrameTitle, metrics.height());
    painter.setFont(font);
    painter.setPen(picture.colors().text);
    painter.drawText(QRectF(box.rect.left() + kInset, box.rect.top(), room, height),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

void paintFrame(QPainter& painter, const CanvasPicture& picture, const GroupBox& box)
{
    const Colors& colors = picture.colors();
    const QColor color = namedColor(colors, picture.groupOf(box).color);
    const bool selected = picture.isSelected(box.id);
    if (selected) {
        painter.setPen(QPen(withAlpha(colors.accent, 60), 7));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.rect, kRadius, kRadius);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(colors.canvas, color, 0.07));
    painter.drawRoundedRect(box.rect, kRadius, kRadius);
    painter.save();
    painter.setClipRect(box.title(), Qt::IntersectClip);
    painter.setBrush(mixed(colors.canvas, color, 0.18));
    painter.drawRoundedRect(box.rect, kRadius, kRadius);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(selected ? QPen(colors.accent, 1.8)
                            : QPen(mixed(colors.canvas, color, 0.6), 1.4));
    painter.drawRoundedRect(box.rect, kRadius, kRadius);
    paintFrameTitle(painter, picture, box);
    if (detailFor(picture.zoom) == Detail::Full)
        paintFoldButton(painter, picture, box);
}

/// Cards that look out behind say that there are several.
void paintStack(QPainter& painter, const CanvasPicture& picture, const GroupBox& box, bool selected)
{
    const Colors& colors = picture.colors();
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(mixed(colors.card, colors.window, 0.6));
    for (const double back : {8.0, 4.0})
        painter.drawRoundedRect(box.rect.adjusted(back, -back, -back, -back), kCardRadius,
                                kCardRadius);
    if (selected) {
        painter.setPen(QPen(withAlpha(colors.accent, 60), 7));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box.rect, kCardRadius, kCardRadius);
    } else {
        paintShadow(painter, *picture.theme, box.rect, kCardRadius);
    }
}

void paintFinding(QPainter& painter, const CanvasPicture& picture, const GroupBox& box)
{
    const auto worst = worstFinding(picture, box);
    if (!worst)
        return;
    const Colors& colors = picture.colors();
    const QPointF centre = box.rect.topRight() + QPointF(-3, 3);
    painter.setPen(QPen(colors.canvas, 2));
    if (*worst == model::Severity::Error) {
        painter.setBrush(colors.bad);
        painter.drawEllipse(centre, 9, 9);
    } else {
        painter.setBrush(colors.warn);
        painter.drawPolygon(
            QPolygonF{centre + QPointF(0, -10), centre + QPointF(10, 8), centre + QPointF(-10, 8)});
    }
}

void paintCardOf(QPainter& painter, const CanvasPicture& picture, const GroupBox& box)
{
    const Colors& colors = picture.colors();
    const QColor color = namedColor(colors, picture.groupOf(box).color);
    const bool selected = picture.isSelected(box.id);
    const Detail detail = detailFor(picture.zoom);
    if (detail == Detail::Shapes) {
        painter.setPen(QPen(selected ? colors.accent : color, 0));
        painter.setBrush(selected ? colors.tint(colors.accent, 0.4)
                                  : mixed(colors.card, color, 0.3));
        painter.drawRect(box.rect);
        return;
    }
    paintStack(painter, picture, box, selected);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.card);
    painter.drawRoundedRect(box.rect, kCardRadius, kCardRadius);
    painter.save();
    painter.setClipRect(QRectF(box.rect.topLeft(), QSizeF(box.rect.width(), kFrameTitle)),
                        Qt::IntersectClip);
    painter.setBrush(mixed(colors.card, color, 0.18));
    painter.drawRoundedRect(box.rect, kCardRadius, kCardRadius);
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(selected ? colors.accent : mixed(colors.card, color, 0.6), 1.5));
    painter.drawRoundedRect(box.rect, kCardRadius, kCardRadius);
    paintFrameTitle(painter, picture, box);
    if (detail == Detail::Full)
        paintFoldButton(painter, picture, box);
    for (const PortSpot& spot : box.ports)
        paintPortShape(
            painter,
            {.centre = spot.position, .shape = spot.shape, .side = spot.side, .binds = spot.binds},
            familyColor(colors, spot.type), colors.card);
    paintFinding(painter, picture, box);
}

QColor fillColor(const Colors& colors, Fill fill)
{
    return fill == Fill::Calm ? colors.text : fill == Fill::Warn ? colors.warn : colors.bad;
}

void paintTotals(QPainter& painter,
                 const CanvasPicture& picture,
                 const GroupBox& box,
                 const GroupTotals& totals)
{
    const Colors& colors = picture.colors();
    const QRectF body = box.rect.adjusted(kInset, kFrameTitle + 4, -kInset, -4);
    const double line = body.height() / 3;
    const auto row = [&](int at) {
        return QRectF(body.left(), body.top() + at * line, body.width(), line);
    };
    painter.setFont(picture.fonts->small);
    painter.setPen(colors.dim);
    painter.drawText(row(0), Qt::AlignLeft | Qt::AlignVCenter, memberCountText(box.members.size()));
    painter.drawText(row(1), Qt::AlignLeft | Qt::AlignVCenter,
                     Words::tr("in %1").arg(shortRate(totals.in)));
    painter.drawText(row(1), Qt::AlignRight | Qt::AlignVCenter,
                     Words::tr("out %1").arg(shortRate(totals.out)));
    painter.setPen(fillColor(colors, totals.fill));
    if (totals.fill != Fill::Calm)
        painter.setFont(picture.fonts->strong);
    painter.drawText(row(2), Qt::AlignLeft | Qt::AlignVCenter,
                     totals.queued ? Words::tr("queued %1").arg(groupedDigits(*totals.queued))
                                   : Words::tr("queued: unknown"));
    if (!totals.state)
        return;
    paintStateMark(painter, colors, *totals.state, {body.right() - 6, row(0).center().y()});
    if (*totals.state == metrics::NodeState::Running || totals.inState == box.members.size())
        return;
    painter.setFont(picture.fonts->small);
    painter.setPen(stateColor(colors, *totals.state));
    painter.drawText(row(0).adjusted(0, 0, -18, 0), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(totals.inState));
}

void paintFarTotals(QPainter& painter,
                    const CanvasPicture& picture,
                    const GroupBox& box,
                    const GroupTotals* totals)
{
    const QFont font = readable(picture.fonts->farText, picture.zoom);
    painter.setFont(font);
    painter.setPen(picture.colors().dim);
    const QRectF body = box.rect.adjusted(kInset, kFrameTitle, -kInset, 0);
    const auto most = [totals] {
        return totals->in && totals->out ? std::max(totals->in, totals->out) : std::nullopt;
    };
    const QString text =
        totals == nullptr ? memberCountText(box.members.size()) : shortRate(most());
    painter.drawText(body, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, body.width() - 24));
    if (totals != nullptr && totals->state)
        paintStateMark(painter, picture.colors(), *totals->state,
                       {body.right() - 6, body.center().y()});
}

void paintFiguresOf(QPainter& painter, const CanvasPicture& picture, const GroupBox& box)
{
    const Detail detail = detailFor(picture.zoom);
    if (!picture.isRunning()) {
        if (detail == Detail::Names)
            paintFarTotals(painter, picture, box, nullptr);
        if (detail != Detail::Full)
            return;
        painter.setFont(picture.fonts->small);
        painter.setPen(picture.colors().dim);
        painter.drawText(box.rect.adjusted(kInset, kFrameTitle, -kInset, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, memberCountText(box.members.size()));
        return;
    }
    const GroupTotals totals = totalsOf(picture, box);
    if (detail == Detail::Full)
        paintTotals(painter, picture, box, totals);
    else if (detail == Detail::Names)
        paintFarTotals(painter, picture, box, &totals);
    else if (totals.state)
        paintFarState(painter, picture.colors(), *totals.state, box.rect);
}

template <class Paint>
void eachSeen(const CanvasPicture& picture, const QRectF& seen, bool collapsed, Paint paint)
{
    const QRectF near = seen.adjusted(-20, -20, 20, 20);
    for (const GroupBox& box : picture.geometry->groups()) {
        if (box.collapsed == collapsed && box.rect.intersects(near))
            paint(box);
    }
}

} // namespace

void paintGroupFrames(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    eachSeen(picture, seen, false, [&](const GroupBox& box) { paintFrame(painter, picture, box); });
}

void paintGroupCards(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    eachSeen(picture, seen, true, [&](const GroupBox& box) { paintCardOf(painter, picture, box); });
}

void paintGroupFigures(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    eachSeen(picture, seen, true,
             [&](const GroupBox& box) { paintFiguresOf(painter, picture, box); });
}

} // namespace topomq::ui
