#include "ui/canvas/legend.h"

#include "ui/canvas/legend_painter.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QPainter>

namespace topomq::ui {

namespace {

constexpr int kRoomAround = 28;

/// All of it grows with the type of the window.
double scaleOf(const Theme& theme)
{
    return theme.scaled(100) / 100.0;
}

} // namespace

Legend::Legend(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("legend"));
    setAccessibleName(tr("Legend"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    resize(sizeOf(false));
    connect(&theme, &Theme::changed, this, [this] {
        m_sizes = {};
        update();
    });
}

bool Legend::isWide() const
{
    return parentWidget() != nullptr
        && parentWidget()->width() >= sizeOf(true).width() + kRoomAround;
}

QSize Legend::sizeOf(bool wide) const
{
    std::optional<QSize>& size = m_sizes.at(wide ? 1 : 0);
    if (!size) {
        // As its words need it, which only drawing them tells.
        QImage nowhere(1, 1, QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&nowhere);
        size = (paint(painter, wide) * scaleOf(m_theme)).toSize();
    }
    return *size;
}

QSize Legend::sizeHint() const
{
    return sizeOf(isWide());
}

void Legend::paintEvent(QPaintEvent*)
{
    const Colors& colors = m_theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    paint(painter, isWide());
}

QSizeF Legend::paint(QPainter& painter, bool wide) const
{
    painter.scale(scaleOf(m_theme), scaleOf(m_theme));
    LegendPainter rows(painter, m_theme, scaleOf(m_theme));
    rows.ports();
    rows.patterns();
    rows.pressure();
    if (wide)
        rows.nextColumn();
    rows.fill();
    if (!wide)
        rows.nextColumn();
    rows.nodes();
    if (wide)
        rows.nextColumn();
    rows.links();
    rows.drawing();
    rows.problems();
    return rows.size();
}

} // namespace topomq::ui
