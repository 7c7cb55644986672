#include "ui/canvas/legend.h"

#include "ui/canvas/legend_painter.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace topomq::ui {

namespace {

/// The longest words go a little beyond their column.
constexpr double kRight = 16;
/// Where there is not enough width for three columns, two are longer.
constexpr int kWideColumns = 3;
constexpr int kNarrowColumns = 2;
constexpr int kWideHeight = 342;
constexpr int kNarrowHeight = 470;
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
    resize(Legend::sizeHint());
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

int Legend::columns() const
{
    const int wide = m_theme.scaled(static_cast<int>(kLegendColumn * kWideColumns + kRight));
    return parentWidget() == nullptr || parentWidget()->width() < wide + kRoomAround
        ? kNarrowColumns
        : kWideColumns;
}

QSize Legend::sizeHint() const
{
    const int count = columns();
    return {m_theme.scaled(static_cast<int>(kLegendColumn * count + kRight)),
            m_theme.scaled(count == kWideColumns ? kWideHeight : kNarrowHeight)};
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
    const bool wide = columns() == kWideColumns;
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
}

} // namespace topomq::ui
