#include "ui/shell/main_window.h"

#include "engine/runtime/transport_probe.h"
#include "ui/canvas/canvas_view.h"
#include "ui/events/events_panel.h"
#include "ui/inspector/inspector_panel.h"
#include "ui/links/links_panel.h"
#include "ui/messages/messages_panel.h"
#include "ui/palette/palette_panel.h"
#include "ui/plots/plots_panel.h"
#include "ui/problems/problems_panel.h"
#include "ui/shell/actions.h"
#include "ui/shell/choice_bar.h"
#include "ui/shell/command_center.h"
#include "ui/shell/definition_controller.h"
#include "ui/shell/docks.h"
#include "ui/shell/example_picture.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/file_controller.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/find_controller.h"
#include "ui/shell/find_field.h"
#include "ui/shell/gallery.h"
#include "ui/shell/help.h"
#include "ui/shell/menus.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/palette_drops.h"
#include "ui/shell/run_controller.h"
#include "ui/shell/run_problems.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/snippet_controller.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/theme_choice.h"
#include "ui/wire/wire_panel.h"

#include <QCloseEvent>
#include <QStackedWidget>
#include <QStatusTipEvent>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

namespace {

constexpr QSize kUsualSize{1440, 900};
/// How long a word of the canvas stays in the status bar (ms).
constexpr int kStatusTime = 6000;

} // namespace

MainWindow::MainWindow(runtime::RoleFactory factory, QWidget* parent)
    : QMainWindow(parent)
    , m_factory(std::move(factory))
    , m_session(m_document, m_factory)
    , m_actions(new Actions(m_theme, *m_document.undoStack(), this))
    , m_themeChoice(new ThemeChoice(m_theme, *m_actions, this))
{
    // The descriptors first: the rules ask for how many there are.
    runtime::prepareMachine();
    m_document.setCapabilities(runtime::capabilities());
    resize(kUsualSize);
    setAcceptDrops(true);
    m_files = new FileController(m_document, m_session, *this);
    makeCentre();
    makePanels();
    m_finder = new FindController(m_document, m_session, *m_canvas, *m_actions, this);
    m_toolbar = new RunToolbar(*m_actions, *m_finder, m_session, m_theme, this);
    addToolBar(m_toolbar);
    m_status = new RunStatusBar(m_session, m_theme, this);
    setStatusBar(m_status);
    m_exports = new ExportActions(m_document, m_session, m_theme, *m_files, *this);
    makeMenus();
    m_run = new RunController(m_document, m_session, *m_actions, *m_messages, *this);
    connectFiles();
    connectGuard();
    connectGallery();
    connectRun();
    connectHelp();
    connectFinding();
    m_docks->restore();
    refreshTitle();
}

MainWindow::~MainWindow()
{
    // The parts look at the theme, the document and the session, which are members: they go first.
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_messages = new MessageBar(m_theme, centre);
    m_choices = new ChoiceBar(m_theme, centre);
    m_pages = new QStackedWidget(centre);
    m_canvas = new CanvasView(m_document, &m_session, m_theme, m_pages);
    m_gallery = new Gallery(
        m_theme,
        [this](const Example& example, QSize size, double ratio) {
            return examplePicture(example, m_document.capabilities(), m_theme, size, ratio);
        },
        m_pages);
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_gallery);
    layout->addWidget(m_messages);
    layout->addWidget(m_choices);
    layout->addWidget(m_pages, 1);
    setCentralWidget(centre);
    connect(m_canvas, &CanvasView::statusMessage, this,
            [this](const QString& text) { m_status->showMessage(text, kStatusTime); });
    connect(m_canvas, &CanvasView::galleryRequested, this, &MainWindow::showGallery);
    connect(m_canvas, &CanvasView::editRequested, this, [this] {
        m_docks->raise(m_inspector);
        m_inspector->widget()->setFocus();
    });
}

