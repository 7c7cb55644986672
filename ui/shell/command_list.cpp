#include "ui/shell/command_list.h"

#include "ui/shell/page_stack.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include <map>
#include <set>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandList)
};

/// Takes the mnemonic out; "&&" is a real ampersand.
QString withoutMnemonic(const QString& text)
{
    QString plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == QLatin1Char('&') && at + 1 < text.size())
            ++at;
        plain += text[at];
    }
    return plain;
}

bool isCommand(const QAction& action)
{
    return !action.isSeparator() && action.menu() == nullptr && action.isVisible()
        && !action.text().isEmpty();
}

Command commandOf(QAction* action, const QString& path)
{
    Command command;
    command.id = action->objectName();
    command.title = plainText(*action);
    command.path = path;
    command.keys = QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText);
    command.tip = action->statusTip();
    command.whyNot = whyDisabled(*action);
    command.icon = action->icon();
    command.action = action;
    command.run = [action] { action->trigger(); };
    return command;
}

void collect(const QMenu& menu,
             const QString& path,
             std::vector<Command>& commands,
             std::set<const QAction*>& seen)
{
    for (QAction* action : menu.actions()) {
        if (action->menu() != nullptr)
            collect(*action->menu(), path + QStringLiteral(" › ") + withoutMnemonic(action->text()),
                    commands, seen);
        else if (isCommand(*action) && seen.insert(action).second)
            commands.push_back(commandOf(action, path));
    }
}

/// The panel that an action without a menu belongs to.
QString panelOf(const QAction& action)
{
    for (const QObject* parent = action.parent(); parent != nullptr; parent = parent->parent()) {
        if (const auto* dock = qobject_cast<const QDockWidget*>(parent))
            return dock->windowTitle();
    }
    return Words::tr("Window");
}

/// What has to be there for an action that is disabled, by its name.
const std::map<QString, QString>& needs()
{
    const QString node = Words::tr("Select a node first");
    const QString any = Words::tr("Select a node or a link first");
    const QString link = Words::tr("Select a link first");
    const QString two = Words::tr("Select two nodes or more first");
    const QString three = Words::tr("Select three nodes or more first");
    const QString up = Words::tr("Select a node that runs first");
    const QString runs = Words::tr("Nothing runs now");
    const QString others = Words::tr("No other topology is open");
    const QString found = Words::tr("Nothing is being looked for, or nothing was found");
    static const std::map<QString, QString> words{
        {QStringLiteral("undo"), Words::tr("There is nothing to take back")},
        {QStringLiteral("redo"), Words::tr("Nothing was taken back")},
        {QStringLiteral("run"), Words::tr("It runs already, or there is nothing to run")},
        {QStringLiteral("stop"), runs},
        {QStringLiteral("pause"), runs},
        {QStringLiteral("step"), runs},
        {QStringLiteral("restart"), runs},
        {QStringLiteral("nextTab"), others},
        {QStringLiteral("previousTab"), others},
        {QStringLiteral("closeOthers"), others},
        {QStringLiteral("goToTab1"), others},
        {QStringLiteral("goToTab9"), others},
        {QStringLiteral("moveTabLeft"), Words::tr("It is the leftmost tab")},
        {QStringLiteral("moveTabRight"), Words::tr("It is the rightmost tab")},
        {QStringLiteral("reopenClosed"), Words::tr("No tab was closed since the program began")},
        {QStringLiteral("copyPath"), Words::tr("Save the topology to a file first")},
        {QStringLiteral("findNext"), found},
        {QStringLiteral("findPrevious"), found},
        {QStringLiteral("selectFound"), found},
        {QStringLiteral("linkFrom"), Words::tr("Select exactly one node first")},
        {QStringLiteral("fixProblem"), Words::tr("Choose a problem that has a fix first")},
        {QStringLiteral("fixAllOfKind"),
         Words::tr("Choose a problem first that has a fix and is there more than once")},
        {QStringLiteral("canvasCut"), node},
        {QStringLiteral("canvasCopy"), node},
        {QStringLiteral("canvasDuplicate"), node},
        {QStringLiteral("canvasSaveSnippet"), node},
        {QStringLiteral("canvasCollapse"), node},
        {QStringLiteral("canvasExpand"), Words::tr("Select a sub-topology first")},
        {QStringLiteral("canvasOpenInside"), Words::tr("Select a sub-topology first")},
        {QStringLiteral("canvasLeaveInside"), Words::tr("All of the topology is shown already")},
        {QStringLiteral("canvasOfferPorts"), node},
        {QStringLiteral("canvasUngroup"), Words::tr("Select a group or a node of one first")},
        {QStringLiteral("canvasRemoveBends"), Words::tr("Select a link with bend points first")},
        {QStringLiteral("canvasDelete"), any},
        {QStringLiteral("canvasToggleEnabled"), any},
        {QStringLiteral("canvasEditSelection"), any},
        {QStringLiteral("canvasZoomSelection"), any},
        {QStringLiteral("canvasLinkSelection"), Words::tr("Select exactly two nodes first")},
        {QStringLiteral("canvasFlipBindSide"), link},
        {QStringLiteral("canvasSecureLink"), link},
        {QStringLiteral("canvasAlignVertically"), two},
        {QStringLiteral("canvasAlignHorizontally"), two},
        {QStringLiteral("canvasDistributeHorizontally"), three},
        {QStringLiteral("canvasDistributeVertically"), three},
        {QStringLiteral("canvasNodeStart"), Words::tr("Select a node first that is stopped")},
        {QStringLiteral("canvasNodeStop"), up},
        {QStringLiteral("canvasNodeRestart"), up},
        {QStringLiteral("canvasNodeFreeze"), up},
        {QStringLiteral("canvasNodeKill"), up},
        {QStringLiteral("canvasNodeSend"),
         Words::tr("Select a node first that runs and sends messages of its own")},
        {QStringLiteral("canvasLinkCut"), Words::tr("Select a link that runs first")},
    };
    return words;
}

} // namespace

QString plainText(const QAction& action)
{
    return withoutMnemonic(action.text());
}

QString whyDisabled(const QAction& action)
{
    if (action.isEnabled())
        return {};
    const auto found = needs().find(action.objectName());
    if (found != needs().end())
        return found->second;
    if (action.objectName().startsWith(QLatin1String("goToTab")))
        return Words::tr("There are not that many tabs");
    return qobject_cast<QDockWidget*>(action.parent()) != nullptr
        ? Words::tr("Open a topology first")
        : Words::tr("Not possible with what is selected and running now");
}

std::vector<Command> commandsOf(QMainWindow& window)
{
    std::vector<Command> commands;
    std::set<const QAction*> seen;
    for (const QAction* top : window.menuBar()->actions()) {
        if (top->menu() != nullptr)
            collect(*top->menu(), withoutMnemonic(top->text()), commands, seen);
    }
    for (QAction* action : window.findChildren<QAction*>()) {
        // A closed panel's title bar and the menus of text fields are no commands of the window,
        // nor are those of files behind the one in front.
        if (isCommand(*action) && !action->statusTip().isEmpty() && PageStack::isInFront(*action)
            && seen.insert(action).second)
            commands.push_back(commandOf(action, panelOf(*action)));
    }
    return commands;
}

void describe(QAction& action)
{
    const QString first = action.shortcut().toString(QKeySequence::NativeText);
    const QString tip = action.statusTip().isEmpty() ? plainText(action) : action.statusTip();
    action.setToolTip(first.isEmpty() ? tip : Words::tr("%1 (%2)").arg(tip, first));
}

} // namespace topomq::ui
