#include "ui/theme/window_style.h"

#include "ui/theme/icon_engine.h"

#include <QGuiApplication>
#include <QPalette>

namespace topomq::ui {

WindowStyle::WindowStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

QIcon WindowStyle::standardIcon(StandardPixmap which,
                                const QStyleOption* option,
                                const QWidget* widget) const
{
    if (which == SP_ToolBarHorizontalExtensionButton)
        return QIcon(new IconEngine(QStringLiteral("chevron-right"),
                                    QGuiApplication::palette().color(QPalette::ButtonText)));
    return QProxyStyle::standardIcon(which, option, widget);
}

} // namespace topomq::ui
