#include "ui/shell/file_places.h"

#include "ui/document/recent_files.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace topomq::ui {

QStringList FilePlaces::recentFiles()
{
    return RecentFiles(m_settings).paths();
}

QString FilePlaces::lastFolder() const
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return m_settings.value(QStringLiteral("files/folder"), usual).toString();
}

void FilePlaces::remember(const QString& path)
{
    RecentFiles(m_settings).add(path);
    m_settings.setValue(QStringLiteral("files/folder"), QFileInfo(path).absolutePath());
    Q_EMIT recentFilesChanged();
}

void FilePlaces::forgetUnlessGone(const QString& path)
{
    if (QFileInfo::exists(path))
        RecentFiles(m_settings).remove(path);
    Q_EMIT recentFilesChanged();
}

void FilePlaces::clearRecentFiles()
{
    RecentFiles(m_settings).clear();
    Q_EMIT recentFilesChanged();
}

} // namespace topomq::ui
