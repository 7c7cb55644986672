#include "ui/document/recent_files.h"

#include <QFileInfo>

namespace topomq::ui {

namespace {

const QString kKey = QStringLiteral("recentFiles");

} // namespace

RecentFiles::RecentFiles(QSettings& settings)
    : m_settings(settings)
{ }

QStringList RecentFiles::paths() const
{
    return m_settings.value(kKey).toStringList();
}

void RecentFiles::add(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    QStringList all = paths();
    all.removeAll(absolute);
    all.prepend(absolute);
    if (all.size() > kMost)
        all.resize(kMost);
    m_settings.setValue(kKey, all);
}

void RecentFiles::remove(const QString& path)
{
    QStringList all = paths();
    all.removeAll(QFileInfo(path).absoluteFilePath());
    m_settings.setValue(kKey, all);
}

void RecentFiles::clear()
{
    m_settings.remove(kKey);
}

} // namespace topomq::ui
