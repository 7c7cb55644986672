#include "ui/shell/last_files.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/file_lock.h"
#include "ui/shell/workspace.h"

#include <QAction>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <utility>

namespace topomq::ui {

namespace {

/// Enough for several tabs that come or go together.
constexpr std::chrono::milliseconds kWriteAfter{1000};
/// A window that nobody sees paints no picture.
constexpr std::chrono::milliseconds kPictureWithin{1000};

QString wantedKey()
{
    return QStringLiteral("files/openLast");
}

QString pathsKey()
{
    return QStringLiteral("files/lastOpen");
}

QString frontKey()
{
    return QStringLiteral("files/lastInFront");
}

QString openingKey()
{
    return QStringLiteral("files/opening");
}

/// Empty: none is being opened.
void noteOpening(const QString& path)
{
    QSettings settings;
    if (settings.value(openingKey()).toString() == path)
        return;
    if (path.isEmpty())
        settings.remove(openingKey());
    else
        settings.setValue(openingKey(), path);
}

bool isThere(const QString& path)
{
    return QFileInfo(path).isFile();
}

std::unique_ptr<FileLock> lockOfList()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation));
    if (!folder.mkpath(QStringLiteral(".")))
        return nullptr;
    return FileLock::take(folder.filePath(QStringLiteral("last-files.lock")));
}

QString pathOf(const DocumentTab& tab)
{
    const QString path = tab.document().filePath();
    return path.isEmpty() ? QString() : QFileInfo(path).absoluteFilePath();
}

/// One for each tab; empty where there is no file.
QStringList pathsOf(const Workspace& workspace)
{
    QStringList paths;
    for (const DocumentTab* tab : workspace.tabs())
        paths << pathOf(*tab);
    return paths;
}

/// Where among `open` a file of the list comes: behind the nearest one before it, else before the
/// nearest one after it, else at the end.
qsizetype placeAmong(const QStringList& open, const QStringList& list, const QString& path)
{
    const qsizetype own = list.indexOf(path);
    for (qsizetype before = own - 1; before >= 0; --before) {
        if (const qsizetype found = open.indexOf(list[before]); found >= 0)
            return found + 1;
    }
    for (qsizetype after = own + 1; after < list.size(); ++after) {
        if (const qsizetype found = open.indexOf(list[after]); found >= 0)
            return found;
    }
    return open.size();
}

} // namespace

LastFiles::LastFiles(QAction& wanted, QObject* parent)
    : QObject(parent)
{
    wanted.setChecked(QSettings().value(wantedKey(), true).toBool());
    connect(&wanted, &QAction::toggled, this,
            [](bool isWanted) { QSettings().setValue(wantedKey(), isWanted); });
    m_openNext.setSingleShot(true);
    m_writeSoon.setSingleShot(true);
    m_writeSoon.setInterval(kWriteAfter);
}

LastFiles::~LastFiles() = default;

bool LastFiles::take()
{
    m_ours = lockOfList();
    const QSettings settings;
    if (m_ours == nullptr || !settings.value(wantedKey(), true).toBool())
        return false;
    m_list = settings.value(pathsKey()).toStringList();
    m_front = settings.value(frontKey()).toString();
    if (const QString opening = settings.value(openingKey()).toString(); m_list.contains(opening))
        m_leftOut = opening;
    m_waiting = m_list;
    m_waiting.removeAll(m_leftOut);
    if (const qsizetype front = m_waiting.indexOf(m_front); front >= 0)
        m_waiting.move(front, 0);
    // The window waits for no more of them than it has to.
    while (!m_waiting.isEmpty() && !isThere(m_waiting.front()))
        m_gone << m_waiting.takeFirst();
    if (!m_waiting.isEmpty())
        return true;
    // It is told of once.
    if (!m_gone.isEmpty() && m_leftOut.isEmpty())
        QSettings().remove(pathsKey());
    return false;
}

void LastFiles::openIn(Workspace& workspace)
{
    connect(&m_openNext, &QTimer::timeout, this, [this, &workspace] { openNext(workspace); });
    openNext(workspace);
}

