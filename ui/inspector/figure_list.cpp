#include "ui/inspector/figure_list.h"

#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStringList>
#include <QToolTip>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kIndent = 12;
constexpr int kGap = 8;

/// Wide enough for what stands at the right edge of two figures, so that the other never moves.
int valueColumn(const QFontMetrics& figures)
{
    return figures.horizontalAdvance(QStringLiteral("0000000000"));
}

} // namespace

FigureList::FigureList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void FigureList::setRows(std::vector<Row> rows)
{
    if (rows == m_rows)
        return;
    const bool resized = rows.size() != m_rows.size();
    m_rows = std::move(rows);
    QStringList spoken;
    for (const Row& row : m_rows)
        spoken.append(row.label + u' '
                      + (row.beside.isEmpty() ? row.value : row.beside + u' ' + row.value));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    if (resized)
        updateGeometry();
    update();
}

const FigureList::Row* FigureList::find(const QString& label) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&label](const Row& row) { return row.label == label; });
    return found == m_rows.end() ? nullptr : &*found;
}

QString FigureList::valueOf(const QString& label) const
{
    const Row* row = find(label);
    return row == nullptr ? QString() : row->value;
}

QString FigureList::besideOf(const QString& label) const
{
    const Row* row = find(label);
    return row == nullptr ? QString() : row->beside;
}

QSize FigureList::sizeHint() const
{
    return {200, rowHeight() * static_cast<int>(m_rows.size())};
}

QSize FigureList::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void FigureList::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const Colors& colors = m_theme.colors();
    const QFont labels = m_theme.font();
    const QFont figures = m_theme.figureFont();
    const QFontMetrics figureSizes(figures);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const QRect line(0, static_cast<int>(i) * rowHeight(), width(), rowHeight());
        painter.setFont(figures);
        painter.setPen(row.color.isValid() ? row.color : colors.text);
        const QString value = figureSizes.elidedText(row.value, Qt::ElideMiddle, width() - kGap);
        painter.drawText(line, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), value);
        int taken = figureSizes.horizontalAdvance(value);
        if (!row.beside.isEmpty()) {
            const int right = std::max(taken, valueColumn(figureSizes)) + kGap;
            painter.drawText(line.adjusted(0, 0, -right, 0),
                             static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), row.beside);
            taken = right + figureSizes.horizontalAdvance(row.beside);
        }
        painter.setFont(labels);
        painter.setPen(colors.dim);
        const int left = row.indented ? kIndent : 0;
        const int room = width() - taken - kGap - left;
        painter.drawText(line.adjusted(left, 0, 0, 0),
                         static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter),
                         QFontMetrics(labels).elidedText(row.label, Qt::ElideRight, room));
    }
}

bool FigureList::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = help->pos().y() / std::max(1, rowHeight());
    if (row >= 0 && row < static_cast<int>(m_rows.size()))
        QToolTip::showText(help->globalPos(), m_rows[static_cast<std::size_t>(row)].toolTip, this);
    return true;
}

int FigureList::rowHeight() const
{
    return QFontMetrics(m_theme.font()).height() + 6;
}

} // namespace topomq::ui
