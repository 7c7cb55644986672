#pragma once
// The files that are open in the window, remembered so that the next start opens them again.

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <memory>

class QAction;
class QSettings;

namespace topomq::ui {

class FileLock;
class Workspace;

/// The list stands in the user's settings, and outlives any end of the program. It belongs to the
/// one window that was begun with it. All others, begun with a file of their own or while that
/// window is there, leave it alone, unless that window is gone and more is open in them than the
/// list names. Thread: the window's.
class LastFiles : public QObject
{
    Q_OBJECT

public:
    /// `wanted` is the setting: checked, the next start opens them.
    LastFiles(QAction& wanted, QObject* parent);
    ~LastFiles() override;

    /// Makes the list this window's, if no other has it. True: there is a file to open; what is not
    /// there is told of by `tellSkipped`.
    [[nodiscard]] bool take();
    /// Opens those of the list: the one that was in front at once, the others after the first
    /// picture, one by one, each beside those that it stood beside. What is open already is not
    /// opened again. The settings know which one is being opened, so that a file that brings the
    /// program down does so only once: from the next start on it is out of the list.
    void openIn(Workspace& workspace);
    /// Says `skipped` if there is something to say.
    void tellSkipped();
    /// From now on what is open in it is written down shortly after each change.
    void follow(Workspace& workspace);
    /// The window closes with these, and with those that are still to be opened.
    void leave(const Workspace& workspace);

Q_SIGNALS:
    /// All that could be opened are open.
    void finished();
    /// Some of them are not there any more, cannot be opened, or were left out.
    void skipped(const QString& text);

protected:
    /// The first picture of a file is about to be painted.
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void leaveOutWhatWasBeingOpened(QSettings& settings);
    void openNext(Workspace& workspace);
    void open(Workspace& workspace, const QString& path);
    void finish(Workspace& workspace);
    [[nodiscard]] bool makeOurs(qsizetype count);
    void keep(const Workspace& workspace);

    /// As it was taken.
    QStringList m_list;
    QString m_front;
    /// Of the list, in the order in which they are opened.
    QStringList m_waiting;
    QStringList m_gone;
    QStringList m_problems;
    /// Earlier starts got no further than to opening these, and nobody has been told so far. The
    /// settings name them as long.
    QStringList m_leftOut;
    /// Held while the list is this window's.
    std::unique_ptr<FileLock> m_ours;
    QTimer m_openNext;
    QTimer m_writeSoon;
};

} // namespace topomq::ui
