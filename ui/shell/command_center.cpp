#include "ui/shell/command_center.h"

#include "engine/rules/rules.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/example_library.h"
#include "ui/document/titles.h"
#include "ui/shell/actions.h"
#include "ui/shell/cheat_sheet.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/shortcut_dialog.h"
#include "ui/shell/shortcut_store.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"

#include <QMainWindow>
#include <QPointer>

namespace topomq::ui {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::vector<QAction*> actionsOf(QMainWindow& window)
{
    std::vector<QAction*> actions;
    for (const Command& command : commandsOf(window))
        actions.push_back(command.action);
    return actions;
}

} // namespace

CommandCenter::CommandCenter(QMainWindow& window,
                             Actions& actions,
                             ShortcutStore& shortcuts,
                             Workspace& workspace,
                             Theme& theme)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
    , m_shortcuts(shortcuts)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_palette(new CommandPalette(theme, &window))
{
    connect(actions.palette, &QAction::triggered, this, &CommandCenter::openPalette);
    connect(actions.linkFrom, &QAction::triggered, this, &CommandCenter::offerLinks);
    connect(actions.cheatSheet, &QAction::triggered, this,
            [this] { CheatSheet(commandsOf(m_window), m_theme, &m_window).exec(); });
    connect(actions.editShortcuts, &QAction::triggered, this, [this] {
        ShortcutDialog(m_shortcuts, commandsOf(m_window), m_theme, &m_window).exec();
    });
    follow();
}

void CommandCenter::follow()
{
    const std::vector<QAction*> actions = actionsOf(m_window);
    m_shortcuts.follow(actions);
    describeActions(actions);
    delete m_front;
    m_front = new QObject(this);
    connect(m_workspace.front().document().selection(), &Selection::changed, m_front,
            [this] { refreshLinkFrom(); });
    refreshLinkFrom();
}

void CommandCenter::describeActions(const std::vector<QAction*>& actions)
{
    for (QAction* action : actions) {
        if (!m_described.insert(action).second)
            continue;
        describe(*action);
        // Keys change, and so do the words of some: "Freeze" becomes "Thaw".
        connect(action, &QAction::changed, action, [action] { describe(*action); });
        connect(action, &QObject::destroyed, this, [this, action] { m_described.erase(action); });
    }
}

void CommandCenter::refreshLinkFrom()
{
    m_actions.linkFrom->setEnabled(m_workspace.front().document().selection()->nodes().size() == 1);
}

void CommandCenter::openPalette()
{
    std::vector<Command> commands = commandsOf(m_window);
    // To offer what is open already would lead nowhere.
    std::erase_if(commands,
                  [this](const Command& each) { return each.action == m_actions.palette; });
    addExamples(commands);
    m_palette->open(tr("Command, node, link or example…"), std::move(commands), placesToGo());
}

void CommandCenter::addExamples(std::vector<Command>& commands)
{
    for (const Example& example : exampleLibrary()) {
        Command command;
        command.id = QStringLiteral("example:") + example.name;
        command.title = tr("Open example %1").arg(example.title);
        command.path = tr("Examples");
        command.tip = example.description;
        command.icon = m_theme.icon(QStringLiteral("gallery"));
        command.run = [this, name = example.name] { Q_EMIT exampleChosen(name); };
        commands.push_back(std::move(command));
    }
}

std::vector<Command> CommandCenter::placesToGo()
{
    std::vector<Command> places;
    addTabs(places);
    const model::Topology& topology = m_workspace.front().document().topology();
    const QIcon icon = m_theme.icon(QStringLiteral("goto"));
    const auto add = [&](const QString& title, const std::string& id, std::function<void()> go) {
        Command command;
        command.title = tr("Go to %1").arg(title);
        command.path = QString::fromStdString(id);
        command.icon = icon;
        command.run = [this, go = std::move(go)] {
            Q_EMIT canvasWanted();
            go();
        };
        places.push_back(std::move(command));
    };
    Selection* selection = m_workspace.front().document().selection();
    for (const model::Node& node : topology.nodes)
        add(QString::fromStdString(node.title()), node.id.text(),
            [selection, id = node.id] { selection->reveal({id}, {}); });
    for (const model::Link& link : topology.links)
        add(linkTitle(topology, link), link.id.text(),
            [selection, id = link.id] { selection->reveal({}, {id}); });
    return places;
}

void CommandCenter::addTabs(std::vector<Command>& places)
{
    for (DocumentTab* tab : m_workspace.tabs()) {
        if (tab == &m_workspace.front())
            continue;
        Command command;
        command.title = tr("Go to tab %1").arg(m_workspace.titleOf(*tab));
        command.path = tr("Open topologies");
        command.icon = m_theme.icon(QStringLiteral("goto"));
        command.run = [this, tab = QPointer<DocumentTab>(tab)] {
            if (!tab)
                return;
            m_workspace.bringToFront(*tab);
            Q_EMIT canvasWanted();
        };
        places.push_back(std::move(command));
    }
}

void CommandCenter::offerLinks()
{
    TopologyDocument& document = m_workspace.front().document();
    const auto& selected = document.selection()->nodes();
    const model::Topology& topology = document.topology();
    const model::Node* from = selected.empty() ? nullptr : topology.find(*selected.begin());
    if (from == nullptr)
        return;
    std::vector<Command> targets;
    for (const model::Socket& own : from->sockets) {
        const model::SocketRef start{from->id, own.id};
        for (const model::Node& node : topology.nodes) {
            for (const model::Socket& socket : node.sockets) {
                const model::SocketRef end{node.id, socket.id};
                if (start == end || !rules::whyNoLink(topology, start, end).empty())
                    continue;
                Command command;
                command.title = QString::fromStdString(node.title());
                command.path = tr("%1 (%2) from %3 (%4)")
                                   .arg(QString::fromStdString(socket.id.text()),
                                        fromView(model::toText(socket.type)),
                                        QString::fromStdString(own.id.text()),
                                        fromView(model::toText(own.type)));
                command.icon = m_theme.icon(fromView(model::toText(node.role)));
                command.run = [this, start, end] {
                    m_workspace.front().canvas().linkSockets(start, end);
                };
                targets.push_back(std::move(command));
            }
        }
    }
    m_palette->open(targets.empty()
                        ? tr("No socket here fits %1").arg(QString::fromStdString(from->title()))
                        : tr("Link %1 with…").arg(QString::fromStdString(from->title())),
                    std::move(targets));
}

} // namespace topomq::ui
