#pragma once
// The files that were open when the program was left in order: opened again at the next start.

#include <QObject>
#include <QString>
#include <QStringList>

class QAction;

namespace topomq::ui {

class Workspace;

/// Kept in the user's settings. Thread: the window's.
class LastFiles : public QObject
{
    Q_OBJECT

public:
    /// `wanted` is the setting: checked, the next start opens them.
    LastFiles(QAction& wanted, QObject* parent);

    /// Takes the list out of the settings, so that a file that brings the program down does so only
    /// once. True: there is one to open; what is not there is told of by `tellSkipped`.
    [[nodiscard]] bool take();
    /// Opens those that were taken, behind what is open: the one that was in front at once, the
    /// others after the first picture, one by one. What is open already is not opened again.
    void openIn(Workspace& workspace);
    /// Says `skipped` if there is something to say.
    void tellSkipped();
    /// For the next start; with those that are still to be opened.
    void keep(const Workspace& workspace) const;

Q_SIGNALS:
    /// All that could be opened are open.
    void finished();
    /// Some of them are not there any more, or cannot be opened.
    void skipped(const QString& text);

private:
    struct Entry
    {
        QString path;
        int place = 0;
    };

    /// In the order in which they are opened.
    QList<Entry> m_waiting;
    QStringList m_gone;
    QStringList m_problems;
};

} // namespace topomq::ui
