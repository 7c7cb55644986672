// What comes to the window from outside: hints, its closing, and files that are dropped on it. See
// main_window.cpp for the rest of the class.

#include "ui/shell/main_window.h"
#include "ui/shell/panel_docks.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QStatusTipEvent>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

QStringList localFilesOf(const QMimeData& mime)
{
    QStringList files;
    for (const QUrl& url : mime.urls()) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    return files;
}

} // namespace

bool MainWindow::event(QEvent* event)
{
    // What the pointer is on would take the place of the figures, just when they are watched.
    if (event->type() == QEvent::StatusTip && session().isActive()
        && !static_cast<QStatusTipEvent*>(event)->tip().isEmpty())
        return true;
    if (event->type() == QEvent::WindowActivate)
        m_workspace->lookAtFiles();
    return QMainWindow::event(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose) {
        const auto& tabs = m_workspace->tabs();
        const bool running = std::any_of(tabs.begin(), tabs.end(),
                                         [](const DocumentTab* tab) { return tab->isRunning(); });
        m_workspace->closeAllThen([this, running] {
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
    m_workspace->discardWork();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localFilesOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QStringList paths = localFilesOf(*event->mimeData());
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    for (const QString& path : paths)
        openFile(path);
}

} // namespace topomq::ui
