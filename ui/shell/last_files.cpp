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

/// Files that were left out, until somebody has been told.
QString leftOutKey()
{
    return QStringLiteral("files/leftOut");
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

void writeList(QSettings& settings, const QStringList& paths)
{
    if (paths.isEmpty())
        settings.remove(pathsKey());
    else
        settings.setValue(pathsKey(), paths);
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

/// One for each tab; empty where there is no file.
QStringList pathsOf(const Workspace& workspace)
{
    QStringList paths;
    for (const DocumentTab* tab : workspace.tabs())
        paths << tab->document().filePath();
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
    QSettings settings;
    if (m_ours == nullptr || !settings.value(wantedKey(), true).toBool())
        return false;
    m_list = settings.value(pathsKey()).toStringList();
    m_front = settings.value(frontKey()).toString();
    leaveOutWhatWasBeingOpened(settings);
    m_waiting = m_list;
    if (const qsizetype front = m_waiting.indexOf(m_front); front >= 0)
        m_waiting.move(front, 0);
    // The window waits for no more of them than it has to.
    while (!m_waiting.isEmpty() && !isThere(m_waiting.front()))
        m_gone << m_waiting.takeFirst();
    if (!m_waiting.isEmpty())
        return true;
    // It is told of once.
    if (!m_gone.isEmpty())
        settings.remove(pathsKey());
    return false;
}

void LastFiles::leaveOutWhatWasBeingOpened(QSettings& settings)
{
    m_leftOut = settings.value(leftOutKey()).toStringList();
    const QString opening = settings.value(openingKey()).toString();
    if (opening.isEmpty())
        return;
    if (m_list.removeAll(opening) > 0) {
        m_leftOut.removeAll(opening);
        m_leftOut << opening;
        settings.setValue(leftOutKey(), m_leftOut);
        writeList(settings, m_list);
    }
    settings.remove(openingKey());
    // Before the next one is opened: should that bring the program down too, the start after it
    // gets past both.
    settings.sync();
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
    const QStringList leftOut = std::exchange(m_leftOut, {});
    if (leftOut.size() == 1)
        lines.prepend(tr("“%1” was left out: an earlier start ended while it was being opened.")
                          .arg(leftOut.front()));
    else if (!leftOut.isEmpty())
        lines.prepend(
            tr("These were left out: earlier starts ended while they were being opened: %1.")
                .arg(leftOut.join(QStringLiteral(", "))));
    if (!lines.isEmpty())
        Q_EMIT skipped(lines.join(QLatin1Char('\n')));
    if (!leftOut.isEmpty())
        QSettings().remove(leftOutKey());
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
    if (m_ours != nullptr)
        noteOpening({});
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

void LastFiles::keep(const Workspace& workspace)
{
    QStringList paths = pathsOf(workspace);
    paths.removeAll(QString());
    QString front = workspace.front().document().filePath();
    for (const QString& path : m_list) {
        if (m_waiting.contains(path) && !paths.contains(path))
            paths.insert(placeAmong(paths, m_list, path), path);
    }
    if (m_waiting.contains(m_front))
        front = m_front;
    if (!makeOurs(paths.size()))
        return;
    QSettings settings;
    // Each that is written takes the disk a while.
    if (settings.value(pathsKey()).toStringList() == paths
        && settings.value(frontKey()).toString() == front)
        return;
    writeList(settings, paths);
    settings.setValue(frontKey(), front);
}

} // namespace topomq::ui
