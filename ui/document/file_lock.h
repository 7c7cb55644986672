#pragma once
// A file that says to other programs: this is in use.

#include <QString>

#include <memory>

namespace topomq::ui {

/// Held until it is destroyed, and by the system no longer than this program lives, however it
/// ends: nothing stale is ever left. Thread: any, one at a time.
class FileLock
{
public:
    /// Null when another program or another part of this one has it, or when the file cannot be
    /// made. Never waits.
    [[nodiscard]] static std::unique_ptr<FileLock> take(const QString& path);

    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    /// Takes the file away, too.
    ~FileLock();

private:
    FileLock(const QString& path, int descriptor)
        : m_path(path)
        , m_descriptor(descriptor)
    { }

    QString m_path;
    int m_descriptor;
};

} // namespace topomq::ui
