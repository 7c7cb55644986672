#include "ui/canvas/node_painter.h"

#include "engine/model/subtopology.h"
#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/card_title.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/port_painter.h"
#include "ui/canvas/soft_edge.h"
#include "ui/canvas/trail.h"
#include "ui/canvas/trouble_marks.h"
#include "ui/theme/mixed_color.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainterPath>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

using metrics::NodeState;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Canvas)
};

constexpr double kRadius = 9;
constexpr double kInset = 22;
constexpr double kLine = 18;
constexpr double kRateLine = 16;
constexpr double kBusy = 0.95;

QColor headerColor(const CanvasPicture& picture)
{
    const Colors& colors = picture.colors();
    return picture.theme->isDark() ? mixed(colors.card, colors.text, 0.035)
                                   : mixed(colors.card, colors.window, 0.85);
}

/// More cards under this one: there is something inside.
void paintPile(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    const Colors& colors = picture.colors();
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(mixed(colors.card, colors.canvas, 0.5));
    for (const double step : {8.0, 4.0})
        painter.drawRoundedRect(box.rect.translated(step, step), kRadius, kRadius);
}

/// Only the two upper corners are round.
QPainterPath roundedAbove(const QRectF& rect)
{
    constexpr double kTurn = 2 * kRadius;
    QPainterPath path(rect.bottomLeft());
    path.arcTo(QRectF(rect.left(), rect.top(), kTurn, kTurn), 180, -90);
    path.arcTo(QRectF(rect.right() - kTurn, rect.top(), kTurn, kTurn), 90, -90);
    path.lineTo(rect.bottomRight());
    path.closeSubpath();
    return path;
}

void paintFrame(QPainter& painter,
                const CanvasPicture& picture,
                const NodeBox& box,
                bool selected,
                bool enabled)
{
    const Colors& colors = picture.colors();
    if (selected) {
        constexpr double kGlow = 7;
        paintSoftEdge(painter, box.rect, kGlow, QStringLiteral("glow %1").arg(colors.accent.rgba()),
                      [&](QPainter& to, const QRectF& around) {
                          to.setPen(QPen(withAlpha(colors.accent, 60), kGlow));
                          to.setBrush(Qt::NoBrush);
                          to.drawRoundedRect(around, kRadius, kRadius);
                      });
    } else if (enabled) {
        paintShadow(painter, *picture.theme, box.rect, kRadius);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.card);
    painter.drawRoundedRect(box.rect, kRadius, kRadius);

    const QRectF header(box.rect.topLeft(), QSizeF(box.rect.width(), kCardHeader));
    painter.fillPath(roundedAbove(header), headerColor(picture));
    painter.setPen(QPen(colors.line, 1));
    painter.drawLine(header.bottomLeft(), header.bottomRight());

    painter.setBrush(Qt::NoBrush);
    QPen border(selected ? colors.accent : colors.line, selected ? 1.6 : 1);
    if (!enabled) {
        border.setColor(colors.calm);
        border.setStyle(Qt::DashLine);
    }
    painter.setPen(border);
    painter.drawRoundedRect(box.rect, kRadius, kRadius);
}

/// In two lines where one has no room for it: broken behind a dot, or else a space, of which as
/// much as fits comes before.
QStringList summaryLines(const GlyphInk& ink, const QString& text, double width)
{
    if (ink.width(text) <= width)
        return {text};
    for (const QString& gap : {QStringLiteral(" · "), QStringLiteral(" ")}) {
        for (qsizetype at = text.lastIndexOf(gap); at > 0; at = text.lastIndexOf(gap, at - 1)) {
            if (ink.width(text.left(at)) <= width)
                return {text.left(at), ink.elided(text.mid(at + gap.size()), width)};
        }
    }
    return {ink.elided(text, width)};
}

