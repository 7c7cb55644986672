#include "ui/canvas/instrument_painter.h"

#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/link_painter.h"
#include "ui/canvas/trouble_marks.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

struct InstrumentWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::InstrumentWords)
};

/// What one way of a link takes; in large type the depth stands below the rate.
struct Measures
{
    double width = 156;
    double twoWayWidth = 176;
    /// Between cards that stand close only rate and depth have room; the limit is in the tooltip.
    double compactWidth = 104;
    double line = 16;
    double depthTop = 0;
    double barTop = 19;
    double barHeight = 4.5;
    double row = 27;
    double dropRow = 15;
    double transport = 19;
};

constexpr Measures kUsual{};
constexpr Measures kLarge{.width = 136,
                          .twoWayWidth = 156,
                          .compactWidth = 112,
                          .line = 21,
                          .depthTop = 21,
                          .barTop = 45,
                          .barHeight = 6,
                          .row = 56,
                          .dropRow = 21,
                          .transport = 26};
constexpr double kCompactBelow = 190;
constexpr double kPadding = 9;
constexpr double kCompactPadding = 7;
constexpr double kRadius = 7;
/// Above and below the rows.
constexpr double kRowsApart = 11;
/// The frame of what is selected, and the mark of a problem.
constexpr double kAroundInstrument = 12;

QColor barColor(const Colors& colors, Fill fill)
{
    if (fill == Fill::Calm)
        return colors.calm;
    return fill == Fill::Warn ? colors.warn : colors.bad;
}

QColor depthColor(const Colors& colors, Fill fill)
{
    return fill == Fill::Calm ? colors.dim : barColor(colors, fill);
}

LinkFlows flowsOf(const CanvasPicture& picture, const LinkCurve& curve)
{
    return picture.isRunning() ? picture.board->flows(curve.figures) : LinkFlows();
}

const Measures& measuresOf(const CanvasPicture& picture)
{
    return picture.theme->isLarge() ? kLarge : kUsual;
}

bool isCompact(const LinkCurve& curve)
{
    return curve.bounds.width() < kCompactBelow;
}

QRectF barOf(const Measures& measures, const QRectF& row)
{
    return {row.left(), row.top() + measures.barTop, row.width(), measures.barHeight};
}

void paintBarGround(QPainter& painter, const Colors& colors, const QRectF& rect)
{
    painter.setPen(Qt::NoPen);
    // A line of high contrast would look like a full bar.
    painter.setBrush(colors.grid);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
}

/// What of the bar is filled.
struct Filled
{
    double share = 0;
    Fill fill = Fill::Calm;
    /// The highest depth so far; below 0: none.
    double mark = -1;
};

void paintFill(QPainter& painter, const Colors& colors, const QRectF& rect, const Filled& filled)
{
    const double radius = rect.height() / 2;
    painter.setPen(Qt::NoPen);
    if (filled.share > 0) {
        painter.setBrush(barColor(colors, filled.fill));
        const double width = std::max(rect.height(), rect.width() * filled.share);
        painter.drawRoundedRect(QRectF(rect.topLeft(), QSizeF(width, rect.height())), radius,
                                radius);
    }
    if (filled.mark >= 0)
        painter.fillRect(QRectF(rect.left() + rect.width() * filled.mark - 1, rect.top() - 3, 1.6,
                                rect.height() + 6),
                         colors.text);
}

void paintFlow(QPainter& painter,
               const CanvasPicture& picture,
               const QRectF& row,
               const LinkFlow& shown,
               const QString& rate,
               bool compact)
{
    const metrics::FlowFigures& flow = *shown.figures;
    const Colors& colors = picture.colors();
    const Measures& measures = measuresOf(picture);
    const QRectF text(row.left(), row.top(), row.width(), measures.line);
    const GlyphInk& ink = picture.fonts->figureInk;
    painter.setPen(colors.text);
    const double taken = picture.fonts->strongInk.draw(painter, text, rate) + 3;
    const bool isBelow = measures.depthTop > 0;
    const double room = row.width() - (isBelow ? 0 : taken);
    QString depth =
        compact ? shortDepthText(flow, *shown.pressure) : depthText(flow, *shown.pressure);
    if (ink.width(depth) > room)
        depth = shortDepthText(flow, *shown.pressure);
    // Where nothing is known, that is said once.
    if (!flow.hasRate() && !flow.inFlight)
        depth.clear();
    painter.setPen(depthColor(colors, shown.pressure->fill));
    ink.draw(painter, text.translated(0, measures.depthTop), depth,
             isBelow ? Qt::AlignLeft : Qt::AlignRight);
    const auto share = fillShare(metrics::queuedOf(flow), flow.limit);
    const double mark = flow.limit > 0 && !flow.stages
        ? std::min(1.0, static_cast<double>(flow.depthMax) / static_cast<double>(flow.limit))
        : -1;
    paintFill(painter, colors, barOf(measures, row),
              {.share = share.value_or(0),
               .fill = shown.pressure->fill,
               .mark = share && mark - *share > 0.02 ? mark : -1});
}

