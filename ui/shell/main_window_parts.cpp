// The parts of the window that its first picture may do without. See main_window.cpp for the rest
// of the class.

#include "engine/runtime/transport_probe.h"
#include "ui/canvas/canvas_view.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/palette/palette_panel.h"
#include "ui/problems/problems_panel.h"
#include "ui/shell/actions.h"
#include "ui/shell/command_center.h"
#include "ui/shell/definition_controller.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/front_actions.h"
#include "ui/shell/last_files.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menus.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/palette_drops.h"
#include "ui/shell/panel_docks.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/snippet_controller.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/tab_strip.h"

#include <QApplication>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

void MainWindow::complete()
{
    if (isComplete())
        return;
    qApp->removeEventFilter(this);
    // The descriptors first: the rules ask for how many there are.
    runtime::prepareMachine();
    makeWorkspace();
    m_docks = new PanelDocks(*this, m_theme, isGalleryShown());
    m_frontActions = new FrontActions(*m_workspace, *m_actions, this);
    m_exports = new ExportActions(*m_workspace, m_theme, *m_places, *this);
    m_definitions = new DefinitionController(*m_workspace, m_docks->palette(), this);
    m_snippets = new SnippetController(*m_workspace, m_docks->palette(), m_theme, this);
    fillMenus();
    takeTab(front());
    m_menus->setCanvas(front().menus());
    m_commands = new CommandCenter(*this, *m_actions, *m_shortcuts, *m_workspace, m_theme);
    connectWorkspace();
    connectParts();
    m_toolbar->follow(front().session(), front().finder());
    m_status->follow(front().session());
    m_docks->setFront(front().panels());
    m_docks->restore();
    refreshTitle();
}

void MainWindow::makeWorkspace()
{
    m_workspace = new Workspace(std::move(m_factory), m_theme, *m_places, m_undo, m_pages);
    m_strip = new TabStrip(*m_workspace, m_theme, centralWidget());
    m_pages->addWidget(m_workspace);
    static_cast<QVBoxLayout*>(centralWidget()->layout())->insertWidget(0, m_strip);
}

void MainWindow::fillMenus()
{
    MenuGuests guests;
    guests.file = m_exports->inMenu();
    for (const QDockWidget* dock : m_docks->all())
        guests.panels << dock->toggleViewAction();
    guests.panels << m_toolbar->toggleViewAction();
    m_menus->fill(guests);
}

void MainWindow::connectWorkspace()
{
    connect(m_workspace, &Workspace::added, this, &MainWindow::takeTab);
    connect(m_workspace, &Workspace::frontChanged, this, &MainWindow::followFront);
    connect(m_workspace, &Workspace::tabsChanged, this, &MainWindow::refreshTitle);
    connect(m_workspace, &Workspace::opened, this, &MainWindow::showCanvas);
    connect(m_workspace, &Workspace::nothingLeft, this, &MainWindow::showGallery);
    connect(m_workspace, &Workspace::failed, this, [this](const QString& text) {
        messageBar().say(MessageBar::Topic::File, MessageBar::Tone::Error, text);
    });
    m_lastFiles->follow(*m_workspace);
    connect(m_strip, &TabStrip::chosen, this, &MainWindow::showCanvas);
    connect(m_strip, &TabStrip::menuRequested, this, &MainWindow::showTabMenu);
}

void MainWindow::takeTab(DocumentTab& tab)
{
    m_docks->take(tab.panels());
    m_definitions->take(tab);
    m_snippets->take(tab);
    const CanvasView* canvas = &tab.canvas();
    connect(canvas, &CanvasView::statusMessage, m_status, &RunStatusBar::say);
    connect(m_actions, &Actions::aboutToUndo, &tab.document(), &TopologyDocument::settle);
    connect(canvas, &CanvasView::galleryRequested, this, &MainWindow::showGallery);
    connect(canvas, &CanvasView::editRequested, this,
            [this] { m_docks->enterPanel(PanelKind::Inspector); });
    connect(canvas, &CanvasView::problemRequested, this, &MainWindow::showProblem);
    connect(&tab.guard(), &FileGuard::compareRequested, m_exports,
            &ExportActions::compareWithSaved);
    takeRun(tab);
}

void MainWindow::showProblem(const QString& where)
{
    m_docks->showPanel(PanelKind::Problems);
    front().panels().problems().showProblem(where);
    front().panels().inspector().showTop();
}

void MainWindow::takeRun(DocumentTab& tab)
{
    connect(&tab.run(), &RunController::problemsRequested, this, [this, &tab] {
        // A restart may be refused long after people have gone to another file.
        if (&tab != &front())
            return;
        showCanvas();
        m_docks->showPanel(PanelKind::Problems);
    });
    connect(&tab.run(), &RunController::problemRequested, this, &MainWindow::showProblem);
    connect(&tab.session(), &RunSession::stateChanged, this, [this, &tab] {
        if (&tab != &front() || tab.session().state() != RunSession::State::Starting)
            return;
        showCanvas();
        // The pointer may still be on the button that started it.
        m_status->clearMessage();
    });
}

void MainWindow::followFront()
{
    m_docks->setFront(front().panels());
    m_menus->setCanvas(front().menus());
    m_commands->follow();
    m_toolbar->follow(front().session(), front().finder());
    m_status->follow(front().session());
    showCanvas();
}

void MainWindow::connectParts()
{
    const PalettePanel* palette = &m_docks->palette();
    connect(palette, &PalettePanel::roleActivated, this,
            [this](model::Role role, model::SocketType type) {
                canvas().addRole({role, type});
            });
    connect(palette, &PalettePanel::patternActivated, this,
            [this](const QString& pattern) { front().drops().askFor(pattern, std::nullopt); });
    connect(m_exports, &ExportActions::failed, this, [this](const QString& text) {
        messageBar().say(MessageBar::Topic::File, MessageBar::Tone::Error, text);
    });
    connect(m_exports, &ExportActions::done, m_status, &RunStatusBar::say);
    connect(m_menus, &Menus::recentFileChosen, m_workspace, &Workspace::openFile);
    connect(m_commands, &CommandCenter::exampleChosen, m_workspace, &Workspace::openExample);
    connect(m_commands, &CommandCenter::canvasWanted, this, &MainWindow::showCanvas);
    connect(m_actions->resetLayout, &QAction::triggered, m_docks, &Docks::placeAsUsual);
}

} // namespace topomq::ui