void paintSummary(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    const model::Node& node = picture.nodeOf(box);
    const GlyphInk& ink = picture.fonts->smallInk;
    const double width = box.rect.width() - kInset - 16;
    const QString what = settingsSummary(*picture.topology, node);
    const QString binds = node.enabled ? bindSummary(node) : Words::tr("left out of the run");
    const QStringList whatLines =
        binds.isEmpty() ? summaryLines(ink, what, width) : QStringList{ink.elided(what, width)};
    const QRectF body = box.rect.adjusted(kInset, kCardHeader, -kInset, 0);
    const double line = kLine * picture.theme->canvasType();
    const auto lines = static_cast<double>(whatLines.size() + (binds.isEmpty() ? 0 : 1));
    QRectF row(body.left(), body.center().y() - lines * line / 2, width, line);
    painter.setPen(mixed(picture.colors().card, picture.colors().text, 0.85));
    for (const QString& text : whatLines) {
        ink.draw(painter, row, text);
        row.translate(0, line);
    }
    if (binds.isEmpty())
        return;
    painter.setPen(picture.colors().dim);
    ink.draw(painter, row, ink.elided(binds, width, Qt::ElideMiddle));
}

/// One line in large letters, for a card that is seen from afar.
void paintFarLine(QPainter& painter,
                  const CanvasPicture& picture,
                  const NodeBox& box,
                  const QString& text)
{
    const QFont font = readable(picture.fonts->farText, picture.zoom);
    painter.setFont(font);
    painter.setPen(picture.colors().dim);
    painter.drawText(
        box.rect.adjusted(kInset, kCardHeader, -8, 0), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.rect.width() - kInset - 12));
}

