#include "ui/inspector/stage_view.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace topomq::ui {

namespace {

constexpr double kArrow = 10;
constexpr double kRadius = 5;
constexpr int kSmallestText = 9;

class StageWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::StageWords)
};

QColor fillOf(const Stage& stage, const Colors& colors)
{
    if (!stage.messages || stage.limit == 0 || *stage.messages == 0)
        return colors.window;
    const double share = static_cast<double>(*stage.messages) / static_cast<double>(stage.limit);
    if (share > 0.85)
        return colors.tint(colors.bad, 0.28);
    return share > 0.6 ? colors.tint(colors.warn, 0.24) : colors.tint(colors.calm, 0.2);
}

/// The same font, or a smaller one where the text would not fit.
QFont fittingFont(QFont font, const QString& text, double width)
{
    while (font.pixelSize() > kSmallestText && QFontMetricsF(font).horizontalAdvance(text) > width)
        font.setPixelSize(font.pixelSize() - 1);
    return font;
}

} // namespace

std::array<Stage, 3> stagesOf(const metrics::FlowFigures& figures,
                              plan::Transport transport,
                              std::int64_t sendLimit,
                              std::int64_t receiveLimit)
{
    const auto limit = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
    std::array<Stage, 3> stages{
        Stage{StageWords::tr("send queue"), {}, limit(sendLimit), {}},
        Stage{StageWords::tr("kernel"), {}, 0, {}},
        Stage{StageWords::tr("receive queue"), {}, limit(receiveLimit), {}}};
    const bool inproc = transport == plan::Transport::Inproc;
    if (inproc)
        stages[1].why = StageWords::tr("inproc does not pass through the kernel.");
    const QString unsplit =
        StageWords::tr("libzmq does not tell how long this queue is. What is measured is the sum: "
                       "what was sent and has been neither received nor dropped.");
    for (Stage& stage : stages) {
        if (stage.why.isEmpty())
            stage.why = unsplit;
    }
    if (!figures.inFlight) {
        for (Stage& stage : stages)
            stage.why = StageWords::tr("Not known: one end is a program outside.");
        return stages;
    }
    const bool full = inproc && sendLimit > 0 && receiveLimit > 0
        && *figures.inFlight >= limit(sendLimit) + limit(receiveLimit);
    const bool empty = *figures.inFlight == 0;
    if (full || empty) {
        stages[0].messages = full ? stages[0].limit : 0;
        stages[2].messages = full ? *figures.inFlight - stages[0].limit : 0;
    }
    if (empty && !inproc)
        stages[1].messages = 0;
    return stages;
}

StageView::StageView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void StageView::setStages(const std::array<Stage, 3>& stages)
{
    if (stages == m_stages)
        return;
    m_stages = stages;
    update();
}

QSize StageView::sizeHint() const
{
    const int text =
        QFontMetrics(m_theme.font()).height() + QFontMetrics(m_theme.smallFont()).height();
    return {220, text + 12};
}

QSize StageView::minimumSizeHint() const
{
    return {150, sizeHint().height()};
}

void StageView::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors& colors = m_theme.colors();
    QFont figure = m_theme.font();
    figure.setWeight(QFont::DemiBold);
    QFont names = m_theme.smallFont();
    for (const Stage& stage : m_stages)
        names = fittingFont(names, stage.name, box(0).width() - 2);
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const Stage& stage = m_stages[i];
        const QRectF area = box(i);
        painter.setPen(QPen(colors.line, 1));
        painter.setBrush(fillOf(stage, colors));
        painter.drawRoundedRect(area, kRadius, kRadius);
        const QRectF upper = area.adjusted(2, 4, -2, -area.height() / 2 + 2);
        const QRectF lower = area.adjusted(1, area.height() / 2, -1, -3);
        painter.setFont(figure);
        painter.setPen(stage.messages ? colors.text : colors.dim);
        painter.drawText(upper, Qt::AlignCenter,
                         stage.messages ? groupedDigits(*stage.messages) : QStringLiteral("–"));
        painter.setFont(names);
        painter.setPen(colors.dim);
        painter.drawText(lower, Qt::AlignCenter, stage.name);
        if (i + 1 < m_stages.size()) {
            const QRectF gap(area.right(), area.top(), kArrow, area.height());
            painter.drawText(gap, Qt::AlignCenter, QStringLiteral("›"));
        }
    }
}

bool StageView::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        if (!box(i).contains(help->pos()))
            continue;
        const Stage& stage = m_stages[i];
        const QString text = !stage.messages ? stage.why
            : stage.limit > 0
            ? tr("%1: %2 of at most %3 messages")
                  .arg(stage.name, groupedDigits(*stage.messages), groupedDigits(stage.limit))
            : tr("%1: %2 messages").arg(stage.name, groupedDigits(*stage.messages));
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

QRectF StageView::box(std::size_t stage) const
{
    const double each = (width() - 1 - 2 * kArrow) / 3;
    return {0.5 + static_cast<double>(stage) * (each + kArrow), 0.5, each,
            static_cast<double>(height()) - 1};
}

} // namespace topomq::ui
