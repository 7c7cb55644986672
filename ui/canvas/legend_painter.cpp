#include "ui/canvas/legend_painter.h"

#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/trouble_marks.h"
#include "ui/theme/mixed_color.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Legend)
};

constexpr double kLeft = 16;
constexpr double kMark = 22;
constexpr double kText = 52;
constexpr double kRow = 20;
constexpr double kTop = 10;
constexpr int kSignSize = 12;

} // namespace

LegendPainter::LegendPainter(QPainter& painter, const Theme& theme, double scale)
    : m_painter(painter)
    , m_theme(theme)
    , m_colors(theme.colors())
    , m_scale(scale)
    , m_y(kTop)
{ }

void LegendPainter::nextColumn()
{
    m_x += kLegendColumn;
    m_y = kTop;
}

QSizeF LegendPainter::size() const
{
    return {std::ceil(m_right + kLeft), m_bottom + kTop};
}

void LegendPainter::ports()
{
    heading(Words::tr("Ports"));
    port(Words::tr("sends only"), PortShape::Out, false);
    port(Words::tr("receives only"), PortShape::In, false);
    port(Words::tr("sends and receives"), PortShape::Both, false);
    port(Words::tr("ring: this side binds"), PortShape::Out, true);
}

void LegendPainter::patterns()
{
    heading(Words::tr("Patterns"));
    family(Words::tr("request – reply: REQ, REP"), m_colors.blue);
    family(Words::tr("routed: DEALER, ROUTER"), m_colors.violet);
    family(Words::tr("publish – subscribe"), m_colors.green);
    family(Words::tr("pipeline: PUSH, PULL"), m_colors.teal);
    family(Words::tr("exclusive pair: PAIR"), m_colors.magenta);
    family(Words::tr("external, STREAM"), m_colors.grey);
}

void LegendPainter::pressure()
{
    heading(Words::tr("Busy or stuck"));
    paintBusyMark(m_painter, m_colors, row(Words::tr("busy all the time")));
    paintDeadlockMark(m_painter, m_colors, row(Words::tr("deadlock")));
}

void LegendPainter::fill()
{
    heading(Words::tr("Queue fill"));
    bar(Words::tr("up to 60 % of the limit"), 0.5);
    bar(Words::tr("up to 85 %; growing; far behind"), 0.8);
    bar(Words::tr("above; red line: full"), 1.0);
    bar(Words::tr("fullest so far"), 0.3, 0.7);
    sign(Words::tr("growing for seconds"), kGrowthMark);
    sign(Words::tr("estimated, not counted"), kEstimateMark);
}

void LegendPainter::heading(const QString& text)
{
    m_y += m_y > 20 ? 8 : 0;
    QFont font = rowFont();
    font.setWeight(QFont::DemiBold);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
    m_painter.setFont(font);
    m_painter.setPen(m_colors.dim);
    m_painter.drawText(QRectF(m_x + kLeft, m_y, kLegendColumn - kLeft, kRow), Qt::AlignVCenter,
                       text.toUpper());
    m_y += kRow + 2;
}

QPointF LegendPainter::row(const QString& text)
{
    m_painter.setFont(rowFont());
    m_painter.setPen(m_colors.text);
    m_painter.drawText(QRectF(m_x + kText, m_y, kLegendColumn - kText, kRow),
                       Qt::AlignVCenter | Qt::TextDontClip, text);
    const QPointF centre(m_x + kLeft + kMark / 2, m_y + kRow / 2);
    m_y += kRow;
    m_bottom = std::max(m_bottom, m_y);
    m_right = std::max(m_right, m_x + kText + QFontMetricsF(rowFont()).horizontalAdvance(text));
    return centre;
}

template <class Paint>
void LegendPainter::mark(QPointF centre, double scale, Paint paint)
{
    m_painter.save();
    m_painter.translate(centre);
    m_painter.scale(scale, scale);
    paint();
    m_painter.restore();
}

void LegendPainter::port(const QString& text, PortShape shape, bool binds)
{
    mark(row(text), 0.85, [&] {
        paintPortShape(m_painter, {.shape = shape, .side = Side::Right, .binds = binds},
                       m_colors.dim, m_colors.card);
    });
}

void LegendPainter::family(const QString& text, const QColor& color)
{
    const QPointF centre = row(text);
    m_painter.setPen(QPen(color, 3, Qt::SolidLine, Qt::RoundCap));
    m_painter.drawLine(centre - QPointF(10, 0), centre + QPointF(10, 0));
}

void LegendPainter::bar(const QString& text, double share, double mark)
{
    const QPointF centre = row(text);
    paintFillBar(m_painter, m_colors, QRectF(centre - QPointF(12, 2.5), QSizeF(24, 5)), share,
                 mark);
}

void LegendPainter::sign(const QString& text, QChar sign)
{
    const QPointF centre = row(text);
    m_painter.drawText(QRectF(centre - QPointF(kMark / 2, kRow / 2), QSizeF(kMark, kRow)),
                       Qt::AlignCenter, sign);
}

