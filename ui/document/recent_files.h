#pragma once
// The files that were opened or saved last.

#include <QSettings>
#include <QStringList>

namespace topomq::ui {

/// Kept in the user's settings, newest first. Thread: the window's.
class RecentFiles
{
public:
    static constexpr qsizetype kMost = 10;

    /// `settings` outlives this.
    explicit RecentFiles(QSettings& settings);

    /// Absolute paths; a file may be gone meanwhile.
    [[nodiscard]] QStringList paths() const;
    /// Puts it first.
    void add(const QString& path);
    void remove(const QString& path);
    void clear();

private:
    QSettings& m_settings;
};

} // namespace topomq::ui
