#include "ui/document/file_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace topomq::ui {

namespace {

/// Another program may have taken the file away between our opening and our locking of it.
bool isStillThere(int descriptor, const QByteArray& path)
{
    struct stat ours
    { };

    struct stat there
    { };

    return ::fstat(descriptor, &ours) == 0 && ::stat(path.constData(), &there) == 0
        && ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

} // namespace

std::unique_ptr<FileLock> FileLock::take(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    constexpr int kTries = 16;
    for (int i = 0; i < kTries; ++i) {
        const int descriptor = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (descriptor < 0)
            return nullptr;
        if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && isStillThere(descriptor, name))
            return std::unique_ptr<FileLock>(new FileLock(path, descriptor));
        const bool isTaken = isStillThere(descriptor, name);
        ::close(descriptor);
        if (isTaken)
            return nullptr;
    }
    return nullptr;
}

FileLock::~FileLock()
{
    ::unlink(QFile::encodeName(m_path).constData());
    ::close(m_descriptor);
}

} // namespace topomq::ui
