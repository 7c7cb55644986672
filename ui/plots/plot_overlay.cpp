#include "ui/plots/plot_overlay.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace topomq::ui {

namespace {

constexpr int kBoxMargin = 10;
constexpr int kRowHeight = 18;
constexpr int kFlagHeight = 18;
constexpr int kWidestFlag = 260;
constexpr int kFlagGap = 4;
/// How near to the line of a mark the mouse has to be.
constexpr double kMarkReach = 4;

} // namespace

PlotOverlay::PlotOverlay(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
}

void PlotOverlay::setContent(OverlayContent content)
{
    m_content = std::move(content);
    placeLabels();
    update();
}

void PlotOverlay::setFocused(bool focused)
{
    m_isFocused = focused;
    update();
}

void PlotOverlay::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_content.emptyText.isEmpty()) {
        painter.setFont(m_theme.font());
        painter.setPen(m_theme.colors().dim);
        painter.drawText(m_content.area.adjusted(12, 0, -12, 0), Qt::AlignCenter | Qt::TextWordWrap,
                         m_content.emptyText);
    }
    if (m_isFocused) {
        painter.setPen(QPen(m_theme.colors().accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
    paintLimit(painter);
    paintMarks(painter);
    paintCursor(painter);
}

void PlotOverlay::paintLimit(QPainter& painter) const
{
    if (m_content.limitText.isEmpty())
        return;
    const Colors& colors = m_theme.colors();
    const QRect area = m_content.area;
    painter.setFont(m_theme.smallFont());
    painter.setPen(QPen(m_content.limitIsCeiling ? colors.bad : colors.dim, 1, Qt::DashLine));
    QString text = m_content.limitText;
    double y = area.top();
    if (m_content.limitY) {
        y = *m_content.limitY;
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    } else {
        text.prepend(QStringLiteral("↑ "));
        painter.setPen(colors.dim);
    }
    const QRectF place(area.left() + 6, y - 17, area.width() - 12, 16);
    text = painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(place.width()));
    painter.drawText(place.top() < 0 ? place.translated(0, 18) : place,
                     Qt::AlignLeft | Qt::AlignVCenter, text);
}

void PlotOverlay::placeLabels()
{
    m_labels.clear();
    const QFontMetrics metrics(m_theme.smallFont());
    const QRect area = m_content.area;
    const auto rectOf = [&](double x, const QString& text) {
        QRectF rect(x, area.top() - kFlagHeight, metrics.horizontalAdvance(text) + 12, kFlagHeight);
        if (rect.right() > area.right())
            rect.moveRight(x);
        return rect;
    };
    for (const OverlayContent::Flag& mark : m_content.marks) {
        const QString own = metrics.elidedText(mark.text, Qt::ElideRight, kWidestFlag);
        const QRectF rect = rectOf(mark.x, own);
        if (m_labels.empty() || rect.left() >= m_labels.back().rect.right() + kFlagGap) {
            m_labels.push_back({rect, own, {mark.text}});
            continue;
        }
        MarkLabel& shared = m_labels.back();
        shared.marks.append(mark.text);
        const QString count = QStringLiteral(" +%1").arg(shared.marks.size() - 1);
        shared.text = metrics.elidedText(shared.marks.front(), Qt::ElideRight,
                                         kWidestFlag - metrics.horizontalAdvance(count))
            + count;
        shared.rect.setWidth(metrics.horizontalAdvance(shared.text) + 12);
        shared.rect.moveRight(std::min<double>(shared.rect.right(), area.right()));
    }
}

QStringList PlotOverlay::marksAt(QPointF place) const
{
    for (const MarkLabel& label : m_labels) {
        if (label.rect.contains(place))
            return label.marks;
    }
    QStringList near;
    for (const OverlayContent::Flag& mark : m_content.marks) {
        if (std::abs(mark.x - place.x()) <= kMarkReach && m_content.area.contains(place.toPoint()))
            near.append(mark.text);
    }
    return near;
}

void PlotOverlay::paintMarks(QPainter& painter) const
{
    const Colors& colors = m_theme.colors();
    const QRect area = m_content.area;
    painter.setPen(QPen(colors.accent, 1));
    for (const OverlayContent::Flag& mark : m_content.marks)
        painter.drawLine(QPointF(mark.x, area.top() - kFlagHeight), QPointF(mark.x, area.bottom()));
    painter.setFont(m_theme.smallFont());
    for (const MarkLabel& label : m_labels) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colors.accent);
        painter.drawRoundedRect(label.rect, 2, 2);
        painter.setPen(m_theme.onAccent());
        painter.drawText(label.rect, Qt::AlignCenter, label.text);
    }
}

void PlotOverlay::paintCursor(QPainter& painter) const
{
    if (!m_content.cursorX)
        return;
    QPen pen(m_theme.colors().text, 1, Qt::DotLine);
    painter.setPen(pen);
    painter.drawLine(QPointF(*m_content.cursorX, m_content.area.top()),
                     QPointF(*m_content.cursorX, m_content.area.bottom()));
    if (!m_content.rows.empty())
        paintBox(painter);
}

void PlotOverlay::paintBox(QPainter& painter) const
{
    const Colors& colors = m_theme.colors();
    const QFontMetrics names(m_theme.smallFont());
    const QFontMetrics figures(m_theme.figureFont());
    int nameWidth = names.horizontalAdvance(m_content.cursorText);
    int valueWidth = 0;
    for (const CursorRow& row : m_content.rows) {
        nameWidth = std::max(nameWidth, names.horizontalAdvance(row.name));
        valueWidth = std::max(valueWidth, figures.horizontalAdvance(row.value));
    }
    const int width = kBoxMargin * 2 + 14 + nameWidth + 18 + valueWidth;
    const int height = 12 + kRowHeight * (static_cast<int>(m_content.rows.size()) + 1);
    QRectF box(*m_content.cursorX + 10, m_content.area.top() + 8, width, height);
    if (box.right() > m_content.area.right())
        box.moveRight(*m_content.cursorX - 10);
    if (box.bottom() > this->height())
        box.moveBottom(this->height() - 2);
    box.moveTop(std::max(box.top(), 0.0));
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.card);
    painter.drawRoundedRect(box, 6, 6);

    QRectF line(box.left() + kBoxMargin, box.top() + 6, width - 2 * kBoxMargin, kRowHeight);
    painter.setFont(m_theme.smallFont());
    painter.setPen(colors.dim);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_content.cursorText);
    for (const CursorRow& row : m_content.rows) {
        line.translate(0, kRowHeight);
        painter.setPen(Qt::NoPen);
        painter.setBrush(row.color);
        painter.drawEllipse(QPointF(line.left() + 4, line.center().y()), 4, 4);
        painter.setPen(colors.text);
        painter.setFont(m_theme.smallFont());
        painter.drawText(line.adjusted(14, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, row.name);
        painter.setFont(m_theme.figureFont());
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, row.value);
    }
}

} // namespace topomq::ui
