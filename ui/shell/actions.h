#pragma once
// Every command of the window as one action: text, icon, shortcut and status tip in one place.

#include <QAction>
#include <QKeySequence>
#include <QObject>
#include <QString>

#include <array>
#include <utility>
#include <vector>

class QUndoGroup;

namespace topomq::ui {

class Theme;

/// Who does the work connects to `triggered`. Thread: the window's.
class Actions : public QObject
{
    Q_OBJECT

public:
    Actions(Theme& theme, QUndoGroup& undoGroup, QObject* parent);

    QAction* newFile = nullptr;
    QAction* open = nullptr;
    QAction* examples = nullptr;
    QAction* save = nullptr;
    QAction* saveAs = nullptr;
    QAction* copyPath = nullptr;
    QAction* closeFile = nullptr;
    QAction* closeOthers = nullptr;
    QAction* reopenClosed = nullptr;
    QAction* openLast = nullptr;
    QAction* quit = nullptr;

    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* palette = nullptr;
    QAction* find = nullptr;
    QAction* findNext = nullptr;
    QAction* findPrevious = nullptr;
    QAction* selectFound = nullptr;
    QAction* linkFrom = nullptr;

    QAction* run = nullptr;
    QAction* stop = nullptr;
    QAction* pause = nullptr;
    QAction* step = nullptr;
    QAction* restart = nullptr;
    QAction* slower = nullptr;
    QAction* faster = nullptr;
    QAction* fullSpeed = nullptr;
    QAction* livePlots = nullptr;

    QAction* nextTab = nullptr;
    QAction* previousTab = nullptr;
    QAction* moveTabLeft = nullptr;
    QAction* moveTabRight = nullptr;
    /// The first to the eighth tab, and the last one.
    std::array<QAction*, 9> goToTab{};

    QAction* themeSystem = nullptr;
    QAction* themeLight = nullptr;
    QAction* themeDark = nullptr;
    QAction* toggleTheme = nullptr;
    QAction* highContrast = nullptr;
    QAction* largeMode = nullptr;
    QAction* resetLayout = nullptr;
    QAction* fullScreen = nullptr;

    QAction* about = nullptr;
    /// The sheet of all keys and gestures, and the dialog that changes keys.
    QAction* cheatSheet = nullptr;
    QAction* editShortcuts = nullptr;

    /// Says of the pause what it does next: hold the run, or let it go on.
    void setPaused(bool paused);

Q_SIGNALS:
    /// A step is going to be taken back or done again: what is still being written has to be one
    /// first.
    void aboutToUndo();

private:
    void addFileActions();
    void addUndoActions(QUndoGroup& group);
    void addFindActions();
    void addRunActions();
    void addTabActions();
    void addTabNumbers();
    void addViewActions();
    QAction* add(const QString& name,
                 const QString& icon,
                 const QString& text,
                 const QString& statusTip,
                 const QKeySequence& shortcut = {});
    /// The platform's usual keys, or `fallback` where it has none.
    QAction* addStandard(const QString& name,
                         const QString& icon,
                         const QString& text,
                         const QString& statusTip,
                         QKeySequence::StandardKey key,
                         const QKeySequence& fallback);
    void applyTheme();

    Theme& m_theme;
    std::vector<std::pair<QAction*, QString>> m_icons;
};

} // namespace topomq::ui
