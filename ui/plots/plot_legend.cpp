#include "ui/plots/plot_legend.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kDot = 8;
constexpr int kGap = 16;
constexpr int kHeight = 22;
constexpr int kWidestName = 190;
/// Room for "+ 12".
constexpr int kRestWidth = 40;

} // namespace

PlotLegend::PlotLegend(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    nameCurrent();
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PlotLegend::setEntries(std::vector<LegendEntry> entries)
{
    if (entries == m_entries)
        return;
    m_entries = std::move(entries);
    QStringList names;
    for (const LegendEntry& entry : m_entries)
        names << entry.name;
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    setFocusPolicy(m_entries.empty() ? Qt::NoFocus : Qt::TabFocus);
    nameCurrent();
    update();
}

QSize PlotLegend::sizeHint() const
{
    return {400, kHeight};
}

QSize PlotLegend::minimumSizeHint() const
{
    return {60, kHeight};
}

std::vector<QRect> PlotLegend::places() const
{
    const QFontMetrics metrics(m_theme.smallFont());
    std::vector<QRect> places;
    int x = 4;
    for (const LegendEntry& entry : m_entries) {
        const int name = std::min(metrics.horizontalAdvance(entry.name), kWidestName);
        const QRect place(x, 0, kDot + 6 + name, height());
        const bool isLast = places.size() + 1 == m_entries.size();
        if (place.right() > width() - (isLast ? 0 : kRestWidth))
            break;
        places.push_back(place);
        x = place.right() + kGap;
    }
    return places;
}

void PlotLegend::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.smallFont());
    const QFontMetrics metrics(m_theme.smallFont());
    const Colors& colors = m_theme.colors();
    const std::vector<QRect> shown = places();
    int end = 4;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const LegendEntry& entry = m_entries[i];
        const QRect& place = shown[i];
        painter.setPen(Qt::NoPen);
        QColor dot = entry.color;
        dot.setAlphaF(entry.strong ? 1.0F : 0.35F);
        painter.setBrush(dot);
        painter.drawEllipse(QPointF(place.left() + kDot / 2.0, place.center().y() + 0.5),
                            kDot / 2.0, kDot / 2.0);
        painter.setPen(entry.strong ? colors.text : colors.dim);
        painter.drawText(place.adjusted(kDot + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(entry.name, Qt::ElideMiddle, kWidestName));
        end = place.right() + kGap;
        if (hasFocus() && i == m_current) {
            painter.setPen(QPen(colors.accent, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(place).adjusted(-3, 1, 3, -1), 4, 4);
        }
    }
    if (shown.size() < m_entries.size()) {
        painter.setPen(colors.dim);
        painter.drawText(QRect(end, 0, kRestWidth, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         tr("+ %1").arg(m_entries.size() - shown.size()));
    }
}

void PlotLegend::mousePressEvent(QMouseEvent* event)
{
    const std::vector<QRect> shown = places();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i].contains(event->position().toPoint()))
            Q_EMIT clicked(i);
    }
}

void PlotLegend::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        makeCurrent(m_current == 0 ? 0 : m_current - 1);
        break;
    case Qt::Key_Right:
        makeCurrent(m_current + 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current < places().size())
            Q_EMIT clicked(m_current);
        break;
    default:
        QWidget::keyPressEvent(event);
        break;
    }
}

void PlotLegend::makeCurrent(std::size_t entry)
{
    const std::size_t shown = places().size();
    m_current = shown == 0 ? 0 : std::min(entry, shown - 1);
    nameCurrent();
    update();
}

void PlotLegend::nameCurrent()
{
    const bool isOnOne = hasFocus() && m_current < m_entries.size();
    setAccessibleName(isOnOne ? tr("Legend, %1").arg(m_entries[m_current].name) : tr("Legend"));
}

void PlotLegend::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    makeCurrent(m_current);
}

void PlotLegend::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    nameCurrent();
}

bool PlotLegend::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QStringList names;
    for (const LegendEntry& entry : m_entries)
        names << entry.name;
    QToolTip::showText(help->globalPos(), names.join(QLatin1Char('\n')), this);
    return true;
}

} // namespace topomq::ui
