#include "ui/shell/actions.h"

#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QUndoGroup>

namespace topomq::ui {

Actions::Actions(Theme& theme, QUndoGroup& undoGroup, QObject* parent)
    : QObject(parent)
    , m_theme(theme)
{
    addFileActions();
    addUndoActions(undoGroup);
    addFindActions();
    addRunActions();
    addTabActions();
    addViewActions();
    about = add(QStringLiteral("about"), QStringLiteral("info"), tr("&About TopoMQ"),
                tr("Versions of the program and of its libraries"));
    cheatSheet = add(QStringLiteral("cheatSheet"), QStringLiteral("keyboard"),
                     tr("&Keyboard and mouse"), tr("All keys and gestures on one sheet"));
    cheatSheet->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    editShortcuts = add(QStringLiteral("editShortcuts"), QStringLiteral("edit-keys"),
                        tr("&Change shortcuts…"), tr("Gives commands other keys"));
    connect(&m_theme, &Theme::changed, this, &Actions::applyTheme);
    applyTheme();
}

void Actions::addFileActions()
{
    newFile = addStandard(QStringLiteral("new"), QStringLiteral("new"), tr("&New"),
                          tr("Starts an empty topology in a tab of its own"), QKeySequence::New,
                          QKeySequence(Qt::CTRL | Qt::Key_N));
    newFile->setShortcuts(newFile->shortcuts() + QList{QKeySequence(Qt::CTRL | Qt::Key_T)});
    open = addStandard(QStringLiteral("open"), QStringLiteral("open"), tr("&Open…"),
                       tr("Opens a topology file in a tab of its own"), QKeySequence::Open,
                       QKeySequence(Qt::CTRL | Qt::Key_O));
    examples = add(QStringLiteral("examples"), QStringLiteral("gallery"), tr("&Examples…"),
                   tr("Shows the topologies that come with the program"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    save = addStandard(QStringLiteral("save"), QStringLiteral("save"), tr("&Save"),
                       tr("Writes the topology to its file"), QKeySequence::Save,
                       QKeySequence(Qt::CTRL | Qt::Key_S));
    saveAs = addStandard(QStringLiteral("saveAs"), QStringLiteral("save-as"), tr("Save &as…"),
                         tr("Writes the topology to another file"), QKeySequence::SaveAs,
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    closeFile = addStandard(QStringLiteral("close"), QStringLiteral("close-file"), tr("&Close"),
                            tr("Closes the tab with its topology"), QKeySequence::Close,
                            QKeySequence(Qt::CTRL | Qt::Key_W));
    closeOthers = add(QStringLiteral("closeOthers"), QStringLiteral("close-others"),
                      tr("Close all o&thers"), tr("Closes all tabs but the one in front"),
                      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_W));
    reopenClosed = add(QStringLiteral("reopenClosed"), QStringLiteral("tab-reopen"),
                       tr("Reopen closed ta&b"), tr("Brings back the tab that was closed last"),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    openLast =
        add(QStringLiteral("openLast"), QStringLiteral("open-last"), tr("Open what was open &last"),
            tr("Begins with the files that were open when the program was closed"));
    openLast->setCheckable(true);
    copyPath = add(QStringLiteral("copyPath"), QStringLiteral("copy-path"), tr("Copy pat&h"),
                   tr("Puts the place of the file into the clipboard"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    quit = addStandard(QStringLiteral("quit"), QStringLiteral("quit"), tr("&Quit"),
                       tr("Leaves the program"), QKeySequence::Quit,
                       QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void Actions::addUndoActions(QUndoGroup& group)
{
    undo = group.createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Z));
    undo->setObjectName(QStringLiteral("undo"));
    undo->setStatusTip(tr("Takes the last change back"));
    m_icons.emplace_back(undo, QStringLiteral("undo"));
    redo = group.createRedoAction(this, tr("&Redo"));
    redo->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    redo->setObjectName(QStringLiteral("redo"));
    redo->setStatusTip(tr("Does the change again that was taken back"));
    m_icons.emplace_back(redo, QStringLiteral("redo"));
    // A menu leaves what is being written open.
    const auto first = [this, &group](QAction* action, void (QUndoGroup::*does)()) {
        action->disconnect(&group);
        connect(action, &QAction::triggered, this, [this, &group, does] {
            Q_EMIT aboutToUndo();
            (group.*does)();
        });
    };
    first(undo, &QUndoGroup::undo);
    first(redo, &QUndoGroup::redo);
}

void Actions::addFindActions()
{
    palette = add(QStringLiteral("palette"), QStringLiteral("command"), tr("&Command palette…"),
                  tr("Finds every command, node, link and example by a few letters"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    find = addStandard(QStringLiteral("find"), QStringLiteral("search"), tr("&Find…"),
                       tr("Finds nodes and links by name, type, option, state or live figure"),
                       QKeySequence::Find, QKeySequence(Qt::CTRL | Qt::Key_F));
    findNext = add(QStringLiteral("findNext"), QStringLiteral("find-next"), tr("Find ne&xt"),
                   tr("Goes to the next thing that was found"), QKeySequence(Qt::Key_F3));
    findPrevious =
        add(QStringLiteral("findPrevious"), QStringLiteral("find-previous"), tr("Find pre&vious"),
            tr("Goes to the thing that was found before"), QKeySequence(Qt::SHIFT | Qt::Key_F3));
    selectFound = add(QStringLiteral("selectFound"), QStringLiteral("select-all"),
                      tr("Select all that was f&ound"),
                      tr("Selects every node and link that the search has found"),
                      QKeySequence(Qt::ALT | Qt::Key_F3));
    linkFrom = add(QStringLiteral("linkFrom"), QStringLiteral("link"), tr("Link from &here…"),
                   tr("Lists the sockets that the selected node can be linked to"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K));
}

void Actions::addRunActions()
{
    run = add(QStringLiteral("run"), QStringLiteral("run"), tr("&Run"),
              tr("Runs the topology on real ZeroMQ sockets inside this program"),
              QKeySequence(Qt::Key_F5));
    stop =
        add(QStringLiteral("stop"), QStringLiteral("stop"), tr("&Stop"),
            tr("Stops the run and closes its sockets; the figures stay"), QKeySequence(Qt::Key_F8));
    pause = add(QStringLiteral("pause"), QStringLiteral("pause"), tr("&Pause"),
                tr("Holds every node before its next message"), QKeySequence(Qt::Key_F6));
    pause->setCheckable(true);
    step =
        add(QStringLiteral("step"), QStringLiteral("step"), tr("Step one &message"),
            tr("Pauses; then each press lets every node send one message of its own, or take one "
               "and pass it on"),
            QKeySequence(Qt::Key_F4));
    setPaused(false);
    restart = add(QStringLiteral("restart"), QStringLiteral("restart"), tr("R&estart"),
                  tr("Stops the run and starts it anew with all edits"),
                  QKeySequence(Qt::CTRL | Qt::Key_F5));
    slower = add(QStringLiteral("slower"), QStringLiteral("slower"), tr("S&lower"),
                 tr("Half the speed"), QKeySequence(Qt::CTRL | Qt::Key_BracketLeft));
    faster = add(QStringLiteral("faster"), QStringLiteral("faster"), tr("&Faster"),
                 tr("Twice the speed, up to the set rates"),
                 QKeySequence(Qt::CTRL | Qt::Key_BracketRight));
    fullSpeed = add(QStringLiteral("fullSpeed"), QStringLiteral("full-speed"), tr("Full s&peed"),
                    tr("Rates and service times as they are set"),
                    QKeySequence(Qt::CTRL | Qt::Key_Backslash));
    livePlots = add(QStringLiteral("livePlots"), QStringLiteral("live"), tr("Plots follow li&ve"),
                    tr("Lets the plots follow the newest sample again"),
                    QKeySequence(Qt::CTRL | Qt::Key_Period));
    // Until there is something to run.
    for (QAction* action : {run, stop, pause, step, restart})
        action->setEnabled(false);
}

void Actions::setPaused(bool paused)
{
    pause->setChecked(paused);
    pause->setText(paused ? tr("Res&ume") : tr("&Pause"));
    pause->setStatusTip(paused ? tr("Lets every node go on")
                               : tr("Holds every node before its next message"));
    const QString icon = paused ? QStringLiteral("run") : QStringLiteral("pause");
    for (auto& [action, name] : m_icons) {
        if (action == pause)
            name = icon;
    }
    pause->setIcon(m_theme.icon(icon));
}

void Actions::addTabActions()
{
    nextTab = add(QStringLiteral("nextTab"), QStringLiteral("tab-next"), tr("&Next tab"),
                  tr("Shows the next of the open topologies"));
    nextTab->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_PageDown), QKeySequence(Qt::CTRL | Qt::Key_Tab)});
    previousTab = add(QStringLiteral("previousTab"), QStringLiteral("tab-previous"),
                      tr("Pre&vious tab"), tr("Shows the open topology before this one"));
    previousTab->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_PageUp),
                               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Tab)});
    moveTabLeft = add(QStringLiteral("moveTabLeft"), QStringLiteral("tab-left"),
                      tr("Move the tab &left"), tr("Changes places with the tab to the left"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_PageUp));
    moveTabRight = add(QStringLiteral("moveTabRight"), QStringLiteral("tab-right"),
                       tr("Move the tab &right"), tr("Changes places with the tab to the right"),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_PageDown));
    addTabNumbers();
}

