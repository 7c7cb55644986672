#include "ui/plots/time_plot.h"

#include "ui/plots/axis_scale.h"
#include "ui/plots/line_turns.h"
#include "ui/plots/plot_keys.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kLeftMargin = 52;
constexpr int kRightMargin = 22;
constexpr int kTopMargin = 22;
constexpr int kBottomMargin = 24;

/// Steps that people count time in.
class TimeTicker : public QCPAxisTicker
{
public:
    void setEnd(double end, bool live, const QString& endText)
    {
        m_end = end;
        m_live = live;
        m_endText = endText;
        setTickOrigin(live ? end : 0);
    }

protected:
    double getTickStep(const QCPRange& range) override
    {
        constexpr std::array kSteps{0.05, 0.1,  0.2,  0.5,  1.0,   2.0,  5.0,
                                    10.0, 15.0, 30.0, 60.0, 120.0, 300.0};
        const auto* found = std::lower_bound(kSteps.begin(), kSteps.end(), range.size() / 7.5);
        return found == kSteps.end() ? kSteps.back() : *found;
    }

    int getSubTickCount(double /*tickStep*/) override { return 0; }

    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        if (!m_live)
            return tick < -1e-9 ? QString() : secondsText(tick, false);
        const double distance = tick - m_end;
        return distance > -1e-6 ? m_endText : secondsText(distance, true);
    }

private:
    double m_end = 0;
    bool m_live = true;
    QString m_endText;
};

class ValueTicker : public QCPAxisTicker
{
public:
    ValueTicker() { setTickCount(4); }

    void setFactor(double factor) { m_factor = factor; }

protected:
    int getSubTickCount(double /*tickStep*/) override { return 0; }

    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        const double value = tick / m_factor;
        if (std::abs(value) >= 1000)
            return groupedDigits(static_cast<qulonglong>(std::llround(value)));
        return QString::number(value, 'g', 4);
    }

private:
    double m_factor = 1;
};

} // namespace

TimePlot::TimePlot(
    Theme& theme, const QString& title, const QString& unit, const QString& help, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_unit(unit)
    , m_titleText(title)
    , m_title(new QLabel(this))
    , m_plot(new QCustomPlot(this))
    , m_overlay(new PlotOverlay(theme, m_plot))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_plot, 1);
    m_title->setTextFormat(Qt::RichText);
    m_title->setContentsMargins(4, 0, 0, 0);
    m_title->setToolTip(help);
    m_plot->setAccessibleName(title);
    m_plot->setMinimumSize(160, 80);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    setUpKeys();
    setUpAxes();
    applyTheme();
    connect(&m_theme, &Theme::changed, this, &TimePlot::applyTheme);
}

TimePlot::~TimePlot() = default;

void TimePlot::setUpKeys()
{
    const auto* keys = new PlotKeys(m_plot);
    connect(keys, &PlotKeys::moved, this,
            [this](double share) { Q_EMIT panRequested(share * (m_picture.to - m_picture.from)); });
    connect(keys, &PlotKeys::zoomed, this, [this](double factor) {
        // What is newest stays on view.
        const double middle = (m_picture.from + m_picture.to) / 2;
        Q_EMIT zoomRequested(factor, m_picture.live ? m_picture.to : middle);
    });
    connect(keys, &PlotKeys::resetRequested, this, &TimePlot::resetRequested);
    connect(keys, &PlotKeys::focusChanged, m_overlay, &PlotOverlay::setFocused);
}

void TimePlot::setUpAxes()
{
    QCPAxisRect* area = m_plot->axisRect();
    // Fixed margins: the plots must not shift when a label grows by a digit.
    area->setAutoMargins(QCP::msNone);
    area->setMargins(QMargins(kLeftMargin, kTopMargin, kRightMargin, kBottomMargin));
    m_plot->setNoAntialiasingOnDrag(false);
    m_plot->xAxis->setTicker(QSharedPointer<TimeTicker>::create());
    m_plot->yAxis->setTicker(QSharedPointer<ValueTicker>::create());
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->grid()->setSubGridVisible(false);
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLengthIn(0);
    }
    m_plot->yAxis->setBasePen(Qt::NoPen);
    m_plot->setSelectionTolerance(0);
}

