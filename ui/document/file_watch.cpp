#include "ui/document/file_watch.h"

#include <QFileInfo>

#include <chrono>

namespace topomq::ui {

namespace {

/// Until who writes in small pieces has done.
constexpr std::chrono::milliseconds kSettle{200};

} // namespace

FileWatch::FileWatch(TopologyDocument& document, QObject* parent)
    : QObject(parent)
    , m_document(document)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kSettle);
    connect(&m_timer, &QTimer::timeout, this, &FileWatch::check);
    const auto settle = [this] { m_timer.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    // The folder tells of a file that was replaced or came back.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    connect(&m_document, &TopologyDocument::titleChanged, this, &FileWatch::follow);
    connect(&m_document, &TopologyDocument::wasReset, this, &FileWatch::follow);
    connect(&m_document, &TopologyDocument::saved, this, &FileWatch::check);
    follow();
}

void FileWatch::follow()
{
    QStringList wanted;
    if (const QString path = m_document.filePath(); !path.isEmpty()) {
        const QFileInfo file(path);
        wanted << file.absolutePath();
        if (file.isFile())
            wanted << path;
        // Behind a link another folder tells.
        if (file.isSymLink() && file.exists())
            wanted << QFileInfo(file.canonicalFilePath()).absolutePath();
    }
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& path : watched) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString& path : wanted) {
        if (!watched.contains(path))
            m_watcher.addPath(path);
    }
    if (m_document.fileState() == FileState::Same)
        check();
}

void FileWatch::check()
{
    m_timer.stop();
    // A file that was replaced is no longer watched.
    if (const QString path = m_document.filePath();
        !path.isEmpty() && QFileInfo(path).isFile() && !m_watcher.files().contains(path))
        m_watcher.addPath(path);
    const FileState state = m_document.lookAtFile();
    if (state == FileState::Same && m_state == FileState::Same)
        return;
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace topomq::ui
