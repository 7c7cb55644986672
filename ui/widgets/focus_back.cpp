#include "ui/widgets/focus_back.h"

#include <QWidget>

namespace topomq::ui {

void hideGivingFocusBack(QWidget& floating)
{
    // What is hidden loses the focus, so this is asked first. The window knows it while another
    // window has the keys, too.
    const QWidget* focus = floating.window()->focusWidget();
    const bool isHere = focus == nullptr || focus == &floating || floating.isAncestorOf(focus);
    floating.hide();
    if (isHere)
        floating.parentWidget()->setFocus();
}

} // namespace topomq::ui
