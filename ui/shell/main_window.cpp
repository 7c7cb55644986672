#include "ui/shell/main_window.h"

#include "engine/runtime/transport_probe.h"
#include "ui/canvas/canvas_view.h"
#include "ui/palette/palette_panel.h"
#include "ui/problems/problems_panel.h"
#include "ui/shell/actions.h"
#include "ui/shell/command_center.h"
#include "ui/shell/definition_controller.h"
#include "ui/shell/example_picture.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/file_places.h"
#include "ui/shell/find_field.h"
#include "ui/shell/front_actions.h"
#include "ui/shell/gallery.h"
#include "ui/shell/help.h"
#include "ui/shell/menus.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/palette_drops.h"
#include "ui/shell/panel_docks.h"
#include "ui/shell/recovery_dialog.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/snippet_controller.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/tab_menu.h"
#include "ui/shell/tab_strip.h"
#include "ui/shell/theme_choice.h"

#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

namespace {

constexpr QSize kUsualSize{1440, 900};
/// How long a word stays in the status bar (ms).
constexpr int kStatusTime = 6000;

} // namespace

MainWindow::MainWindow(runtime::RoleFactory factory, QWidget* parent)
    : QMainWindow(parent)
    , m_places(new FilePlaces(this))
{
    // The descriptors first: the rules ask for how many there are.
    runtime::prepareMachine();
    resize(kUsualSize);
    setAcceptDrops(true);
    m_actions = new Actions(m_theme, m_undo, this);
    m_themeChoice = new ThemeChoice(m_theme, *m_actions, this);
    makeCentre(std::move(factory));
    m_docks = new PanelDocks(*this, m_theme);
    m_frontActions = new FrontActions(*m_workspace, *m_actions, this);
    m_exports = new ExportActions(*m_workspace, m_theme, *m_places, *this);
    m_definitions = new DefinitionController(*m_workspace, m_docks->palette(), this);
    m_snippets = new SnippetController(*m_workspace, m_docks->palette(), m_theme, this);
    makeBars();
    takeTab(front());
    m_menus->setCanvas(front().menus());
    m_commands = new CommandCenter(*this, *m_actions, *m_workspace, m_theme);
    connectWorkspace();
    connectGallery();
    connectParts();
    m_docks->setFront(front().panels());
    m_docks->restore();
    refreshTitle();
}

MainWindow::~MainWindow()
{
    // The parts look at the theme, which is a member: they go first.
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::makeCentre(runtime::RoleFactory factory)
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_pages = new QStackedWidget(centre);
    m_workspace = new Workspace(std::move(factory), m_theme, *m_places, m_undo, m_pages);
    m_strip = new TabStrip(*m_workspace, m_theme, centre);
    m_pages->addWidget(m_workspace);
    m_pages->addWidget(makeGalleryPage());
    layout->addWidget(m_strip);
    layout->addWidget(m_pages, 1);
    setCentralWidget(centre);
}

QWidget* MainWindow::makeGalleryPage()
{
    auto* page = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_galleryMessages = new MessageBar(m_theme, page);
    m_gallery = new Gallery(
        m_theme,
        [this](const Example& example, QSize size, double ratio) {
            return examplePicture(example, document().capabilities(), m_theme, size, ratio);
        },
        page);
    layout->addWidget(m_galleryMessages);
    layout->addWidget(m_gallery, 1);
    return page;
}

void MainWindow::makeBars()
{
    m_toolbar = new RunToolbar(*m_actions, front().finder(), front().session(), m_theme, this);
    addToolBar(m_toolbar);
    m_status = new RunStatusBar(front().session(), m_theme, this);
    setStatusBar(m_status);
    MenuGuests guests;
    guests.file = m_exports->inMenu();
    for (const QDockWidget* dock : m_docks->all())
        guests.panels << dock->toggleViewAction();
    guests.panels << m_toolbar->toggleViewAction();
    m_menus = new Menus(*this, *m_actions, *m_places, guests);
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
    connect(m_strip, &TabStrip::chosen, this, &MainWindow::showCanvas);
    connect(m_strip, &TabStrip::menuRequested, this, &MainWindow::showTabMenu);
}

