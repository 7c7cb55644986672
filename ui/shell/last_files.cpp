#include "ui/shell/last_files.h"

#include "ui/shell/workspace.h"

#include <QAction>
#include <QFileInfo>
#include <QSettings>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

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

} // namespace

LastFiles::LastFiles(QAction& wanted, QObject* parent)
    : QObject(parent)
{
    wanted.setChecked(QSettings().value(wantedKey(), true).toBool());
    connect(&wanted, &QAction::toggled, this,
            [](bool isWanted) { QSettings().setValue(wantedKey(), isWanted); });
}

bool LastFiles::take()
{
    QSettings settings;
    if (!settings.value(wantedKey(), true).toBool())
        return false;
    const QStringList paths = settings.value(pathsKey()).toStringList();
    const QString front = settings.value(frontKey()).toString();
    settings.remove(pathsKey());
    for (const QString& path : paths) {
        if (QFileInfo(path).isFile())
            m_waiting.append({path, static_cast<int>(m_waiting.size())});
        else
            m_gone << path;
    }
    const auto inFront = std::find_if(m_waiting.begin(), m_waiting.end(),
                                      [&](const Entry& each) { return each.path == front; });
    if (inFront != m_waiting.end())
        std::rotate(m_waiting.begin(), inFront, inFront + 1);
    return !m_waiting.isEmpty();
}

void LastFiles::openIn(Workspace& workspace)
{
    if (m_waiting.isEmpty()) {
        Q_EMIT finished();
        tellSkipped();
        return;
    }
    const Entry next = m_waiting.takeFirst();
    const QString problem = workspace.openBehind(next.path, next.place);
    if (!problem.isEmpty())
        m_problems << problem;
    QTimer::singleShot(0, this, [this, &workspace] { openIn(workspace); });
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
    if (!lines.isEmpty())
        Q_EMIT skipped(lines.join(QLatin1Char('\n')));
}

void LastFiles::keep(const Workspace& workspace) const
{
    QStringList paths;
    for (const DocumentTab* tab : workspace.tabs()) {
        if (!tab->document().filePath().isEmpty())
            paths << QFileInfo(tab->document().filePath()).absoluteFilePath();
    }
    for (const Entry& waiting : m_waiting)
        paths << waiting.path;
    const QString front = std::as_const(workspace.front()).document().filePath();
    QSettings settings;
    settings.setValue(pathsKey(), paths);
    settings.setValue(frontKey(),
                      front.isEmpty() ? QString() : QFileInfo(front).absoluteFilePath());
}

} // namespace topomq::ui
