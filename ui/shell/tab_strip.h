#pragma once
// The tabs of the open files above the canvas.

#include <QTabBar>

namespace topomq::ui {

class DocumentTab;
class Theme;
class Workspace;

/// Says of each file what it is called, whether its work is saved, whether it runs, and whether it
/// wants a look. Seen only while more than one is open. Thread: the window's. The arguments outlive
/// it.
class TabStrip : public QTabBar
{
    Q_OBJECT

public:
    TabStrip(Workspace& workspace, Theme& theme, QWidget* parent);

Q_SIGNALS:
    /// A tab was clicked or chosen: people want to see it.
    void chosen();
    void menuRequested(topomq::ui::DocumentTab& tab, const QPoint& globalPlace);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;

private:
    void sync();
    void describe(int index, const DocumentTab& tab);
    [[nodiscard]] QIcon lightOf(const DocumentTab& tab) const;
    [[nodiscard]] DocumentTab* documentAt(int index) const;

    Workspace& m_workspace;
    Theme& m_theme;
    int m_pressed = -1;
};

} // namespace topomq::ui
