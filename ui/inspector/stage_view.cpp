#include "ui/inspector/stage_view.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <utility>

namespace topomq::ui {

namespace {

constexpr double kArrow = 10;
constexpr double kRadius = 5;
constexpr int kSmallestText = 9;

class StageWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::StageWords)
};

double shareOf(const Stage& stage)
{
    return stage.messages && stage.limit > 0
        ? static_cast<double>(*stage.messages) / static_cast<double>(stage.limit)
        : 0;
}

QColor groundOf(const Stage& stage, Fill fill, const Colors& colors)
{
    if (fill == Fill::Warn || stage.isTooMuch)
        return colors.tint(colors.warn, 0.24);
    if (fill == Fill::Calm)
        return shareOf(stage) > 0 ? colors.tint(colors.calm, 0.2) : colors.window;
    return colors.tint(colors.bad, 0.28);
}

QString whyUnknown(const metrics::FlowFigures& figures, plan::Transport transport)
{
    if (!figures.inFlight)
        return StageWords::tr("Not known: one end is a program outside.");
    const QString sum = QLatin1Char(' ')
        + StageWords::tr("What is measured is the sum: what was sent and has been neither received "
                         "nor dropped.");
    if (plan::isMulticast(transport))
        return StageWords::tr("Not known: multicast has no connections that could be followed.")
            + sum;
    return StageWords::tr("Not known: the connections of this link cannot be followed now.") + sum;
}

QString figureOf(const Stage& stage)
{
    if (!stage.messages)
        return QStringLiteral("–");
    return withEstimateMark(groupedDigits(*stage.messages), stage.isEstimated);
}

/// With what stands beside it: "kernel · 12 kB", "one queue for both ends · at most 2 000".
QString captionOf(const Stage& stage, bool isAlone)
{
    if (stage.bytes && *stage.bytes > 0)
        return QStringLiteral("%1 · %2").arg(stage.name,
                                             humanBytes(static_cast<double>(*stage.bytes)));
    if (isAlone && stage.limit > 0)
        return StageWords::tr("%1 · at most %2").arg(stage.name, groupedDigits(stage.limit));
    return stage.name;
}

QString helpOf(const Stage& stage)
{
    if (!stage.messages)
        return stage.why;
    QString text = StageWords::tr("%1: %2 messages").arg(stage.name, figureOf(stage));
    if (stage.limit > 0)
        text = StageWords::tr("%1: %2 of at most %3 messages")
                   .arg(stage.name, figureOf(stage), groupedDigits(stage.limit));
    if (stage.bytes)
        text = StageWords::tr("%1: %2 messages, %3")
                   .arg(stage.name, figureOf(stage), humanBytes(static_cast<double>(*stage.bytes)));
    if (stage.isEstimated)
        text += QLatin1Char('\n')
            + StageWords::tr("Estimated: the socket shares one queue among its links, and chooses "
                             "itself where each message goes.");
    return text;
}

/// The same font, or a smaller one where the text would not fit.
QFont fittingFont(QFont font, const QString& text, double width)
{
    while (font.pixelSize() > kSmallestText && QFontMetricsF(font).horizontalAdvance(text) > width)
        font.setPixelSize(font.pixelSize() - 1);
    return font;
}

} // namespace

std::vector<Stage> stagesOf(const metrics::FlowFigures& figures,
                            plan::Transport transport,
                            std::int64_t sendLimit,
                            std::int64_t receiveLimit)
{
    const auto limit = [](std::int64_t value) { return static_cast<std::uint64_t>(value); };
    const QString why = whyUnknown(figures, transport);
    if (transport == plan::Transport::Inproc) {
        const bool hasLimit = sendLimit > 0 && receiveLimit > 0;
        return {Stage{.name = StageWords::tr("one queue for both ends"),
                      .messages = metrics::waitingOf(figures),
                      .limit = hasLimit ? limit(sendLimit) + limit(receiveLimit) : 0,
                      .why = why,
                      .bytes = {},
                      .isEstimated = figures.estimated}};
    }
    std::vector<Stage> stages{Stage{StageWords::tr("send queue"), {}, limit(sendLimit), why},
                              Stage{StageWords::tr("kernel"), {}, 0, why},
                              Stage{StageWords::tr("receive queue"), {}, limit(receiveLimit), why}};
    if (figures.stages) {
        stages[0].messages = figures.stages->sender;
        stages[0].isEstimated = figures.stages->senderIsEstimated;
        stages[1].messages = figures.stages->kernel;
        stages[1].bytes = figures.stages->kernelBytes;
        stages[2].messages = figures.stages->receiver;
    } else if (figures.inFlight == 0U) {
        for (Stage& stage : stages)
            stage.messages = 0;
    }
    return stages;
}

StageView::StageView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void StageView::setStages(std::vector<Stage> stages, double time)
{
    m_fills.resize(stages.size());
    bool isOther = stages != m_stages;
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const Fill before = m_fills[i].level();
        isOther = m_fills[i].take(shareOf(stages[i]), time) != before || isOther;
    }
    if (!isOther)
        return;
    m_stages = std::move(stages);
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
    const bool isAlone = m_stages.size() == 1;
    for (const Stage& stage : m_stages)
        names = fittingFont(names, captionOf(stage, isAlone), box(0).width() - 4);
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
        const Stage& stage = m_stages[i];
        const QRectF area = box(i);
        painter.setPen(QPen(colors.line, 1));
        painter.setBrush(groundOf(stage, m_fills[i].level(), colors));
        painter.drawRoundedRect(area, kRadius, kRadius);
        const QRectF upper = area.adjusted(2, 4, -2, -area.height() / 2 + 2);
        const QRectF lower = area.adjusted(1, area.height() / 2, -1, -3);
        painter.setFont(figure);
        painter.setPen(stage.messages ? colors.text : colors.dim);
        painter.drawText(upper, Qt::AlignCenter, figureOf(stage));
        painter.setFont(names);
        painter.setPen(colors.dim);
        painter.drawText(lower, Qt::AlignCenter, captionOf(stage, isAlone));
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
        QToolTip::showText(help->globalPos(), helpOf(m_stages[i]), this);
        return true;
    }
    QToolTip::hideText();
    return true;
}

QRectF StageView::box(std::size_t stage) const
{
    const auto count = static_cast<double>(m_stages.size());
    const double each = (width() - 1 - (count - 1) * kArrow) / count;
    return {0.5 + static_cast<double>(stage) * (each + kArrow), 0.5, each,
            static_cast<double>(height()) - 1};
}

} // namespace topomq::ui
