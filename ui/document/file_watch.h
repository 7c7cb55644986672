#pragma once
// Notices what other programs do to the file of a document.

#include "ui/document/topology_document.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace topomq::ui {

/// Thread: the window's.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(TopologyDocument& document, QObject* parent = nullptr);

    [[nodiscard]] FileState state() const { return m_state; }

    /// Looks now: when the window comes to the front, since not every file system tells.
    void check();

Q_SIGNALS:
    /// The file became another, or is as it was again. Said anew for each text that it gets.
    void stateChanged();

private:
    void follow();

    TopologyDocument& m_document;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    FileState m_state = FileState::Same;
};

} // namespace topomq::ui