void MainWindow::takeTab(DocumentTab& tab)
{
    m_docks->take(tab.panels());
    m_definitions->take(tab);
    m_snippets->take(tab);
    const CanvasView* canvas = &tab.canvas();
    connect(canvas, &CanvasView::statusMessage, this,
            [this](const QString& text) { m_status->showMessage(text, kStatusTime); });
    connect(canvas, &CanvasView::galleryRequested, this, &MainWindow::showGallery);
    connect(canvas, &CanvasView::editRequested, this,
            [this] { m_docks->enterPanel(PanelKind::Inspector); });
    connect(canvas, &CanvasView::problemRequested, this, [this](const QString& where) {
        m_docks->showPanel(PanelKind::Problems);
        front().panels().problems().showProblem(where);
    });
    connect(&tab.guard(), &FileGuard::compareRequested, m_exports,
            &ExportActions::compareWithSaved);
    takeRun(tab);
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
    connect(&tab.run(), &RunController::eventsRequested, this,
            [this] { m_docks->showPanel(PanelKind::Events); });
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

void MainWindow::connectGallery()
{
    connect(m_actions->examples, &QAction::triggered, this, &MainWindow::showGallery);
    connect(m_gallery, &Gallery::exampleChosen, m_workspace, &Workspace::openExample);
    connect(m_gallery, &Gallery::emptyChosen, m_workspace, &Workspace::openEmpty);
    connect(m_gallery, &Gallery::openChosen, m_workspace, &Workspace::chooseAndOpen);
    connect(m_gallery, &Gallery::backChosen, this, &MainWindow::showCanvas);
}

void MainWindow::connectParts()
{
    const PalettePanel* palette = &m_docks->palette();
    connect(palette, &PalettePanel::roleActivated, this,
            [this](model::Role role) { canvas().addRole(role); });
    connect(palette, &PalettePanel::patternActivated, this,
            [this](const QString& pattern) { front().drops().askFor(pattern, std::nullopt); });
    connect(m_exports, &ExportActions::failed, this, [this](const QString& text) {
        messageBar().say(MessageBar::Topic::File, MessageBar::Tone::Error, text);
    });
    connect(m_exports, &ExportActions::done, this,
            [this](const QString& text) { m_status->showMessage(text, kStatusTime); });
    connect(m_menus, &Menus::recentFileChosen, m_workspace, &Workspace::openFile);
    connect(m_commands, &CommandCenter::exampleChosen, m_workspace, &Workspace::openExample);
    connect(m_commands, &CommandCenter::canvasWanted, this, &MainWindow::showCanvas);
    connect(m_actions->find, &QAction::triggered, this, [this] {
        m_toolbar->show();
        m_toolbar->findField()->setFocus(Qt::ShortcutFocusReason);
        m_toolbar->findField()->selectAll();
    });
    connect(m_toolbar->findField(), &SearchField::leftDownwards, this,
            [this] { canvas().setFocus(); });
    connect(m_actions->resetLayout, &QAction::triggered, m_docks, &Docks::placeAsUsual);
    connect(m_actions->fullScreen, &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
    connect(m_actions->about, &QAction::triggered, this, [this] { showAbout(*this); });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

MessageBar& MainWindow::messageBar()
{
    return isGalleryShown() ? *m_galleryMessages : front().messages();
}

void MainWindow::offerRecovery()
{
    std::vector<LeftWork> left = RecoveryStore().leftWork();
    if (left.empty())
        return;
    auto* dialog = new RecoveryDialog(std::move(left), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecoveryDialog::recovered, m_workspace, &Workspace::recover);
    dialog->open();
}

void MainWindow::showGallery()
{
    m_gallery->setCanGoBack(!m_workspace->isNothingOpen());
    m_docks->setAllHidden(true);
    m_pages->setCurrentIndex(1);
    refreshTitle();
}

void MainWindow::showCanvas()
{
    m_galleryMessages->hide();
    m_pages->setCurrentWidget(m_workspace);
    m_docks->setAllHidden(false);
    canvas().setFocus();
    refreshTitle();
}

bool MainWindow::isGalleryShown() const
{
    return m_pages->currentWidget() != m_workspace;
}

void MainWindow::showTabMenu(DocumentTab& tab, const QPoint& globalPlace)
{
    m_workspace->bringToFront(tab);
    auto* menu = new QMenu(m_strip);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillTabMenu(*menu, *m_workspace, *m_actions, *m_exports);
    menu->popup(globalPlace);
}

void MainWindow::refreshTitle()
{
    const bool nothing = isGalleryShown() && m_workspace->isNothingOpen();
    setWindowTitle(nothing ? QStringLiteral("TopoMQ")
                           : QStringLiteral("%1[*] — TopoMQ").arg(m_workspace->titleOf(front())));
    setWindowModified(document().isModified());
    m_frontActions->setNothingOpen(nothing);
}

} // namespace topomq::ui