void MainWindow::makePanels()
{
    m_docks = new Docks(*this, m_theme);
    auto* palette = new PalettePanel(m_theme, this);
    auto* problems = m_problemsPanel = new ProblemsPanel(m_document, m_theme, this);
    auto* events = new EventsPanel(m_document, m_session, m_theme, this);
    auto* links = new LinksPanel(m_document, m_session, m_theme, this);
    auto* plots = new PlotsPanel(m_document, m_session, m_theme, this);
    new PaletteDrops(m_document, *m_canvas, *palette, this);
    new DefinitionController(m_document, *m_canvas, *palette, this);
    new SnippetController(m_document, *m_canvas, *palette, *m_messages, m_theme, this);
    m_docks->add(QStringLiteral("paletteDock"), tr("Palette"), palette, Qt::LeftDockWidgetArea);
    m_inspector = m_docks->add(QStringLiteral("inspectorDock"), tr("Inspector"),
                               new InspectorPanel(m_document, m_session, m_theme, this),
                               Qt::RightDockWidgetArea);
    m_docks->add(QStringLiteral("plotsDock"), tr("Plots"), plots, Qt::BottomDockWidgetArea);
    QDockWidget* linksDock =
        m_docks->add(QStringLiteral("linksDock"), tr("Links"), links, Qt::BottomDockWidgetArea);
    m_docks->add(QStringLiteral("messagesDock"), tr("Messages"),
                 new MessagesPanel(m_document, m_session, m_theme, this), Qt::BottomDockWidgetArea);
    m_docks->add(QStringLiteral("wireDock"), tr("Wire"),
                 new WirePanel(m_document, m_session, m_theme, this), Qt::BottomDockWidgetArea);
    m_events =
        m_docks->add(QStringLiteral("eventsDock"), tr("Events"), events, Qt::BottomDockWidgetArea);
    m_problems = m_docks->add(QStringLiteral("problemsDock"), tr("Problems"), problems,
                              Qt::BottomDockWidgetArea);
    connect(m_actions->livePlots, &QAction::triggered, plots, &PlotsPanel::goLive);
    connect(links, &LinksPanel::countChanged, this,
            [this, linksDock](int count) { m_docks->setCount(linksDock, count); });
    connect(events, &EventsPanel::countChanged, this,
            [this](int count) { m_docks->setCount(m_events, count); });
    const auto showProblems = [this](int errors, int warnings) {
        const Badge::Tone tone = errors > 0 ? Badge::Tone::Bad
            : warnings > 0                  ? Badge::Tone::Warning
                                            : Badge::Tone::Neutral;
        m_docks->setCount(m_problems, errors + warnings, tone);
    };
    new RunProblems(m_session, *problems, this);
    connect(problems, &ProblemsPanel::countChanged, this, showProblems);
    showProblems(problems->errors(), problems->warnings());
}

void MainWindow::makeMenus()
{
    using enum CanvasCommand;
    const CanvasActions& canvas = m_canvas->canvasActions();
    MenuGuests guests;
    guests.file = m_exports->inMenu();
    guests.edit = {canvas[Cut],
                   canvas[Copy],
                   canvas[Paste],
                   canvas[Duplicate],
                   canvas[DuplicateWithLinks],
                   canvas[Multiply],
                   canvas[SaveSnippet],
                   nullptr,
                   canvas[Collapse],
                   canvas[Expand],
                   canvas[OpenInside],
                   canvas[LeaveInside],
                   canvas[OfferPorts],
                   nullptr,
                   canvas[Delete],
                   canvas[DeleteAndReconnect],
                   canvas[SelectAll],
                   nullptr,
                   canvas[QuickAdd],
                   canvas[MarkLinkStart],
                   canvas[LinkSelection],
                   canvas[FlipBindSide],
                   canvas[ToggleEnabled],
                   canvas[SecureLink],
                   canvas[EditSelection],
                   nullptr,
                   canvas[Arrange],
                   canvas[ArrangeSelection],
                   canvas.alignMenu(this)};
    guests.view = {canvas[ZoomIn],        canvas[ZoomOut],   canvas[ZoomFit],
                   canvas[ZoomSelection], canvas[ZoomReset], nullptr,
                   canvas[Motion],        canvas[Legend],    canvas[Minimap]};
    guests.run = {canvas[NodeStart], canvas[NodeStop], canvas[NodeRestart], canvas[NodeFreeze],
                  canvas[LinkCut],   nullptr,          canvas[NodeKill]};
    for (const QDockWidget* dock : m_docks->all())
        guests.panels << dock->toggleViewAction();
    guests.panels << m_toolbar->toggleViewAction();
    new Menus(*this, *m_actions, *m_files, guests);
}

void MainWindow::connectFiles()
{
    connect(m_actions->newFile, &QAction::triggered, m_files, &FileController::newFile);
    connect(m_actions->open, &QAction::triggered, m_files, &FileController::chooseAndOpen);
    connect(m_actions->save, &QAction::triggered, m_files, &FileController::save);
    connect(m_actions->saveAs, &QAction::triggered, m_files, &FileController::saveAs);
    connect(m_actions->closeFile, &QAction::triggered, m_files, &FileController::closeFile);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_files, &FileController::opened, this, [this] {
        m_messages->hide();
        showCanvas();
    });
    connect(m_files, &FileController::closed, this, &MainWindow::showGallery);
    connect(m_files, &FileController::failed, this, [this](const QString& text) {
        m_messages->say(MessageBar::Topic::File, MessageBar::Tone::Error, text);
    });
    connect(&m_document, &TopologyDocument::titleChanged, this, &MainWindow::refreshTitle);
    connect(&m_document, &TopologyDocument::wasReset, this, &MainWindow::refreshTitle);
}

