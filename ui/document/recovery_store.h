#pragma once
// Where work that is not saved is kept, in case that the program dies.

#include "engine/model/topology.h"
#include "ui/document/file_lock.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <memory>
#include <vector>

namespace topomq::ui {

/// The work on one document, and where it belongs.
struct KeptWork
{
    model::Topology topology;
    /// Absolute, or empty when it was never saved.
    QString path;
    /// What the file held, as digestOf says it.
    QByteArray fileDigest;
    QDateTime time;
};

/// A place for the work on one document, held against other programs. Thread: `write` any, one
/// at a time; the rest the window's.
class RecoverySlot
{
public:
    RecoverySlot(QString file, std::unique_ptr<FileLock> lock);

    /// Whole or not at all, readable by the user alone. Empty, or what went wrong and what to do.
    [[nodiscard]] QString write(const KeptWork& work) const;
    void clear() const;
    [[nodiscard]] bool holdsWork() const;

    [[nodiscard]] QString file() const { return m_file; }

private:
    QString m_file;
    std::unique_ptr<FileLock> m_lock;
};

/// What a program that is gone has left.
struct LeftWork
{
    std::shared_ptr<RecoverySlot> slot;
    KeptWork work;
    /// Why it cannot be read; then there is no work, and the file is for people to look into.
    QString problem;
    /// Things that differ from what the file says now.
    std::size_t differences = 0;

    [[nodiscard]] QString title() const;
};

/// Thread: the window's.
class RecoveryStore
{
public:
    /// In the user's data of this program.
    RecoveryStore();
    explicit RecoveryStore(QString folder);

    /// Empty and held; null when the folder cannot be used.
    [[nodiscard]] std::shared_ptr<RecoverySlot> take(const QString& path) const;
    /// Newest first. Each is held until it is let go: no other program offers it meanwhile. Work
    /// that its file holds already is cleared away.
    [[nodiscard]] std::vector<LeftWork> leftWork() const;

    [[nodiscard]] QString folder() const { return m_folder; }

private:
    [[nodiscard]] bool makeFolder() const;

    QString m_folder;
};

} // namespace topomq::ui
