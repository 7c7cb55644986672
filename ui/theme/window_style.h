#pragma once
// The style under the style sheet: Fusion, but for what this program draws itself.

#include <QProxyStyle>

namespace topomq::ui {

/// Thread: the window's.
class WindowStyle : public QProxyStyle
{
public:
    WindowStyle();

    /// The button of a toolbar for what does not fit has one of our drawings. That of Fusion is a
    /// PNG, for which every plugin for pictures would be loaded before the first window is painted.
    [[nodiscard]] QIcon standardIcon(StandardPixmap which,
                                     const QStyleOption* option,
                                     const QWidget* widget) const override;
};

} // namespace topomq::ui
