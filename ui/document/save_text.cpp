#include "ui/document/save_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QObject>
#include <QSaveFile>
#include <QStorageInfo>

#include <optional>

namespace topomq::ui {

namespace {

// The system's own word ("Permission denied") does not say which of these it was.
QString reason(const QString& path, qint64 size, const QString& systemText)
{
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    const QString folderName = QDir::toNativeSeparators(folder.absoluteFilePath());
    if (file.isDir())
        return QObject::tr("It is a folder. Choose a file name.");
    if (!folder.exists())
        return QObject::tr("The folder %1 does not exist. Choose another place.").arg(folderName);
    if (!folder.isDir())
        return QObject::tr("%1 is not a folder. Choose another place.").arg(folderName);
    const QStorageInfo storage(folder.absoluteFilePath());
    if (storage.isValid() && storage.isReadOnly())
        return QObject::tr("The disk is read-only. Choose another place.");
    if (storage.isValid() && storage.bytesAvailable() >= 0 && storage.bytesAvailable() < size)
        return QObject::tr("The disk %1 is full. Free some room or choose another place.")
            .arg(QDir::toNativeSeparators(storage.rootPath()));
    if (!folder.isWritable())
        return QObject::tr("You may not write into the folder %1. Choose another place.")
            .arg(folderName);
    if (file.exists() && !file.isWritable())
        return QObject::tr("The file may not be written to. Save under another name.");
    return QObject::tr("The system says: %1. Try again or choose another place.").arg(systemText);
}

QString save(const QString& path, const QByteArray& text, std::optional<QFile::Permissions> rights)
{
    if (path.isEmpty())
        return QObject::tr("There is no file name to save under. Choose one.");
    // Replacing it would put an ordinary file in the place of a device or a pipe.
    if (const QFileInfo target(path); target.exists() && !target.isFile() && !target.isDir())
        return QObject::tr("%1 was not saved. It is a device or a pipe. Choose a file name.")
            .arg(QDir::toNativeSeparators(path));
    QSaveFile file(path);
    // In a folder where no file may be made, writing in place would risk the old text.
    file.setDirectWriteFallback(false);
    // commit() of Qt 6.4 forgets that its own flush wrote only a part: flush and look before it.
    const bool written = file.open(QIODevice::WriteOnly)
        && (!rights || file.setPermissions(*rights)) && file.write(text) == text.size()
        && file.flush() && file.commit();
    if (written)
        return {};
    return QObject::tr("%1 was not saved. %2")
        .arg(QDir::toNativeSeparators(path), reason(path, text.size(), file.errorString()));
}

} // namespace

QString saveText(const QString& path, const QByteArray& text)
{
    return save(path, text, std::nullopt);
}

QString savePrivateText(const QString& path, const QByteArray& text)
{
    return save(path, text, QFile::ReadOwner | QFile::WriteOwner);
}

QByteArray digestOf(const QByteArray& text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

} // namespace topomq::ui
