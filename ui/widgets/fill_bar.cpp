#include "ui/widgets/fill_bar.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kBarHeight = 4;
constexpr int kGap = 4;
constexpr int kUsualWidth = 110;

QString grouped(double value)
{
    return groupedDigits(static_cast<qulonglong>(std::max(0.0, value)));
}

} // namespace

QColor fillColor(const Colors& colors, double share)
{
    if (share > kFillIsBad)
        return colors.bad;
    return share > kFillWarns ? colors.warn : colors.calm;
}

FillBar::FillBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme.figureFont());
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FillBar::setFill(double depth, double limit, const FillLook& look)
{
    m_known = true;
    m_depth = depth;
    m_limit = limit;
    m_look = look;
    setAccessibleDescription(text());
    update();
}

void FillBar::setUnknown()
{
    m_known = false;
    setAccessibleDescription(text());
    update();
}

double FillBar::share() const
{
    return m_known && m_limit > 0 ? std::clamp(m_depth / m_limit, 0.0, 1.0) : 0;
}

QString FillBar::text() const
{
    if (!m_known)
        return tr("unknown");
    const QString depth = withEstimateMark(grouped(m_depth), m_look.isEstimated);
    const QString queued = m_limit > 0 ? tr("%1 / %2").arg(depth, grouped(m_limit)) : depth;
    return m_look.beside.isEmpty() ? queued : queued + QStringLiteral(" · ") + m_look.beside;
}

QColor FillBar::color() const
{
    return m_look.color.isValid() ? m_look.color : fillColor(m_theme.colors(), share());
}

QSize FillBar::sizeHint() const
{
    return {kUsualWidth, QFontMetrics(font()).height() + kGap + kBarHeight};
}

void FillBar::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color() == colors.calm ? colors.dim : color());
    painter.drawText(rect(), Qt::AlignRight | Qt::AlignTop, text());
    if (!m_known || m_limit <= 0)
        return;
    painter.setPen(Qt::NoPen);
    QRectF bar(0, height() - kBarHeight, width(), kBarHeight);
    // A line of high contrast would look like a full bar.
    painter.setBrush(colors.grid);
    painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
    if (m_depth <= 0)
        return;
    // Never less than a dot: "a little" must not look like "none".
    bar.setWidth(std::max<double>(kBarHeight, bar.width() * share()));
    painter.setBrush(color());
    painter.drawRoundedRect(bar, kBarHeight / 2.0, kBarHeight / 2.0);
}

} // namespace topomq::ui