QFont LegendPainter::rowFont() const
{
    QFont font = m_theme.smallFont();
    font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() / m_scale)));
    return font;
}

void LegendPainter::links()
{
    heading(Words::tr("Links"));
    paintPadlock(m_painter, m_colors.text, true, row(Words::tr("CURVE: encrypted")));
    paintPadlock(m_painter, m_colors.text, false, row(Words::tr("PLAIN: name and password")));
    cutLink();
    bentLine(row(Words::tr("bend point of a selected link")));
}

void LegendPainter::cutLink()
{
    const QPointF cut = row(Words::tr("cut: its ends are not connected"));
    m_painter.setPen(QPen(m_colors.teal, 2));
    for (const double side : {-1.0, 1.0})
        m_painter.drawLine(cut + QPointF(side * 14, 0),
                           cut + QPointF(side * (kCutHalf * 0.6 + 1), 0));
    m_painter.save();
    m_painter.translate(cut);
    m_painter.scale(0.6, 0.7);
    paintCutMark(m_painter, m_colors.text, {}, {1, 0});
    m_painter.restore();
}

void LegendPainter::nodes()
{
    heading(Words::tr("Nodes"));
    for (const metrics::NodeState state :
         {metrics::NodeState::Running, metrics::NodeState::Waiting, metrics::NodeState::Blocked,
          metrics::NodeState::Paused, metrics::NodeState::Frozen, metrics::NodeState::Stopped,
          metrics::NodeState::Failed, metrics::NodeState::Outside})
        paintStateMark(m_painter, m_colors, state, row(stateText(state)));
    mark(row(Words::tr("restart brings the changes in")), 0.8,
         [this] { paintRestartMark(m_painter, m_colors, {}); });
}

void LegendPainter::drawing()
{
    heading(Words::tr("Drawing"));
    groupFrame(row(Words::tr("group: its title moves it all")));
    groupCard(row(Words::tr("collapsed group, with totals")));
    noteSheet(row(Words::tr("note: double-click to write")));
}

void LegendPainter::groupFrame(QPointF centre)
{
    const QRectF frame(centre - QPointF(11, 7), QSizeF(22, 14));
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(mixed(m_colors.card, m_colors.blue, 0.3));
    m_painter.drawRect(QRectF(frame.topLeft(), QSizeF(frame.width(), 5)));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(mixed(m_colors.card, m_colors.blue, 0.7), 1.2));
    m_painter.drawRoundedRect(frame, 3, 3);
}

void LegendPainter::groupCard(QPointF centre)
{
    m_painter.setPen(QPen(mixed(m_colors.card, m_colors.blue, 0.7), 1.2));
    m_painter.setBrush(m_colors.card);
    for (const double back : {4.0, 2.0, 0.0})
        m_painter.drawRoundedRect(
            QRectF(centre - QPointF(11 - back, 4 + back), QSizeF(22 - 2 * back, 10)), 2, 2);
}

void LegendPainter::noteSheet(QPointF centre)
{
    const QRectF sheet(centre - QPointF(11, 7), QSizeF(22, 14));
    m_painter.setPen(QPen(mixed(m_colors.card, m_colors.grey, 0.6), 1));
    m_painter.setBrush(mixed(m_colors.card, m_colors.grey, 0.12));
    m_painter.drawRoundedRect(sheet, 2, 2);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_colors.grey);
    m_painter.drawRect(QRectF(sheet.topLeft(), QSizeF(2.5, sheet.height())));
    m_painter.setPen(QPen(m_colors.dim, 1));
    for (const double down : {4.5, 7.5, 10.5})
        m_painter.drawLine(sheet.topLeft() + QPointF(6, down), sheet.topLeft() + QPointF(18, down));
}

void LegendPainter::bentLine(QPointF centre)
{
    m_painter.setPen(QPen(m_colors.teal, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawPolyline(
        QPolygonF{centre + QPointF(-11, 5), centre + QPointF(0, -4), centre + QPointF(11, 5)});
    m_painter.setPen(QPen(m_colors.accent, 1.5));
    m_painter.setBrush(m_colors.card);
    m_painter.drawEllipse(centre + QPointF(0, -4), 3, 3);
}

void LegendPainter::problems()
{
    heading(Words::tr("Problems"));
    problem(Words::tr("error: it cannot run so"), model::Severity::Error);
    problem(Words::tr("warning: it may not do what you want"), model::Severity::Warning);
    problem(Words::tr("note; a click shows it in the list"), model::Severity::Information);
}

void LegendPainter::problem(const QString& text, model::Severity severity)
{
    mark(row(text), 0.8, [&] {
        QFont font = m_theme.font();
        font.setPixelSize(kSignSize);
        font.setWeight(QFont::DemiBold);
        paintTroubleMark(m_painter, m_theme, font, {{}, severity});
    });
}

} // namespace topomq::ui
