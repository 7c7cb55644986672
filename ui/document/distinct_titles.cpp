#include "ui/document/distinct_titles.h"

#include <QDir>
#include <QFileInfo>
#include <QObject>

#include <algorithm>
#include <map>

namespace topomq::ui {

namespace {

QStringList foldersOf(const TitledFile& file)
{
    return QFileInfo(file.path).absolutePath().split(QLatin1Char('/'), Qt::SkipEmptyParts);
}

/// The last `depth` of them, as the system writes them.
QString tailOf(const QStringList& folders, qsizetype depth)
{
    if (folders.isEmpty())
        return QDir::rootPath();
    return QDir::toNativeSeparators(
        folders.mid(std::max<qsizetype>(0, folders.size() - depth)).join(QLatin1Char('/')));
}

/// Of these files that are called the same, each its shortest end of the folders that no other has.
QString shortestTail(const std::vector<QStringList>& all, const QStringList& own)
{
    for (qsizetype depth = 1; depth < own.size(); ++depth) {
        const auto same = std::count_if(all.begin(), all.end(), [&](const QStringList& each) {
            return tailOf(each, depth) == tailOf(own, depth);
        });
        if (same == 1)
            return tailOf(own, depth);
    }
    return tailOf(own, own.size());
}

} // namespace

QStringList distinctTitles(const std::vector<TitledFile>& files)
{
    std::map<QString, std::vector<QStringList>> places;
    for (const TitledFile& file : files) {
        if (!file.path.isEmpty())
            places[file.title].push_back(foldersOf(file));
    }
    std::map<QString, int> unsaved;
    QStringList titles;
    for (const TitledFile& file : files) {
        if (file.path.isEmpty()) {
            const int number = ++unsaved[file.title];
            titles << (number == 1
                           ? file.title
                           : QObject::tr("%1 (%2)").arg(file.title, QString::number(number)));
        } else if (places[file.title].size() == 1) {
            titles << file.title;
        } else {
            titles << QObject::tr("%1 — %2").arg(file.title,
                                                 shortestTail(places[file.title], foldersOf(file)));
        }
    }
    return titles;
}

bool isSameFile(const QString& one, const QString& other)
{
    if (one.isEmpty() || other.isEmpty())
        return false;
    const QFileInfo a(one);
    const QFileInfo b(other);
    // A file that is gone has no canonical path.
    return a.exists() && b.exists() ? a.canonicalFilePath() == b.canonicalFilePath()
                                    : a.absoluteFilePath() == b.absoluteFilePath();
}

QString absolutePath(const QString& path)
{
    if (path.isEmpty() || QDir::isAbsolutePath(path))
        return path;
    const QString whole = QDir::current().filePath(path);
    // Behind a link, what lies above is not what the path says.
    return path.contains(QStringLiteral("..")) ? whole : QDir::cleanPath(whole);
}

} // namespace topomq::ui