void paintPlate(QPainter& painter,
                const CanvasPicture& picture,
                const QRectF& rect,
                const QColor& border)
{
    paintShadow(painter, *picture.theme, rect, kRadius);
    painter.setPen(QPen(border, 1));
    painter.setBrush(picture.colors().card);
    painter.drawRoundedRect(rect, kRadius, kRadius);
}

void paintTransport(QPainter& painter,
                    const CanvasPicture& picture,
                    const LinkCurve& curve,
                    const QRectF& rect)
{
    const Colors& colors = picture.colors();
    const bool selected = picture.isSelected(curve.id);
    const bool dimmed = !picture.isEnabled(curve) || picture.emphasis != nullptr;
    painter.setOpacity(dimmed ? 0.5 : 1);
    painter.setPen(QPen(selected ? colors.accent : colors.line, 1));
    painter.setBrush(colors.canvas);
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    painter.setPen(colors.dim);
    picture.fonts->badgeInk.draw(painter, rect, curve.transport, Qt::AlignHCenter);
    painter.setOpacity(1);
}

/// At the left edge of the instrument.
void paintSecurity(QPainter& painter,
                   const CanvasPicture& picture,
                   const LinkCurve& curve,
                   const QRectF& rect)
{
    if (curve.security == model::Mechanism::Null)
        return;
    const Colors& colors = picture.colors();
    const QPointF centre(rect.left() - 2, rect.center().y());
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.card);
    painter.drawEllipse(centre, 10, 10);
    paintPadlock(painter, colors.text, curve.security == model::Mechanism::Curve, centre);
}

/// From afar: only what wants attention.
void paintBar(QPainter& painter,
              const CanvasPicture& picture,
              const LinkCurve& curve,
              const LinkFlows& flows)
{
    double share = 0;
    for (const LinkFlow& flow : flows)
        share = std::max(
            share, fillShare(metrics::queuedOf(*flow.figures), flow.figures->limit).value_or(0));
    const double thick = 5 / picture.zoom;
    const QRectF rect(curve.instrument - QPointF(thick * 4, thick / 2), QSizeF(thick * 8, thick));
    const Fill fill = worstFill(flows);
    if (detailFor(picture.zoom) == Detail::Shapes && fill == Fill::Calm)
        return;
    paintBarGround(painter, picture.colors(), rect);
    paintFill(painter, picture.colors(), rect, {.share = share, .fill = fill});
}

} // namespace

void paintFillBar(
    QPainter& painter, const Colors& colors, const QRectF& rect, double share, double mark)
{
    paintBarGround(painter, colors, rect);
    paintFill(painter, colors, rect, {.share = share, .fill = fillOfShare(share), .mark = mark});
}

QString directionMark(const LinkCurve& curve, bool forward)
{
    const QPointF way = (curve.end - curve.start) * (forward ? 1 : -1);
    if (std::abs(way.y()) > std::abs(way.x()))
        return way.y() > 0 ? QStringLiteral("↓") : QStringLiteral("↑");
    const bool isRightwards = way.x() > 0 || (way.x() == 0 && forward);
    return isRightwards ? QStringLiteral("→") : QStringLiteral("←");
}

