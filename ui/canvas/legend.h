#pragma once
// What shapes and colours of the canvas mean.

#include <QWidget>

namespace topomq::ui {

class Theme;

/// Thread: the window's. Lets the mouse through.
class Legend : public QWidget
{
    Q_OBJECT

public:
    Legend(Theme& theme, QWidget* parent);

    /// As wide as the canvas has room for.
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int columns() const;

    Theme& m_theme;
};

} // namespace topomq::ui