void MainWindow::connectGallery()
{
    connect(m_actions->examples, &QAction::triggered, this, &MainWindow::showGallery);
    connect(m_gallery, &Gallery::exampleChosen, m_files, &FileController::openExample);
    connect(m_gallery, &Gallery::emptyChosen, m_files, &FileController::newFile);
    connect(m_gallery, &Gallery::openChosen, m_files, &FileController::chooseAndOpen);
    connect(m_gallery, &Gallery::backChosen, this, &MainWindow::showCanvas);
}

void MainWindow::connectRun()
{
    connect(m_run, &RunController::problemsRequested, this, [this] {
        showCanvas();
        m_docks->raise(m_problems);
    });
    connect(m_run, &RunController::eventsRequested, this, [this] { m_docks->raise(m_events); });
    connect(&m_session, &RunSession::stateChanged, this, [this] {
        if (m_session.state() != RunSession::State::Starting)
            return;
        showCanvas();
        // The pointer may still be on the button that started it.
        m_status->clearMessage();
    });
    connect(m_actions->resetLayout, &QAction::triggered, m_docks, &Docks::placeAsUsual);
    connect(m_actions->fullScreen, &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
}

void MainWindow::connectHelp()
{
    connect(m_actions->about, &QAction::triggered, this, [this] { showAbout(*this); });
}

void MainWindow::connectFinding()
{
    m_commands = new CommandCenter(*this, *m_actions, m_document, *m_canvas, m_theme);
    connect(m_commands, &CommandCenter::exampleChosen, m_files, &FileController::openExample);
    connect(m_commands, &CommandCenter::canvasWanted, this, &MainWindow::showCanvas);
    connect(m_actions->find, &QAction::triggered, this, [this] {
        m_toolbar->show();
        m_toolbar->findField()->setFocus(Qt::ShortcutFocusReason);
        m_toolbar->findField()->selectAll();
    });
    connect(m_toolbar->findField(), &SearchField::leftDownwards, m_canvas,
            qOverload<>(&QWidget::setFocus));
    connect(m_canvas, &CanvasView::problemRequested, this, [this](const QString& where) {
        m_docks->raise(m_problems);
        m_problemsPanel->showProblem(where);
    });
}

void MainWindow::openFile(const QString& path)
{
    m_files->openFile(path);
}

void MainWindow::openExample(const QString& name)
{
    m_files->openExample(name);
}

void MainWindow::showGallery()
{
    m_gallery->setCanGoBack(!m_document.root().nodes.empty() || m_document.isModified());
    m_docks->setAllHidden(true);
    m_pages->setCurrentWidget(m_gallery);
    refreshTitle();
}

void MainWindow::showCanvas()
{
    m_pages->setCurrentWidget(m_canvas);
    m_docks->setAllHidden(false);
    m_canvas->setFocus();
    refreshTitle();
}

bool MainWindow::isGalleryShown() const
{
    return m_pages->currentWidget() == m_gallery;
}

void MainWindow::refreshTitle()
{
    const bool nothing = isGalleryShown() && m_document.root().nodes.empty();
    setWindowTitle(nothing ? QStringLiteral("TopoMQ")
                           : QStringLiteral("%1[*] — TopoMQ").arg(m_document.title()));
    setWindowModified(m_document.isModified());
    m_run->setNothingOpen(nothing);
}

bool MainWindow::event(QEvent* event)
{
    // What the pointer is on would take the place of the figures, just when they are watched.
    if (event->type() == QEvent::StatusTip && m_session.isActive()
        && !static_cast<QStatusTipEvent*>(event)->tip().isEmpty())
        return true;
    if (event->type() == QEvent::WindowActivate && m_guard != nullptr)
        m_guard->lookAtFile();
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose) {
        m_files->closeThen([this, running = m_session.isActive()] {
            m_mayClose = true;
            // This event is long gone when a run had to stop first.
            if (running)
                close();
        });
    }
    event->setAccepted(std::exchange(m_mayClose, false));
    if (!event->isAccepted())
        return;
    m_docks->remember();
    m_guard->discardWork();
}

} // namespace topomq::ui
