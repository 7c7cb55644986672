#pragma once
// What is done by words and keys: the command palette, shortcuts, the cheat sheet, linking by list.

#include "ui/shell/command_list.h"

#include <QObject>
#include <QString>

class QMainWindow;

namespace topomq::ui {

class Actions;
class CanvasView;
class CommandPalette;
class ShortcutStore;
class Theme;
class TopologyDocument;

/// Made when all actions are there. Thread: the window's. The arguments outlive it.
class CommandCenter : public QObject
{
    Q_OBJECT

public:
    CommandCenter(QMainWindow& window,
                  Actions& actions,
                  TopologyDocument& document,
                  CanvasView& canvas,
                  Theme& theme);

    [[nodiscard]] CommandPalette& palette() { return *m_palette; }

    [[nodiscard]] ShortcutStore& shortcuts() { return *m_shortcuts; }

Q_SIGNALS:
    void exampleChosen(const QString& name);
    /// Something on the canvas is about to be shown.
    void canvasWanted();

private:
    void openPalette();
    void offerLinks();
    void refreshLinkFrom();
    [[nodiscard]] std::vector<Command> placesToGo();
    void addExamples(std::vector<Command>& commands);

    QMainWindow& m_window;
    Actions& m_actions;
    TopologyDocument& m_document;
    CanvasView& m_canvas;
    Theme& m_theme;
    CommandPalette* m_palette = nullptr;
    ShortcutStore* m_shortcuts = nullptr;
};

} // namespace topomq::ui
