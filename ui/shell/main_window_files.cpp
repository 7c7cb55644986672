// Files of the window: what is dropped on it, what was left, and further windows. See
// main_window.cpp for the rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/shell/export_actions.h"
#include "ui/shell/file_controller.h"
#include "ui/shell/file_guard.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/recovery_dialog.h"
#include "ui/shell/status_bar.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QUrl>

namespace topomq::ui {

namespace {

/// How long a word stays in the status bar (ms).
constexpr int kStatusTime = 6000;

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

void MainWindow::connectGuard()
{
    m_guard = new FileGuard(m_document, *m_files, *m_choices, this);
    const auto complain = [this](const QString& text) {
        m_messages->say(MessageBar::Topic::File, MessageBar::Tone::Error, text);
    };
    connect(m_guard, &FileGuard::failed, this, complain);
    connect(m_guard, &FileGuard::compareRequested, m_exports, &ExportActions::compareWithSaved);
    connect(m_exports, &ExportActions::failed, this, complain);
    connect(m_exports, &ExportActions::done, this,
            [this](const QString& text) { m_status->showMessage(text, kStatusTime); });
    connect(m_canvas, &CanvasView::pasteRefused, this, [this](const QString& text) {
        m_messages->say(MessageBar::Topic::File, MessageBar::Tone::Warning, text);
    });
    connect(m_files, &FileController::noted, this, [this](const QString& text) {
        m_messages->say(MessageBar::Topic::File, MessageBar::Tone::Information, text);
    });
}

void MainWindow::offerRecovery()
{
    std::vector<LeftWork> left = RecoveryStore().leftWork();
    if (left.empty())
        return;
    auto* dialog = new RecoveryDialog(std::move(left), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RecoveryDialog::recovered, this, &MainWindow::recover);
    dialog->open();
}

void MainWindow::recover(const std::vector<LeftWork>& chosen)
{
    bool isFree = m_document.root().nodes.empty() && !m_document.isModified()
        && m_document.filePath().isEmpty();
    for (const LeftWork& left : chosen) {
        MainWindow& window = isFree ? *this : openAnother();
        isFree = false;
        window.showCanvas();
        window.m_guard->recover(left);
    }
}

MainWindow& MainWindow::openAnother()
{
    auto* window = new MainWindow(m_factory);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
    return *window;
}

void MainWindow::openFiles(const QStringList& paths)
{
    for (qsizetype i = 0; i < paths.size(); ++i)
        (i == 0 ? *this : openAnother()).openFile(paths[i]);
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
    openFiles(paths);
}

} // namespace topomq::ui
