#include "ui/widgets/badge.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kMostShown = 999;
constexpr int kPadding = 6;

} // namespace

Badge::Badge(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFont(theme.smallFont());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setVisible(false);
}

void Badge::setCount(int count)
{
    if (count == m_count)
        return;
    m_count = count;
    setVisible(count > 0);
    updateGeometry();
    update();
}

void Badge::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QString Badge::text() const
{
    return m_count > kMostShown ? QStringLiteral("%1+").arg(kMostShown) : QString::number(m_count);
}

QSize Badge::sizeHint() const
{
    const QFontMetrics metrics(m_theme.smallFont());
    const int height = metrics.height() + 2;
    return {std::max(height, metrics.horizontalAdvance(text()) + 2 * kPadding), height};
}

void Badge::paintEvent(QPaintEvent* /*event*/)
{
    const Colors& colors = m_theme.colors();
    QColor ink = colors.dim;
    QColor ground = colors.window;
    if (m_tone != Tone::Neutral) {
        ink = m_tone == Tone::Warning ? colors.warn : colors.bad;
        ground = colors.tint(ink, 0.1);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_tone == Tone::Neutral ? colors.line : colors.tint(ink, 0.4));
    painter.setBrush(ground);
    const QRectF pill = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(m_tone == Tone::Neutral ? ink : colors.text);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

} // namespace topomq::ui
