#include "ui/shell/front_actions.h"

#include "ui/plots/plots_panel.h"
#include "ui/shell/actions.h"
#include "ui/shell/find_controller.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/tab_panels.h"
#include "ui/shell/workspace.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>

#include <algorithm>

namespace topomq::ui {

FrontActions::FrontActions(Workspace& workspace, Actions& actions, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_actions(actions)
    , m_runTip(actions.run->statusTip())
    , m_reopenTip(actions.reopenClosed->statusTip())
{
    connectFiles();
    connectTabs();
    connectRun();
    connectFinding();
    connect(&workspace, &Workspace::frontChanged, this, &FrontActions::follow);
    connect(&workspace, &Workspace::tabsChanged, this, &FrontActions::refreshTabs);
    follow();
}

void FrontActions::connectFiles()
{
    connect(m_actions.newFile, &QAction::triggered, &m_workspace, &Workspace::openEmpty);
    connect(m_actions.open, &QAction::triggered, &m_workspace, &Workspace::chooseAndOpen);
    connect(m_actions.save, &QAction::triggered, this,
            [this] { m_workspace.front().files().save(); });
    connect(m_actions.saveAs, &QAction::triggered, this,
            [this] { m_workspace.front().files().saveAs(); });
    connect(m_actions.copyPath, &QAction::triggered, this, &FrontActions::copyPath);
    connect(m_actions.closeFile, &QAction::triggered, this,
            [this] { m_workspace.close(m_workspace.front()); });
    connect(m_actions.closeOthers, &QAction::triggered, this,
            [this] { m_workspace.closeOthers(m_workspace.front()); });
}

void FrontActions::connectTabs()
{
    connect(m_actions.nextTab, &QAction::triggered, this, [this] { m_workspace.step(1); });
    connect(m_actions.previousTab, &QAction::triggered, this, [this] { m_workspace.step(-1); });
    connect(m_actions.reopenClosed, &QAction::triggered, &m_workspace, &Workspace::reopenClosed);
    for (std::size_t index = 0; index + 1 < m_actions.goToTab.size(); ++index)
        connect(m_actions.goToTab[index], &QAction::triggered, this,
                [this, index] { m_workspace.goTo(static_cast<int>(index)); });
    connect(m_actions.goToTab.back(), &QAction::triggered, this,
            [this] { m_workspace.goTo(static_cast<int>(m_workspace.tabs().size()) - 1); });
    const auto moveBy = [this](int by) {
        const int from = m_workspace.frontIndex();
        m_workspace.move(from, from + by);
    };
    connect(m_actions.moveTabLeft, &QAction::triggered, this, [moveBy] { moveBy(-1); });
    connect(m_actions.moveTabRight, &QAction::triggered, this, [moveBy] { moveBy(1); });
}

void FrontActions::connectRun()
{
    const auto run = [this](QAction* action, auto order) {
        connect(action, &QAction::triggered, this,
                [this, order] { order(m_workspace.front().run()); });
    };
    run(m_actions.run, [](RunController& front) { front.run(); });
    run(m_actions.stop, [](RunController& front) { front.stop(); });
    run(m_actions.restart, [](RunController& front) { front.restart(); });
    connect(m_actions.step, &QAction::triggered, this,
            [this] { m_workspace.front().session().step(); });
    connect(m_actions.pause, &QAction::triggered, this,
            [this](bool paused) { m_workspace.front().session().setPaused(paused); });
    const auto speed = [this](QAction* action, auto change) {
        connect(action, &QAction::triggered, this, [this, change] {
            RunSession& session = m_workspace.front().session();
            session.setSpeed(change(session.speed()));
        });
    };
    speed(m_actions.slower, [](double now) { return now / 2; });
    speed(m_actions.faster, [](double now) { return std::min(1.0, now * 2); });
    speed(m_actions.fullSpeed, [](double) { return 1.0; });
    connect(m_actions.livePlots, &QAction::triggered, this,
            [this] { m_workspace.front().panels().plots().goLive(); });
}

void FrontActions::connectFinding()
{
    const auto find = [this](QAction* action, auto order) {
        connect(action, &QAction::triggered, this,
                [this, order] { order(m_workspace.front().finder()); });
    };
    find(m_actions.findNext, [](FindController& front) { front.goNext(); });
    find(m_actions.findPrevious, [](FindController& front) { front.goPrevious(); });
    find(m_actions.selectFound, [](FindController& front) { front.selectAll(); });
}

void FrontActions::follow()
{
    delete m_front;
    m_front = new QObject(this);
    DocumentTab& tab = m_workspace.front();
    connect(&tab.session(), &RunSession::stateChanged, m_front, [this] { refreshRun(); });
    connect(&tab.finder(), &FindController::changed, m_front, [this] { refreshFinding(); });
    refreshTabs();
    refreshRun();
    refreshFinding();
}

void FrontActions::setNothingOpen(bool nothing)
{
    m_nothingOpen = nothing;
    refreshRun();
}

void FrontActions::refreshTabs()
{
    const std::size_t count = m_workspace.tabs().size();
    const int at = m_workspace.frontIndex();
    for (QAction* action : {m_actions.nextTab, m_actions.previousTab, m_actions.closeOthers})
        action->setEnabled(count > 1);
    m_actions.moveTabLeft->setEnabled(at > 0);
    m_actions.moveTabRight->setEnabled(at + 1 < static_cast<int>(count));
    for (std::size_t index = 0; index < m_actions.goToTab.size(); ++index)
        m_actions.goToTab[index]->setEnabled(
            count > 1 && (index < count || index + 1 == m_actions.goToTab.size()));
    const ClosedTab* closed = m_workspace.closedTabs().last();
    m_actions.reopenClosed->setEnabled(closed != nullptr);
    m_actions.reopenClosed->setStatusTip(
        closed == nullptr ? m_reopenTip : tr("Brings back “%1” where it stood").arg(closed->title));
    m_actions.copyPath->setEnabled(!m_workspace.front().document().filePath().isEmpty());
}

void FrontActions::refreshRun()
{
    const RunSession& session = m_workspace.front().session();
    const RunSession::State state = session.state();
    const bool goesOn = session.isActive() && state != RunSession::State::Stopping;
    m_actions.run->setStatusTip(
        m_nothingOpen ? tr("Open an example or begin with an empty topology, then run it")
                      : m_runTip);
    m_actions.run->setEnabled(!session.isActive() && !m_nothingOpen);
    for (QAction* action : {m_actions.stop, m_actions.restart, m_actions.pause, m_actions.step})
        action->setEnabled(goesOn);
    m_actions.setPaused(state == RunSession::State::Paused);
    m_actions.slower->setEnabled(session.speed() > 0.001);
    m_actions.faster->setEnabled(session.speed() < 1);
    m_actions.fullSpeed->setEnabled(session.speed() < 1);
}

void FrontActions::refreshFinding()
{
    const bool found = m_workspace.front().finder().count() > 0;
    for (QAction* action : {m_actions.findNext, m_actions.findPrevious, m_actions.selectFound})
        action->setEnabled(found);
}

void FrontActions::copyPath() const
{
    QGuiApplication::clipboard()->setText(
        QDir::toNativeSeparators(m_workspace.front().document().filePath()));
}

} // namespace topomq::ui