void paintSparkline(QPainter& painter,
                    const QColor& color,
                    const QRectF& area,
                    const std::vector<double>& points)
{
    const QPolygonF line = sparkline(points, area);
    if (line.isEmpty())
        return;
    // At this width nobody sees whether its corners are round, which would take twice as long.
    painter.setPen(QPen(color, 1.3, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

bool has(const NodeBox& box, PortShape shape)
{
    return std::any_of(box.ports.begin(), box.ports.end(), [shape](const PortSpot& port) {
        return port.shape == shape || port.shape == PortShape::Both;
    });
}

/// Large words of both directions need all of the card.
bool hasRateAboveRate(const CanvasPicture& picture, const NodeBox& box)
{
    return picture.theme->isLarge() && has(box, PortShape::In) && has(box, PortShape::Out);
}

void paintRates(QPainter& painter,
                const CanvasPicture& picture,
                const NodeBox& box,
                const metrics::NodeFigures& figures)
{
    constexpr double kBelow = 9;
    const double height = kRateLine * picture.theme->canvasType();
    const QRectF line(box.rect.left() + kInset, box.rect.bottom() - kBelow - height,
                      box.rect.width() - 2 * kInset, height);
    const GlyphInk& ink = picture.fonts->smallInk;
    painter.setPen(picture.colors().dim);
    const auto rate = [](double perSecond, bool isCounted) {
        return shortRate(isCounted ? std::optional(perSecond) : std::nullopt);
    };
    const QString in =
        Words::tr("in %1").arg(rate(figures.receivedPerSecond, figures.isReceivedCounted));
    const QString out = Words::tr("out %1").arg(rate(figures.sentPerSecond, figures.isSentCounted));
    if (hasRateAboveRate(picture, box)) {
        ink.draw(painter, line.translated(0, -height - 1), in);
        ink.draw(painter, line, out);
        return;
    }
    const bool receives = has(box, PortShape::In);
    if (receives)
        ink.draw(painter, line, in);
    if (has(box, PortShape::Out))
        ink.draw(painter, line, out, receives ? Qt::AlignRight : Qt::AlignLeft);
}

bool isBusy(const metrics::NodeFigures& figures)
{
    return shownState(figures) == NodeState::Running && figures.busy >= kBusy;
}

/// Told by its shape: the word beside it may have no room.
void paintMark(QPainter& painter,
               const Colors& colors,
               const NodeBox& box,
               const metrics::NodeFigures& figures)
{
    const QPointF centre = box.rect.topLeft() + QPointF(17, kCardHeader / 2);
    if (figures.isDeadlocked)
        paintDeadlockMark(painter, colors, centre);
    else if (isBusy(figures))
        paintBusyMark(painter, colors, centre);
    else
        paintStateMark(painter, colors, shownState(figures), centre);
}

void paintStateAndCorner(QPainter& painter,
                         const CanvasPicture& picture,
                         const NodeBox& box,
                         const metrics::NodeFigures& figures)
{
    const Colors& colors = picture.colors();
    const NodeState state = shownState(figures);
    paintMark(painter, colors, box, figures);
    if (isBusy(figures)) {
        paintCorner(
            painter, picture, box,
            {Words::tr("busy %1 %").arg(std::lround(figures.busy * 100)), Words::tr("busy")},
            colors.warn, true);
        return;
    }
    if (state == NodeState::Running || state == NodeState::Outside) {
        paintCorner(painter, picture, box, {roleLabel(picture.nodeOf(box))}, colors.dim, false);
        return;
    }
    const bool trouble = state == NodeState::Blocked || state == NodeState::Failed;
    // What the user did to it stands out from what comes and goes by itself.
    const bool halted = state == NodeState::Stopped || state == NodeState::Frozen;
    paintCorner(painter, picture, box, {shownStateText(figures)},
                figures.isDeadlocked ? colors.bad
                    : trouble        ? stateColor(colors, state)
                    : halted         ? colors.text
                                     : colors.dim,
                trouble || halted);
}

} // namespace

void paintCard(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    const model::Node& node = picture.nodeOf(box);
    const Colors& colors = picture.colors();
    const bool selected = picture.isSelected(box.id);
    const Detail detail = detailFor(picture.zoom);
    painter.save();
    if (!node.enabled)
        painter.setOpacity(0.6);
    if (detail == Detail::Shapes) {
        const auto mark = troubleMark(picture, box);
        const bool trouble = mark && mark->severity != model::Severity::Information;
        painter.setPen(QPen(selected ? colors.accent : trouble ? colors.warn : colors.calm, 0));
        painter.setBrush(selected ? colors.tint(colors.accent, 0.4) : colors.card);
        painter.drawRect(box.rect);
        painter.restore();
        return;
    }
    if (isInstance(node))
        paintPile(painter, picture, box);
    paintFrame(painter, picture, box, selected, node.enabled);
    paintTitle(painter, picture, box);
    for (const PortSpot& port : box.ports)
        paintPort(painter, picture, port);
    const bool figures = picture.isRunning() && picture.board->nodeAt(box.figures) != nullptr;
    if (!figures) {
        painter.setPen(QPen(colors.calm, 1.6));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.rect.topLeft() + QPointF(17, kCardHeader / 2), 4.6, 4.6);
        if (detail == Detail::Full) {
            paintCorner(painter, picture, box, {roleLabel(node)}, colors.dim, false);
            paintSummary(painter, picture, box);
        } else {
            paintFarLine(painter, picture, box, roleLabel(node));
        }
    }
    if (const auto mark = troubleMark(picture, box))
        paintTroubleMark(painter, *picture.theme, picture.fonts->strong, *mark);
    if (picture.isOutdated(box.id))
        paintRestartMark(painter, colors, box.rect.topLeft() + QPointF(3, 3));
    painter.restore();
}

void paintCardFigures(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    const metrics::NodeFigures* figures =
        picture.isRunning() ? picture.board->nodeAt(box.figures) : nullptr;
    if (figures == nullptr)
        return;
    const Colors& colors = picture.colors();
    const Detail detail = detailFor(picture.zoom);
    const bool isCounted = figures->isSentCounted || figures->isReceivedCounted;
    if (detail == Detail::Shapes) {
        paintFarState(painter, colors, shownState(*figures), box.rect);
        return;
    }
    if (detail == Detail::Names) {
        paintMark(painter, colors, box, *figures);
        const double most = std::max(figures->sentPerSecond, figures->receivedPerSecond);
        paintFarLine(painter, picture, box,
                     shortRate(isCounted ? std::optional(most) : std::nullopt));
        return;
    }
    paintStateAndCorner(painter, picture, box, *figures);
    const QRectF area(box.rect.left() + kInset + 4, box.rect.top() + kCardHeader + 9,
                      box.rect.width() - 2 * kInset - 8, 20);
    if (isCounted && !hasRateAboveRate(picture, box))
        paintSparkline(painter, mixed(colors.card, colors.dim, 0.9), area,
                       picture.board->trailAt(box.figures));
    paintRates(painter, picture, box, *figures);
}

} // namespace topomq::ui
