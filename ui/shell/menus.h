#pragma once
// The menu bar: every command is here, with its key.

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QMainWindow;
class QMenu;

namespace topomq::ui {

class Actions;
class FilePlaces;
struct CanvasMenus;

/// Actions that belong to other parts of the window.
struct MenuGuests
{
    /// Compare, export, print; null: a separator.
    QList<QAction*> file;
    /// Shows or hides each panel.
    QList<QAction*> panels;
};

/// Thread: the window's.
class Menus : public QObject
{
    Q_OBJECT

public:
    /// The bar with its titles; the menus are empty until they are filled.
    Menus(QMainWindow& window, Actions& actions, FilePlaces& places);

    /// Once, when the other parts of the window are there.
    void fill(const MenuGuests& guests);
    /// The commands of the canvas in front take the places of those before.
    void setCanvas(const CanvasMenus& canvas);

Q_SIGNALS:
    void recentFileChosen(const QString& path);

private:
    void fillFileMenu(const MenuGuests& guests);
    void addEditParts();
    void addViewParts(const MenuGuests& guests);
    void fillEditMenu(const CanvasMenus& canvas);
    void fillViewMenu(const CanvasMenus& canvas);
    void fillRunMenu(const CanvasMenus& canvas);
    void listRecentFiles();

    QMainWindow& m_window;
    Actions& m_actions;
    FilePlaces& m_places;
    QMenu* m_file = nullptr;
    QMenu* m_edit = nullptr;
    QMenu* m_view = nullptr;
    QMenu* m_run = nullptr;
    QMenu* m_help = nullptr;
    QMenu* m_recent = nullptr;
    QMenu* m_link = nullptr;
    QMenu* m_group = nullptr;
    QMenu* m_inside = nullptr;
    QMenu* m_find = nullptr;
    QMenu* m_tabs = nullptr;
    QMenu* m_panels = nullptr;
    QMenu* m_colors = nullptr;
};

} // namespace topomq::ui
