#include "ui/shell/page_stack.h"

namespace topomq::ui {

PageStack::PageStack(QWidget* parent)
    : QStackedWidget(parent)
{ }

bool PageStack::isInFront(const QObject& object)
{
    for (const QObject* each = &object; each->parent() != nullptr; each = each->parent()) {
        const auto* stack = qobject_cast<const PageStack*>(each->parent());
        if (stack != nullptr && each->isWidgetType() && stack->currentWidget() != each)
            return false;
    }
    return true;
}

} // namespace topomq::ui
