#pragma once
// The menu bar: every command is here, with its key.

#include <QList>
#include <QObject>

class QAction;
class QMainWindow;
class QMenu;

namespace topomq::ui {

class Actions;
class FileController;

/// Actions that belong to other parts of the window.
struct MenuGuests
{
    /// Compare, export, print.
    QList<QAction*> file;
    /// Cut, copy, delete, align, …; null: a separator.
    QList<QAction*> edit;
    /// What is done to single nodes and links of a run.
    QList<QAction*> run;
    /// Zoom, legend, motion, …
    QList<QAction*> view;
    /// Shows or hides each panel.
    QList<QAction*> panels;
};

/// Thread: the window's.
class Menus : public QObject
{
    Q_OBJECT

public:
    Menus(QMainWindow& window, Actions& actions, FileController& files, const MenuGuests& guests);

private:
    void addFileMenu(const MenuGuests& guests);
    void addViewMenu(const MenuGuests& guests);
    void addRunMenu(const MenuGuests& guests);
    void listRecentFiles();

    QMainWindow& m_window;
    Actions& m_actions;
    FileController& m_files;
    QMenu* m_recent = nullptr;
};

} // namespace topomq::ui
