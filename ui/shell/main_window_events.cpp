// What comes to the window from outside: hints, its closing, and files that are dropped on it. See
// main_window.cpp for the rest of the class.

#include "ui/shell/actions.h"
#include "ui/shell/last_files.h"
#include "ui/shell/main_window.h"
#include "ui/shell/panel_docks.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QStatusTipEvent>
#include <QStringList>
#include <QTimer>
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
    // Others may change it, too: the desktop, and what was remembered.
    if (event->type() == QEvent::WindowStateChange && m_actions != nullptr)
        m_actions->fullScreen->setChecked(isFullScreen());
    if (m_workspace == nullptr) {
        // What is not in the first picture comes as soon as that one is painted.
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, this, &MainWindow::complete);
        return QMainWindow::event(event);
    }
    // What the pointer is on would take the place of the figures, just when they are watched.
    if (event->type() == QEvent::StatusTip && session().isActive()
        && !static_cast<QStatusTipEvent*>(event)->tip().isEmpty())
        return true;
    if (event->type() == QEvent::WindowActivate)
        m_workspace->lookAtFiles();
    return QMainWindow::event(event);
}

bool MainWindow::eventFilter(QObject* object, QEvent* event)
{
    // People may be faster than the first picture: then their key or click finds all in its place.
    switch (event->type()) {
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        complete();
        break;
    default:
        break;
    }
    return QMainWindow::eventFilter(object, event);
}

void MainWindow::setVisible(bool visible)
{
    // With the gallery in front the rest can wait; otherwise it is what is seen.
    if (visible && !isGalleryShown())
        complete();
    QMainWindow::setVisible(visible);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_mayClose) {
        const auto& tabs = workspace().tabs();
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
    m_lastFiles->leave(*m_workspace);
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
    openAll(paths);
}

} // namespace topomq::ui