void Actions::addTabNumbers()
{
    const int last = static_cast<int>(goToTab.size());
    for (int number = 1; number <= last; ++number) {
        const bool isLast = number == last;
        goToTab.at(static_cast<std::size_t>(number - 1)) =
            add(QStringLiteral("goToTab%1").arg(number), QStringLiteral("tab-number"),
                isLast ? tr("L&ast tab") : tr("Tab &%1").arg(number),
                isLast ? tr("Shows the rightmost of the open topologies")
                       : tr("Shows the open topology at this place, counted from the left"),
                QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number)));
    }
}

void Actions::addViewActions()
{
    themeSystem = add(QStringLiteral("themeSystem"), QStringLiteral("theme"),
                      tr("Colours of the &system"), tr("Light or dark as the desktop is set"));
    themeLight = add(QStringLiteral("themeLight"), QStringLiteral("light"), tr("&Light colours"),
                     tr("Dark on light, whatever the desktop says"));
    themeDark = add(QStringLiteral("themeDark"), QStringLiteral("dark"), tr("&Dark colours"),
                    tr("Light on dark, whatever the desktop says"));
    auto* themes = new QActionGroup(this);
    for (QAction* action : {themeSystem, themeLight, themeDark}) {
        action->setCheckable(true);
        themes->addAction(action);
    }
    toggleTheme = add(QStringLiteral("toggleTheme"), QStringLiteral("theme"), tr("Light or dark"),
                      tr("Changes between light and dark colours"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    highContrast = add(QStringLiteral("highContrast"), QStringLiteral("contrast"),
                       tr("&High contrast"), tr("Stronger colours and lines, light or dark"),
                       QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    largeMode =
        add(QStringLiteral("largeMode"), QStringLiteral("large"), tr("Large for the class&room"),
            tr("Larger type, thicker links and ports, to be read from afar"),
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B));
    for (QAction* action : {highContrast, largeMode})
        action->setCheckable(true);
    resetLayout =
        add(QStringLiteral("resetLayout"), QStringLiteral("panels"),
            tr("&Usual places of the panels"), tr("Puts every panel back where it was at first"));
    fullScreen = addStandard(QStringLiteral("fullScreen"), QStringLiteral("full-screen"),
                             tr("F&ull screen"), tr("Uses the whole screen for the window"),
                             QKeySequence::FullScreen, QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
}

QAction* Actions::add(const QString& name,
                      const QString& icon,
                      const QString& text,
                      const QString& statusTip,
                      const QKeySequence& shortcut)
{
    auto* action = new QAction(text, this);
    action->setObjectName(name);
    action->setStatusTip(statusTip);
    action->setShortcut(shortcut);
    if (!icon.isEmpty())
        m_icons.emplace_back(action, icon);
    return action;
}

QAction* Actions::addStandard(const QString& name,
                              const QString& icon,
                              const QString& text,
                              const QString& statusTip,
                              QKeySequence::StandardKey key,
                              const QKeySequence& fallback)
{
    QAction* action = add(name, icon, text, statusTip);
    const QList<QKeySequence> usual = QKeySequence::keyBindings(key);
    action->setShortcuts(usual.isEmpty() ? QList{fallback} : usual);
    return action;
}

void Actions::applyTheme()
{
    for (const auto& [action, icon] : m_icons)
        action->setIcon(m_theme.icon(icon));
}

} // namespace topomq::ui
