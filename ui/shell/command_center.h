#pragma once
// What is done by words and keys: the command palette, shortcuts, the cheat sheet, linking by list.

#include "ui/shell/command_list.h"

#include <QObject>
#include <QString>

#include <set>

class QAction;
class QMainWindow;

namespace topomq::ui {

class Actions;
class CommandPalette;
class ShortcutStore;
class Theme;
class Workspace;

/// Made when all actions are there. Thread: the window's. The arguments outlive it.
class CommandCenter : public QObject
{
    Q_OBJECT

public:
    CommandCenter(QMainWindow& window,
                  Actions& actions,
                  ShortcutStore& shortcuts,
                  Workspace& workspace,
                  Theme& theme);

    /// Another tab came to the front, and its actions stand in the menus.
    void follow();

    [[nodiscard]] CommandPalette& palette() { return *m_palette; }

    [[nodiscard]] ShortcutStore& shortcuts() { return m_shortcuts; }

Q_SIGNALS:
    void exampleChosen(const QString& name);
    /// Something on the canvas is about to be shown.
    void canvasWanted();

private:
    void openPalette();
    void offerLinks();
    void refreshLinkFrom();
    void describeActions(const std::vector<QAction*>& actions);
    [[nodiscard]] std::vector<Command> placesToGo();
    void addTabs(std::vector<Command>& places);
    void addExamples(std::vector<Command>& commands);

    QMainWindow& m_window;
    Actions& m_actions;
    ShortcutStore& m_shortcuts;
    Workspace& m_workspace;
    Theme& m_theme;
    CommandPalette* m_palette = nullptr;
    /// Lives as long as the present tab is in front: its selection is heard meanwhile.
    QObject* m_front = nullptr;
    /// Have tooltips that say their keys.
    std::set<const QAction*> m_described;
};

} // namespace topomq::ui
