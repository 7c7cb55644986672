#pragma once
// What shapes and colours of the canvas mean.

#include <QWidget>

#include <array>
#include <optional>

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
    /// So wide that there are three columns, or two longer ones.
    [[nodiscard]] bool isWide() const;
    [[nodiscard]] QSize sizeOf(bool wide) const;
    /// All of it; what it takes.
    QSizeF paint(QPainter& painter, bool wide) const;

    Theme& m_theme;
    /// Of the two kinds, while the theme stays.
    mutable std::array<std::optional<QSize>, 2> m_sizes;
};

} // namespace topomq::ui
