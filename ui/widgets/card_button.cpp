#include "ui/widgets/card_button.h"

#include <QKeyEvent>

namespace topomq::ui {

CardButton::CardButton(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_Hover);
}

void CardButton::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT activated();
        return;
    case Qt::Key_Left:
        Q_EMIT stepped(-1);
        return;
    case Qt::Key_Right:
        Q_EMIT stepped(1);
        return;
    case Qt::Key_Up:
        Q_EMIT steppedLine(-1);
        return;
    case Qt::Key_Down:
        Q_EMIT steppedLine(1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace topomq::ui