void LastFiles::openNext(Workspace& workspace)
{
    if (m_waiting.isEmpty()) {
        finish(workspace);
        return;
    }
    m_openNext.start(0);
    const QString path = m_waiting.takeFirst();
    if (isThere(path))
        open(workspace, path);
    else
        m_gone << path;
}

void LastFiles::open(Workspace& workspace, const QString& path)
{
    noteOpening(path);
    const bool isFirst = workspace.isNothingOpen();
    const auto place = static_cast<int>(placeAmong(pathsOf(workspace), m_list, path));
    const QString problem = workspace.openBehind(path, place);
    if (!problem.isEmpty()) {
        m_problems << problem;
    } else if (isFirst) {
        // Painting it belongs to opening it.
        workspace.front().canvas().installEventFilter(this);
        m_openNext.start(kPictureWithin);
    }
}

bool LastFiles::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        object->removeEventFilter(this);
        if (m_openNext.isActive())
            m_openNext.start(0);
    }
    return QObject::eventFilter(object, event);
}

void LastFiles::finish(Workspace& workspace)
{
    Q_EMIT finished();
    tellSkipped();
    keep(workspace);
    noteOpening({});
}

void LastFiles::tellSkipped()
{
    QStringList lines = std::exchange(m_problems, {});
    const QStringList gone = std::exchange(m_gone, {});
    if (gone.size() == 1)
        lines.prepend(tr("“%1” was open last and is not there any more.").arg(gone.front()));
    else if (!gone.isEmpty())
        lines.prepend(tr("These were open last and are not there any more: %1.")
                          .arg(gone.join(QStringLiteral(", "))));
    if (const QString leftOut = std::exchange(m_leftOut, {}); !leftOut.isEmpty()) {
        lines.prepend(
            tr("“%1” was left out: the last start ended while it was being opened.").arg(leftOut));
        noteOpening({});
        m_writeSoon.start();
    }
    if (!lines.isEmpty())
        Q_EMIT skipped(lines.join(QLatin1Char('\n')));
}

void LastFiles::follow(Workspace& workspace)
{
    const auto noteChange = [this] {
        // What comes back one by one is written down when all of it is there.
        if (m_waiting.isEmpty())
            m_writeSoon.start();
    };
    connect(&workspace, &Workspace::tabsChanged, this, noteChange);
    connect(&workspace, &Workspace::frontChanged, this, noteChange);
    connect(&m_writeSoon, &QTimer::timeout, this, [this, &workspace] { keep(workspace); });
}

void LastFiles::leave(const Workspace& workspace)
{
    m_openNext.stop();
    keep(workspace);
    // Who was not told of it hears of it at the next start.
    if (m_ours != nullptr)
        noteOpening(m_leftOut);
    // From here on the list is that of the next window.
    m_writeSoon.stop();
    disconnect(&m_writeSoon, nullptr, this, nullptr);
    m_ours.reset();
}

bool LastFiles::makeOurs(qsizetype count)
{
    if (m_ours == nullptr && count > QSettings().value(pathsKey()).toStringList().size())
        m_ours = lockOfList();
    return m_ours != nullptr;
}

bool LastFiles::isToCome(const QString& path) const
{
    return m_waiting.contains(path) || (!path.isEmpty() && path == m_leftOut);
}

void LastFiles::keep(const Workspace& workspace)
{
    QStringList paths = pathsOf(workspace);
    paths.removeAll(QString());
    QString front = pathOf(workspace.front());
    for (const QString& path : m_list) {
        if (isToCome(path) && !paths.contains(path))
            paths.insert(placeAmong(paths, m_list, path), path);
    }
    if (isToCome(m_front))
        front = m_front;
    if (!makeOurs(paths.size()))
        return;
    QSettings settings;
    // Each that is written takes the disk a while.
    if (settings.value(pathsKey()).toStringList() == paths
        && settings.value(frontKey()).toString() == front)
        return;
    if (paths.isEmpty())
        settings.remove(pathsKey());
    else
        settings.setValue(pathsKey(), paths);
    settings.setValue(frontKey(), front);
}

} // namespace topomq::ui