void TimePlot::applyTheme()
{
    const Colors& colors = m_theme.colors();
    m_plot->setBackground(colors.panel);
    m_plot->xAxis->setBasePen(QPen(colors.line, 0));
    m_plot->yAxis->grid()->setPen(QPen(colors.grid, 0));
    m_plot->yAxis->grid()->setZeroLinePen(QPen(colors.line, 0));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelColor(colors.dim);
        axis->setTickLabelFont(m_theme.smallFont());
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    setPicture(PlotPicture(m_picture));
}

void TimePlot::setPicture(const PlotPicture& picture)
{
    m_picture = picture;
    showAxes();
    showLines();
    showOverlay();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimePlot::showAxes()
{
    double wanted = m_picture.highest;
    // The limit is on view as soon as the queues are on the way to it.
    if (m_picture.limit && m_picture.limitIsCeiling && m_picture.highest > 0.25 * *m_picture.limit)
        wanted = std::max(wanted, *m_picture.limit);
    m_top = steadyTop(m_top, std::max(wanted, m_unit == QStringLiteral("messages") ? 8.0 : 1.0));
    const AxisScale scale = scaleFor(m_top, m_unit);
    m_plot->xAxis->setRange(m_picture.from, m_picture.to);
    m_plot->yAxis->setRange(0, m_top);
    qSharedPointerCast<TimeTicker>(m_plot->xAxis->ticker())
        ->setEnd(m_picture.to, m_picture.live, m_picture.endText);
    qSharedPointerCast<ValueTicker>(m_plot->yAxis->ticker())->setFactor(scale.factor);
    const QString text = QStringLiteral("<b>%1</b>&nbsp;&nbsp;<span style='color:%2'>%3</span>")
                             .arg(m_titleText.toHtmlEscaped(), m_theme.colors().dim.name(),
                                  scale.unit.toHtmlEscaped());
    if (text != m_title->text())
        m_title->setText(text);
}

void TimePlot::showLines()
{
    // Antialiased pens wider than one device pixel cost twenty to three hundred times as much, so
    // a strong line is drawn twice, half a pixel apart.
    const double acrossTime = 0.5 * (m_picture.to - m_picture.from) / columns();
    const double acrossValue = 0.5 * m_top / std::max(m_plot->axisRect()->height(), 1);
    int graph = 0;
    const std::vector<PlotLine> lines = separated(2 * acrossTime, 2 * acrossValue);
    for (const PlotLine& line : lines) {
        QColor color = line.color;
        color.setAlphaF(line.strong ? 1.0F : 0.28F);
        drawLine(graph++, line, color, 0, 0);
        if (line.strong)
            drawLine(graph++, line, color, acrossTime, acrossValue);
    }
    while (m_plot->graphCount() > graph)
        m_plot->removeGraph(m_plot->graphCount() - 1);
}

std::vector<PlotLine> TimePlot::separated(double pixelOfTime, double pixelOfValue) const
{
    constexpr double kSlot = 16;
    constexpr double kNear = 2;
    std::vector<PlotLine> lines = m_picture.lines;
    if (pixelOfTime <= 0)
        return lines;
    std::vector<std::vector<TimePoint>*> strong;
    for (PlotLine& line : lines) {
        if (line.strong)
            strong.push_back(&line.points);
    }
    // The same for all views of nearly this length, as that of a run that goes on.
    const double slot = std::exp2(std::round(std::log2(kSlot * pixelOfTime)));
    takeTurns(strong, slot, kNear * pixelOfValue);
    return lines;
}

void TimePlot::drawLine(
    int number, const PlotLine& line, const QColor& color, double later, double higher)
{
    QCPGraph* graph = number < m_plot->graphCount() ? m_plot->graph(number) : m_plot->addGraph();
    graph->setPen(QPen(color, 0));
    graph->setAdaptiveSampling(false);
    QVector<QCPGraphData> points;
    points.reserve(static_cast<qsizetype>(line.points.size()));
    for (const TimePoint& point : line.points)
        points.append(QCPGraphData(point.time + later, point.value + higher));
    graph->data()->set(points, true);
}

void TimePlot::showOverlay()
{
    OverlayContent content;
    content.area = m_plot->axisRect()->rect();
    content.emptyText = m_picture.emptyText;
    content.limitText = m_picture.limitText;
    content.limitIsCeiling = m_picture.limitIsCeiling;
    const auto xOf = [this](double time) { return m_plot->xAxis->coordToPixel(time); };
    const auto isInView = [this](double time) {
        return time >= m_picture.from && time <= m_picture.to;
    };
    if (m_picture.limit && *m_picture.limit <= m_top)
        content.limitY = m_plot->yAxis->coordToPixel(*m_picture.limit);
    for (std::size_t i = 0; i < m_picture.markTimes.size(); ++i) {
        if (isInView(m_picture.markTimes[i].time))
            content.marks.push_back({xOf(m_picture.markTimes[i].time), m_picture.markTexts[i]});
    }
    if (m_cursor && isInView(*m_cursor)) {
        content.cursorX = xOf(*m_cursor);
        content.cursorText = m_cursorText;
        content.rows = m_rows;
    }
    m_overlay->setGeometry(m_plot->rect());
    m_overlay->setContent(std::move(content));
}

void TimePlot::setCursor(std::optional<double> time,
                         const QString& text,
                         std::vector<CursorRow> rows)
{
    m_cursor = time;
    m_cursorText = text;
    m_rows = std::move(rows);
    showOverlay();
}

int TimePlot::columns() const
{
    return std::max(m_plot->axisRect()->width(), 1);
}

QWidget* TimePlot::surface() const
{
    return m_plot;
}

double TimePlot::timeAt(double x) const
{
    return m_plot->xAxis->pixelToCoord(x);
}

std::optional<double> TimePlot::timeUnderMouse() const
{
    return m_mouseX ? std::optional(timeAt(*m_mouseX)) : std::nullopt;
}

bool TimePlot::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Wheel: {
        const auto* wheel = static_cast<QWheelEvent*>(event);
        const double notches = wheel->angleDelta().y() / 120.0;
        if (notches != 0)
            Q_EMIT zoomRequested(std::pow(1.25, notches), timeAt(wheel->position().x()));
        return true;
    }
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() == Qt::LeftButton)
            m_dragTime = timeAt(mouse->position().x());
        return true;
    }
    case QEvent::MouseMove: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        mouseMoved(mouse->position(), mouse->buttons());
        return true;
    }
    case QEvent::MouseButtonRelease:
        m_dragTime.reset();
        return true;
    case QEvent::MouseButtonDblClick:
        Q_EMIT resetRequested();
        return true;
    case QEvent::ToolTip: {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QStringList marks = m_overlay->marksAt(help->pos());
        if (marks.isEmpty())
            break;
        QToolTip::showText(help->globalPos(), marks.join(QLatin1Char('\n')), m_plot);
        return true;
    }
    case QEvent::Leave:
        m_mouseX.reset();
        Q_EMIT cursorMoved();
        break;
    case QEvent::Resize:
        // After the plot has laid itself out for the new size.
        QMetaObject::invokeMethod(
            this, [this] { showOverlay(); }, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void TimePlot::mouseMoved(const QPointF& position, Qt::MouseButtons buttons)
{
    m_mouseX = position.x();
    const double time = timeAt(position.x());
    if (m_dragTime && buttons.testFlag(Qt::LeftButton) && *m_dragTime != time) {
        Q_EMIT panRequested(*m_dragTime - time);
        // The view moved below the mouse: what is now at the mouse is what was grabbed.
        m_dragTime = timeAt(position.x());
    }
    Q_EMIT cursorMoved();
}

} // namespace topomq::ui
