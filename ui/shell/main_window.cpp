#include "ui/shell/main_window.h"

#include "ui/canvas/canvas_view.h"
#include "ui/shell/actions.h"
#include "ui/shell/example_picture.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/file_places.h"
#include "ui/shell/find_field.h"
#include "ui/shell/front_actions.h"
#include "ui/shell/gallery.h"
#include "ui/shell/help.h"
#include "ui/shell/last_files.h"
#include "ui/shell/menus.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/panel_docks.h"
#include "ui/shell/recovery_dialog.h"
#include "ui/shell/run_toolbar.h"
#include "ui/shell/shortcut_store.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/tab_menu.h"
#include "ui/shell/tab_strip.h"
#include "ui/shell/theme_choice.h"

#include <QApplication>
#include <QMenu>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace topomq::ui {

MainWindow::MainWindow(runtime::RoleFactory factory, QWidget* parent)
    : QMainWindow(parent)
    , m_factory(std::move(factory))
    , m_places(new FilePlaces(this))
{
    setAcceptDrops(true);
    m_actions = new Actions(m_theme, m_undo, this);
    m_shortcuts = new ShortcutStore(this);
    // Its key is written on the button.
    m_shortcuts->follow({m_actions->run});
    m_themeChoice = new ThemeChoice(m_theme, *m_actions, this);
    m_lastFiles = new LastFiles(*m_actions->openLast, this);
    makeCentre();
    makeBars();
    connectActions();
    connectLastFiles();
    Docks::restoreFrame(*this);
    refreshTitle();
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow()
{
    // The parts look at the theme, which is a member: they go first.
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void MainWindow::makeCentre()
{
    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_pages = new QStackedWidget(centre);
    layout->addWidget(m_pages, 1);
    setCentralWidget(centre);
}

void MainWindow::makeBars()
{
    m_toolbar = new RunToolbar(*m_actions, m_theme, this);
    addToolBar(m_toolbar);
    m_status = new RunStatusBar(m_theme, this);
    setStatusBar(m_status);
    m_menus = new Menus(*this, *m_actions, *m_places);
}

void MainWindow::connectActions()
{
    connect(m_actions->examples, &QAction::triggered, this, &MainWindow::showGallery);
    connect(m_actions->find, &QAction::triggered, this, [this] {
        m_toolbar->show();
        m_toolbar->findField()->setFocus(Qt::ShortcutFocusReason);
        m_toolbar->findField()->selectAll();
    });
    connect(m_toolbar->findField(), &SearchField::leftDownwards, this,
            [this] { canvas().setFocus(); });
    connect(m_actions->fullScreen, &QAction::triggered, this, [this](bool full) {
        setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
    });
    connect(m_actions->about, &QAction::triggered, this, [this] { showAbout(*this); });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::makeGalleryPage()
{
    m_galleryPage = new QWidget(m_pages);
    auto* layout = new QVBoxLayout(m_galleryPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_gallery = new Gallery(
        m_theme,
        [this](const Example& example, QSize size, double ratio) {
            return examplePicture(example, document().capabilities(), m_theme, size, ratio);
        },
        m_galleryPage);
    layout->addWidget(m_gallery, 1);
    m_pages->addWidget(m_galleryPage);
    connect(m_gallery, &Gallery::exampleChosen, this, &MainWindow::openExample);
    connect(m_gallery, &Gallery::emptyChosen, this, [this] { workspace().openEmpty(); });
    connect(m_gallery, &Gallery::openChosen, this, [this] { workspace().chooseAndOpen(); });
    connect(m_gallery, &Gallery::backChosen, this, &MainWindow::showCanvas);
}

Gallery& MainWindow::gallery()
{
    complete();
    if (m_gallery == nullptr)
        makeGalleryPage();
    return *m_gallery;
}

MessageBar& MainWindow::messageBar()
{
    if (!isGalleryShown())
        return front().messages();
    if (m_galleryMessages == nullptr) {
        m_galleryMessages = new MessageBar(m_theme, m_galleryPage);
        static_cast<QVBoxLayout*>(m_galleryPage->layout())->insertWidget(0, m_galleryMessages);
    }
    return *m_galleryMessages;
}

void MainWindow::connectLastFiles()
{
    connect(m_lastFiles, &LastFiles::finished, this, [this] {
        if (workspace().isNothingOpen())
            showGallery();
    });
    connect(m_lastFiles, &LastFiles::skipped, this, [this](const QString& text) {
        messageBar().say(MessageBar::Topic::File, MessageBar::Tone::Warning, text);
    });
}

void MainWindow::openAll(const QStringList& files)
{
    QStringList problems;
    const auto noting = connect(&workspace(), &Workspace::failed, this,
                                [&problems](const QString& text) { problems << text; });
    for (const QString& file : files)
        openFile(file);
    disconnect(noting);
    if (!problems.isEmpty())
        messageBar().say(MessageBar::Topic::File, MessageBar::Tone::Error,
                         problems.join(QLatin1Char('\n')));
}

void MainWindow::begin(const QStringList& files)
{
    const bool hasLast = files.isEmpty() && m_lastFiles->take();
    if (files.isEmpty() && !hasLast)
        showGallery();
    show();
    if (!files.isEmpty())
        openAll(files);
    offerRecovery([this, hasLast] {
        if (hasLast)
            m_lastFiles->openIn(workspace());
        else
            m_lastFiles->tellSkipped();
    });
}

void MainWindow::offerRecovery(std::function<void()> next)
{
    std::vector<LeftWork> left = RecoveryStore().leftWork();
    if (left.empty()) {
        if (next)
            next();
        return;
    }
    auto* dialog = new RecoveryDialog(std::move(left), m_theme, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecoveryDialog::recovered, &workspace(), &Workspace::recover);
    // After what was chosen has been recovered.
    if (next)
        connect(dialog, &QDialog::finished, this, std::move(next), Qt::QueuedConnection);
    dialog->open();
}

void MainWindow::showGallery()
{
    if (m_gallery == nullptr)
        makeGalleryPage();
    m_gallery->setCanGoBack(isComplete() && !m_workspace->isNothingOpen());
    if (isComplete())
        m_docks->setAllHidden(true);
    m_pages->setCurrentWidget(m_galleryPage);
    refreshTitle();
}

void MainWindow::showCanvas()
{
    if (m_galleryMessages != nullptr)
        m_galleryMessages->hide();
    m_pages->setCurrentWidget(&workspace());
    m_docks->setAllHidden(false);
    canvas().setFocus();
    refreshTitle();
}

bool MainWindow::isGalleryShown() const
{
    return m_galleryPage != nullptr && m_pages->currentWidget() == m_galleryPage;
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
    if (!isComplete()) {
        setWindowTitle(QStringLiteral("TopoMQ"));
        return;
    }
    const bool nothing = isGalleryShown() && m_workspace->isNothingOpen();
    setWindowTitle(nothing ? QStringLiteral("TopoMQ")
                           : QStringLiteral("%1[*] — TopoMQ").arg(m_workspace->titleOf(front())));
    setWindowModified(document().isModified());
    m_frontActions->setNothingOpen(nothing);
}

} // namespace topomq::ui