QSizeF instrumentSize(const CanvasPicture& picture, const LinkCurve& curve)
{
    const auto flows = flowsOf(picture, curve);
    const Measures& measures = measuresOf(picture);
    if (flows.empty())
        return {picture.fonts->badgeInk.width(curve.transport) + 18, measures.transport};
    double height = kRowsApart;
    for (const LinkFlow& flow : flows)
        height += measures.row + (flow.figures->dropped.value_or(0) > 0 ? measures.dropRow : 0);
    const double more = flows.size() > 1 ? measures.twoWayWidth - measures.width : 0;
    return {(isCompact(curve) ? measures.compactWidth : measures.width) + more, height};
}

QRectF instrumentRect(const CanvasPicture& picture, const LinkCurve& curve)
{
    const QSizeF size = instrumentSize(picture, curve);
    return {curve.instrument - QPointF(size.width() / 2, size.height() / 2), size};
}

QSizeF instrumentReach(const CanvasPicture& picture)
{
    const Measures& measures = measuresOf(picture);
    const double more = measures.twoWayWidth - measures.width;
    const QSizeF most(std::max(measures.width, measures.compactWidth) + more,
                      kRowsApart + 2 * (measures.row + measures.dropRow));
    return most / 2 + QSizeF(kAroundInstrument, kAroundInstrument);
}

namespace {

/// Calls `paint` with each flow and the place of its row.
template <typename Paint>
void eachRow(const CanvasPicture& picture,
             const LinkCurve& curve,
             const LinkFlows& flows,
             Paint paint)
{
    const double padding = isCompact(curve) ? kCompactPadding : kPadding;
    const Measures& measures = measuresOf(picture);
    QRectF row = instrumentRect(picture, curve).adjusted(padding, 6, -padding, 0);
    for (const LinkFlow& flow : flows) {
        paint(flow, row);
        const bool drops = flow.figures->dropped.value_or(0) > 0;
        row.moveTop(row.top() + measures.row + (drops ? measures.dropRow : 0));
    }
}

void paintRows(QPainter& painter,
               const CanvasPicture& picture,
               const LinkCurve& curve,
               const LinkFlows& flows)
{
    const Measures& measures = measuresOf(picture);
    eachRow(picture, curve, flows, [&](const LinkFlow& flow, const QRectF& row) {
        QString rate = picture.board->isCut(curve.figures) ? InstrumentWords::tr("cut")
                                                           : shortRate(*flow.figures);
        if (flows.size() > 1)
            rate.prepend(directionMark(curve, flow.forward) + QLatin1Char(' '));
        paintFlow(painter, picture, row, flow, rate, isCompact(curve));
        const QString dropped = droppedText(*flow.figures);
        if (dropped.isEmpty())
            return;
        painter.setPen(picture.colors().bad);
        picture.fonts->badgeInk.draw(
            painter,
            QRectF(row.left(), row.top() + measures.row - 1, row.width(), measures.dropRow),
            dropped);
    });
}

void paintTrouble(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve)
{
    if (const auto mark = troubleMark(picture, curve))
        paintTroubleMark(painter, *picture.theme, picture.fonts->strong, *mark);
}

} // namespace

void paintInstrumentGround(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve)
{
    if (detailFor(picture.zoom) != Detail::Full)
        return;
    const LinkFlows flows = flowsOf(picture, curve);
    const QRectF rect = instrumentRect(picture, curve);
    const Colors& colors = picture.colors();
    const bool selected = picture.isSelected(curve.id);
    if (flows.empty())
        paintTransport(painter, picture, curve, rect);
    else
        paintPlate(painter, picture, rect,
                   worstFill(flows) == Fill::Full ? colors.bad
                       : selected                 ? colors.accent
                                                  : colors.line);
    // Rows move with figures only where the instrument changes its size, and then all is drawn.
    eachRow(picture, curve, flows, [&](const LinkFlow&, const QRectF& row) {
        paintBarGround(painter, colors, barOf(measuresOf(picture), row));
    });
    paintSecurity(painter, picture, curve, rect);
    paintTrouble(painter, picture, curve);
}

void paintInstrument(QPainter& painter, const CanvasPicture& picture, const LinkCurve& curve)
{
    const Detail detail = detailFor(picture.zoom);
    const LinkFlows flows = flowsOf(picture, curve);
    if (detail == Detail::Full) {
        paintRows(painter, picture, curve, flows);
        return;
    }
    if (!flows.empty())
        paintBar(painter, picture, curve, flows);
    if (detail == Detail::Names)
        paintTrouble(painter, picture, curve);
}

} // namespace topomq::ui
