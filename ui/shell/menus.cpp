#include "ui/shell/menus.h"

#include "ui/shell/actions.h"
#include "ui/shell/file_controller.h"

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

Menus::Menus(QMainWindow& window, Actions& actions, FileController& files, const MenuGuests& guests)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
    , m_files(files)
{
    addFileMenu(guests);
    QMenu* edit = m_window.menuBar()->addMenu(tr("&Edit"));
    addAll(edit, {m_actions.undo, m_actions.redo, nullptr});
    addAll(edit, guests.edit);
    addAll(edit,
           {nullptr, m_actions.linkFrom, nullptr, m_actions.find, m_actions.findNext,
            m_actions.findPrevious, m_actions.selectFound, nullptr, m_actions.palette});
    addViewMenu(guests);
    addRunMenu(guests);
    QMenu* help = m_window.menuBar()->addMenu(tr("&Help"));
    addAll(help,
           {m_actions.examples, m_actions.cheatSheet, m_actions.editShortcuts, nullptr,
            m_actions.about});
}

void Menus::addFileMenu(const MenuGuests& guests)
{
    QMenu* file = m_window.menuBar()->addMenu(tr("&File"));
    addAll(file, {m_actions.newFile, m_actions.open});
    m_recent = file->addMenu(tr("Open &recent"));
    addAll(file, {m_actions.examples, nullptr, m_actions.save, m_actions.saveAs, nullptr});
    addAll(file, guests.file);
    addAll(file, {nullptr, m_actions.closeFile, m_actions.quit});
    connect(m_recent, &QMenu::aboutToShow, this, &Menus::listRecentFiles);
    connect(&m_files, &FileController::recentFilesChanged, this, &Menus::listRecentFiles);
    listRecentFiles();
}

void Menus::listRecentFiles()
{
    m_recent->clear();
    const QStringList paths = m_files.recentFiles();
    for (const QString& path : paths) {
        QAction* action = m_recent->addAction(QFileInfo(path).fileName());
        action->setStatusTip(tr("Opens %1").arg(QDir::toNativeSeparators(path)));
        action->setToolTip(QDir::toNativeSeparators(path));
        action->setEnabled(QFileInfo::exists(path));
        if (!action->isEnabled())
            action->setText(tr("%1 (missing)").arg(action->text()));
        connect(action, &QAction::triggered, this, [this, path] { m_files.openFile(path); });
    }
    m_recent->setEnabled(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    m_recent->addSeparator();
    QAction* clear = m_recent->addAction(tr("&Clear this list"));
    clear->setStatusTip(tr("Forgets these files; they stay where they are"));
    connect(clear, &QAction::triggered, &m_files, &FileController::clearRecentFiles,
            Qt::QueuedConnection);
}

void Menus::addViewMenu(const MenuGuests& guests)
{
    QMenu* view = m_window.menuBar()->addMenu(tr("&View"));
    addAll(view, guests.view);
    addAll(view, {nullptr, m_actions.livePlots, nullptr});
    QMenu* panels = view->addMenu(tr("&Panels"));
    addAll(panels, guests.panels);
    addAll(panels, {nullptr, m_actions.resetLayout});
    QMenu* colors = view->addMenu(tr("&Colours"));
    addAll(colors,
           {m_actions.themeSystem, m_actions.themeLight, m_actions.themeDark, nullptr,
            m_actions.toggleTheme, m_actions.highContrast});
    addAll(view, {m_actions.largeMode, nullptr, m_actions.fullScreen});
}

void Menus::addRunMenu(const MenuGuests& guests)
{
    QMenu* run = m_window.menuBar()->addMenu(tr("&Run"));
    addAll(run,
           {m_actions.run, m_actions.stop, m_actions.pause, m_actions.restart, nullptr,
            m_actions.slower, m_actions.faster, m_actions.fullSpeed, nullptr});
    addAll(run, guests.run);
}

} // namespace topomq::ui
