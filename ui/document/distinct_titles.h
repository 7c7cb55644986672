#pragma once
// Names of open files that can be told apart.

#include <QString>
#include <QStringList>

#include <vector>

namespace topomq::ui {

/// What one of them is called alone, and where it lies.
struct TitledFile
{
    QString title;
    /// Empty when it was never saved.
    QString path;
};

/// One for each, in their order. Files of the same name get as much of their folders as tells them
/// apart ("chain.topomq — east"); what has no file is numbered ("Untitled (2)"), the first not.
[[nodiscard]] QStringList distinctTitles(const std::vector<TitledFile>& files);

/// Do both paths lead to one file, by whatever links?
[[nodiscard]] bool isSameFile(const QString& one, const QString& other);

/// The same file from whatever folder it is asked for; empty stays empty. Thread: any.
[[nodiscard]] QString absolutePath(const QString& path);

} // namespace topomq::ui
