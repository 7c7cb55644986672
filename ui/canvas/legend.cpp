#include "ui/canvas/legend.h"

#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/trouble_marks.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace topomq::ui {

namespace {

constexpr double kLeft = 16;
constexpr double kMark = 22;
constexpr double kText = 52;
constexpr double kRow = 20;
constexpr double kTop = 10;
constexpr double kColumn = 236;
constexpr int kSignSize = 12;

/// All of it grows with the type of the window.
double scaleOf(const Theme& theme)
{
    return theme.scaled(100) / 100.0;
}

/// Writes the rows of the legend from the top down.
class Rows
{
public:
    Rows(QPainter& painter, const Theme& theme)
        : m_painter(painter)
        , m_theme(theme)
    { }

    void nextColumn()
    {
        m_x += kColumn;
        m_y = kTop;
    }

    void heading(const QString& text)
    {
        m_y += m_y > 20 ? 8 : 0;
        QFont font = rowFont();
        font.setWeight(QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        m_painter.setFont(font);
        m_painter.setPen(m_theme.colors().dim);
        m_painter.drawText(QRectF(m_x + kLeft, m_y, kColumn - kLeft, kRow), Qt::AlignVCenter,
                           text.toUpper());
        m_y += kRow + 2;
    }

    /// The centre for the mark of a new row.
    QPointF row(const QString& text)
    {
        m_painter.setFont(rowFont());
        m_painter.setPen(m_theme.colors().text);
        m_painter.drawText(QRectF(m_x + kText, m_y, kColumn - kText, kRow), Qt::AlignVCenter, text);
        const QPointF centre(m_x + kLeft + kMark / 2, m_y + kRow / 2);
        m_y += kRow;
        return centre;
    }

private:
    /// The painter is scaled already.
    [[nodiscard]] QFont rowFont() const
    {
        QFont font = m_theme.smallFont();
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() / scaleOf(m_theme))));
        return font;
    }

    QPainter& m_painter;
    const Theme& m_theme;
    double m_x = 0;
    double m_y = kTop;
};

} // namespace

Legend::Legend(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    resize(Legend::sizeHint());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize Legend::sizeHint() const
{
    return {m_theme.scaled(476), m_theme.scaled(376)};
}

void Legend::paintEvent(QPaintEvent*)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    painter.scale(scaleOf(m_theme), scaleOf(m_theme));
    Rows rows(painter, m_theme);

    rows.heading(tr("Ports"));
    const auto port = [&](const QString& text, PortShape shape, bool binds) {
        const QPointF centre = rows.row(text);
        painter.save();
        painter.translate(centre);
        painter.scale(0.85, 0.85);
        paintPortShape(painter, {.shape = shape, .side = Side::Right, .binds = binds}, colors.dim,
                       colors.card);
        painter.restore();
    };
    port(tr("sends only"), PortShape::Out, false);
    port(tr("receives only"), PortShape::In, false);
    port(tr("sends and receives"), PortShape::Both, false);
    port(tr("ring: this side binds"), PortShape::Out, true);

    rows.heading(tr("Patterns"));
    const auto family = [&](const QString& text, const QColor& color) {
        const QPointF centre = rows.row(text);
        painter.setPen(QPen(color, 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(centre - QPointF(10, 0), centre + QPointF(10, 0));
    };
    family(tr("request – reply: REQ, REP"), colors.blue);
    family(tr("routed: DEALER, ROUTER"), colors.violet);
    family(tr("publish – subscribe"), colors.green);
    family(tr("pipeline: PUSH, PULL"), colors.teal);
    family(tr("exclusive pair: PAIR"), colors.magenta);
    family(tr("external, STREAM"), colors.grey);

    rows.heading(tr("Queue fill"));
    const auto bar = [&](const QString& text, double share) {
        const QPointF centre = rows.row(text);
        paintFillBar(painter, colors, QRectF(centre - QPointF(12, 2.5), QSizeF(24, 5)), share, -1);
    };
    bar(tr("up to 60 % of the limit"), 0.5);
    bar(tr("up to 85 %"), 0.8);
    bar(tr("above; red line: full"), 1.0);

    rows.nextColumn();
    rows.heading(tr("Links"));
    paintPadlock(painter, colors.text, true, rows.row(tr("CURVE: encrypted")));
    paintPadlock(painter, colors.text, false, rows.row(tr("PLAIN: name and password")));
    const QPointF cut = rows.row(tr("cut: its ends are not connected"));
    painter.setPen(QPen(colors.teal, 2));
    for (const double side : {-1.0, 1.0})
        painter.drawLine(cut + QPointF(side * 14, 0),
                         cut + QPointF(side * (kCutHalf * 0.6 + 1), 0));
    painter.save();
    painter.translate(cut);
    painter.scale(0.6, 0.7);
    paintCutMark(painter, colors.text, {}, {1, 0});
    painter.restore();

    rows.heading(tr("Nodes"));
    for (const metrics::NodeState state :
         {metrics::NodeState::Running, metrics::NodeState::Waiting, metrics::NodeState::Blocked,
          metrics::NodeState::Frozen, metrics::NodeState::Stopped, metrics::NodeState::Failed})
        paintStateMark(painter, colors, state, rows.row(stateText(state)));
    const QPointF waits = rows.row(tr("restart brings the changes in"));
    painter.save();
    painter.translate(waits);
    painter.scale(0.8, 0.8);
    paintRestartMark(painter, colors, {});
    painter.restore();

    rows.heading(tr("Problems"));
    const auto problem = [&](const QString& text, model::Severity severity) {
        const QPointF centre = rows.row(text);
        painter.save();
        painter.translate(centre);
        painter.scale(0.8, 0.8);
        QFont font = m_theme.font();
        font.setPixelSize(kSignSize);
        font.setWeight(QFont::DemiBold);
        paintTroubleMark(painter, m_theme, font, {{}, severity});
        painter.restore();
    };
    problem(tr("error: it cannot run so"), model::Severity::Error);
    problem(tr("warning: it may not do what you want"), model::Severity::Warning);
    problem(tr("note; a click shows it in the list"), model::Severity::Information);
}

} // namespace topomq::ui
