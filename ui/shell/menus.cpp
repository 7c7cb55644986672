#include "ui/shell/menus.h"

#include "ui/shell/actions.h"
#include "ui/shell/canvas_menus.h"
#include "ui/shell/file_places.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace topomq::ui {

namespace {

void addAll(QMenu* menu, const QList<QAction*>& actions)
{
    for (QAction* action : actions) {
        if (action)
            menu->addAction(action);
        else
            menu->addSeparator();
    }
}

} // namespace

Menus::Menus(QMainWindow& window, Actions& actions, FilePlaces& places)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
    , m_places(places)
{
    QMenuBar* bar = m_window.menuBar();
    m_file = bar->addMenu(tr("&File"));
    m_edit = bar->addMenu(tr("&Edit"));
    m_view = bar->addMenu(tr("&View"));
    m_run = bar->addMenu(tr("&Run"));
    m_help = bar->addMenu(tr("&Help"));
}

void Menus::fill(const MenuGuests& guests)
{
    fillFileMenu(guests);
    addEditParts();
    addViewParts(guests);
    addAll(m_help,
           {m_actions.examples, m_actions.cheatSheet, m_actions.editShortcuts, nullptr,
            m_actions.about});
}

void Menus::setCanvas(const CanvasMenus& canvas)
{
    fillEditMenu(canvas);
    fillViewMenu(canvas);
    fillRunMenu(canvas);
}

void Menus::fillFileMenu(const MenuGuests& guests)
{
    addAll(m_file, {m_actions.newFile, m_actions.open});
    m_recent = m_file->addMenu(tr("Open &recent"));
    addAll(m_file,
           {m_actions.examples, nullptr, m_actions.save, m_actions.saveAs, m_actions.copyPath,
            nullptr});
    addAll(m_file, guests.file);
    addAll(m_file,
           {nullptr, m_actions.closeFile, m_actions.closeOthers, m_actions.reopenClosed, nullptr,
            m_actions.openLast, m_actions.quit});
    connect(m_recent, &QMenu::aboutToShow, this, &Menus::listRecentFiles);
    connect(&m_places, &FilePlaces::recentFilesChanged, this, &Menus::listRecentFiles);
    listRecentFiles();
}

void Menus::listRecentFiles()
{
    m_recent->clear();
    const QStringList paths = m_places.recentFiles();
    for (const QString& path : paths) {
        QAction* action = m_recent->addAction(QFileInfo(path).fileName());
        action->setStatusTip(tr("Opens %1").arg(QDir::toNativeSeparators(path)));
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setEnabled(QFileInfo::exists(path));
        if (!action->isEnabled())
            action->setText(tr("%1 (missing)").arg(action->text()));
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT recentFileChosen(path); });
    }
    m_recent->setEnabled(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    m_recent->addSeparator();
    QAction* clear = m_recent->addAction(tr("&Clear this list"));
    clear->setStatusTip(tr("Forgets these files; they stay where they are"));
    connect(clear, &QAction::triggered, &m_places, &FilePlaces::clearRecentFiles,
            Qt::QueuedConnection);
}

void Menus::addEditParts()
{
    m_link = new QMenu(tr("&Link"), &m_window);
    m_group = new QMenu(tr("&Group"), &m_window);
    m_inside = new QMenu(tr("Su&b-topology"), &m_window);
    m_find = new QMenu(tr("&Find"), &m_window);
    addAll(m_find,
           {m_actions.find, m_actions.findNext, m_actions.findPrevious, m_actions.selectFound});
}

void Menus::addViewParts(const MenuGuests& guests)
{
    m_tabs = new QMenu(tr("&Tabs"), &m_window);
    addAll(m_tabs,
           {m_actions.nextTab, m_actions.previousTab, nullptr, m_actions.moveTabLeft,
            m_actions.moveTabRight, nullptr});
    m_tabs->addActions({m_actions.goToTab.begin(), m_actions.goToTab.end()});
    m_panels = new QMenu(tr("&Panels"), &m_window);
    addAll(m_panels, guests.panels);
    addAll(m_panels, {nullptr, m_actions.resetLayout});
    m_colors = new QMenu(tr("&Colours"), &m_window);
    addAll(m_colors,
           {m_actions.themeSystem, m_actions.themeLight, m_actions.themeDark, nullptr,
            m_actions.toggleTheme, m_actions.highContrast});
}

void Menus::fillEditMenu(const CanvasMenus& canvas)
{
    for (QMenu* menu : {m_edit, m_link, m_group, m_inside})
        menu->clear();
    addAll(m_link, {m_actions.linkFrom});
    addAll(m_link, canvas.link);
    addAll(m_group, canvas.group);
    addAll(m_inside, canvas.inside);
    addAll(m_edit, {m_actions.undo, m_actions.redo, nullptr});
    addAll(m_edit, canvas.edit);
    addAll(m_edit,
           {nullptr, m_link->menuAction(), m_group->menuAction(), m_inside->menuAction(),
            canvas.arrange, nullptr, m_find->menuAction(), m_actions.palette});
}

void Menus::fillViewMenu(const CanvasMenus& canvas)
{
    m_view->clear();
    addAll(m_view, canvas.view);
    addAll(m_view,
           {nullptr, m_actions.livePlots, nullptr, m_tabs->menuAction(), m_panels->menuAction(),
            m_colors->menuAction(), m_actions.largeMode, nullptr, m_actions.fullScreen});
}

void Menus::fillRunMenu(const CanvasMenus& canvas)
{
    m_run->clear();
    addAll(m_run,
           {m_actions.run, m_actions.stop, m_actions.pause, m_actions.step, m_actions.restart,
            nullptr, m_actions.slower, m_actions.faster, m_actions.fullSpeed, nullptr});
    addAll(m_run, canvas.run);
}

} // namespace topomq::ui
