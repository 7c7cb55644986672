#include "ui/widgets/card_layout.h"

#include <algorithm>

namespace topomq::ui {

CardLayout::CardLayout(QWidget* parent, int gap)
    : QLayout(parent)
    , m_gap(gap)
{ }

CardLayout::~CardLayout()
{
    // QLayout leaves its items to whoever keeps them.
    qDeleteAll(m_items);
}

QLayoutItem* CardLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QList<QLayoutItem*> CardLayout::shownItems() const
{
    QList<QLayoutItem*> shown;
    std::copy_if(m_items.begin(), m_items.end(), std::back_inserter(shown),
                 [](const QLayoutItem* item) { return !item->isEmpty(); });
    return shown;
}

QSize CardLayout::cardSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->sizeHint());
    return size;
}

int CardLayout::columnsIn(int width) const
{
    const QMargins margins = contentsMargins();
    const int room = width - margins.left() - margins.right();
    return std::max(1, (room + m_gap) / std::max(1, cardSize().width() + m_gap));
}

int CardLayout::heightForWidth(int width) const
{
    const int columns = columnsIn(width);
    const int lines = (static_cast<int>(shownItems().size()) + columns - 1) / columns;
    const QMargins margins = contentsMargins();
    const int gaps = std::max(0, lines - 1) * m_gap;
    return margins.top() + lines * cardSize().height() + gaps + margins.bottom();
}

QSize CardLayout::minimumSize() const
{
    const QMargins margins = contentsMargins();
    return cardSize() + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

void CardLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    const QRect room = rect.marginsRemoved(contentsMargins());
    const int columns = columnsIn(rect.width());
    const int height = cardSize().height();
    int at = 0;
    for (QLayoutItem* item : shownItems()) {
        const int column = at % columns;
        // From edge to edge, so that no pixel is left over at the right.
        const int left = column * (room.width() + m_gap) / columns;
        const int right = (column + 1) * (room.width() + m_gap) / columns - m_gap;
        item->setGeometry(QRect(room.left() + left, room.top() + at / columns * (height + m_gap),
                                right - left, height));
        ++at;
    }
}

} // namespace topomq::ui
