#pragma once
// Where files were opened and saved last: for the menu of recent files and for file dialogs.

#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace topomq::ui {

/// Kept in the user's settings. Thread: the window's.
class FilePlaces : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Newest first; some may be gone.
    [[nodiscard]] QStringList recentFiles();
    [[nodiscard]] QString lastFolder() const;

    /// The file was opened or written.
    void remember(const QString& path);
    /// It cannot be opened. One that is gone may come back: its entry waits, greyed.
    void forgetUnlessGone(const QString& path);
    void clearRecentFiles();

Q_SIGNALS:
    void recentFilesChanged();

private:
    QSettings m_settings;
};

} // namespace topomq::ui
