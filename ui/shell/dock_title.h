#pragma once
// A slim title above a dock; gone while a tab names the dock anyway.

#include <QWidget>

class QDockWidget;
class QLabel;
class QMainWindow;
class QToolButton;

namespace topomq::ui {

class Theme;

/// The title bar of `dock`; its mouse events go on to the dock, which is dragged by them.
/// Thread: the window's.
class DockTitle : public QWidget
{
    Q_OBJECT

public:
    DockTitle(QMainWindow& window, QDockWidget& dock, Theme& theme);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Looks again whether a tab names the dock.
    void sync();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] bool isNamedByTab() const;
    void applyTheme();
    QToolButton* addButton(const QString& name, const QString& tip);

    QMainWindow& m_window;
    QDockWidget& m_dock;
    Theme& m_theme;
    QLabel* m_text = nullptr;
    QToolButton* m_float = nullptr;
    QToolButton* m_close = nullptr;
    bool m_shown = true;
};

} // namespace topomq::ui
