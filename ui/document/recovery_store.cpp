#include "ui/document/recovery_store.h"

#include "engine/io/topology_file.h"
#include "engine/model/difference.h"
#include "ui/document/open_topology.h"
#include "ui/document/save_text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QObject>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

constexpr QLatin1String kEnding(".recovery");
constexpr int kVersion = 1;
constexpr int kMostSlots = 1000;

const QString kVersionKey = QStringLiteral("topomq_recovery");
const QString kPath = QStringLiteral("path");
const QString kDigest = QStringLiteral("digest");
const QString kTime = QStringLiteral("time");
const QString kDocument = QStringLiteral("document");

QString stemFor(const QString& path)
{
    if (path.isEmpty())
        return QStringLiteral("untitled");
    return QString::fromLatin1(
        QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(24));
}

LeftWork readWork(const QString& name)
{
    LeftWork left;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        left.problem = file.errorString();
        return left;
    }
    QJsonParseError error;
    const QJsonObject kept = QJsonDocument::fromJson(file.readAll(), &error).object();
    left.work.path = kept.value(kPath).toString();
    left.work.fileDigest = QByteArray::fromHex(kept.value(kDigest).toString().toLatin1());
    if (!QDir::isAbsolutePath(left.work.path)) {
        // Nobody knows any more from which folder: another file may be called so here.
        left.work.path.clear();
        left.work.fileDigest.clear();
    }
    left.work.time = QDateTime::fromString(kept.value(kTime).toString(), Qt::ISODateWithMs);
    if (error.error != QJsonParseError::NoError)
        left.problem = error.errorString();
    else if (kept.value(kVersionKey).toInt() != kVersion)
        left.problem = QObject::tr("It was written by another version of this program.");
    if (!left.problem.isEmpty())
        return left;
    // What was being edited may have faults that a file would be refused for: take what there is.
    io::ReadResult read = io::readTopology(kept.value(kDocument).toString().toStdString());
    left.problem = QString::fromStdString(read.unreadable);
    left.work.topology = std::move(read.topology);
    return left;
}

/// The file itself, or an empty drawing where there is none or it cannot be read.
model::Topology fileOf(const KeptWork& work)
{
    if (work.path.isEmpty() || !QFileInfo::exists(work.path))
        return {};
    return openTopologyFile(work.path).topology;
}

} // namespace

RecoverySlot::RecoverySlot(QString file, std::unique_ptr<FileLock> lock)
    : m_file(std::move(file))
    , m_lock(std::move(lock))
{ }

QString RecoverySlot::write(const KeptWork& work) const
{
    const QJsonObject kept{{kVersionKey, kVersion},
                           {kPath, work.path},
                           {kDigest, QString::fromLatin1(work.fileDigest.toHex())},
                           {kTime, work.time.toUTC().toString(Qt::ISODateWithMs)},
                           {kDocument, QString::fromStdString(io::writeTopology(work.topology))}};
    return savePrivateText(m_file, QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

void RecoverySlot::clear() const
{
    QFile::remove(m_file);
}

bool RecoverySlot::holdsWork() const
{
    return QFileInfo::exists(m_file);
}

QString LeftWork::title() const
{
    if (!work.path.isEmpty())
        return QFileInfo(work.path).fileName();
    return work.topology.name.empty() ? QObject::tr("Untitled")
                                      : QString::fromStdString(work.topology.name);
}

RecoveryStore::RecoveryStore()
    : RecoveryStore(QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation))
                        .filePath(QStringLiteral("recovery")))
{ }

RecoveryStore::RecoveryStore(QString folder)
    : m_folder(std::move(folder))
{ }

bool RecoveryStore::makeFolder() const
{
    if (QFileInfo(m_folder).isDir())
        return true;
    return QDir().mkpath(m_folder)
        && QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

std::shared_ptr<RecoverySlot> RecoveryStore::take(const QString& path) const
{
    if (!makeFolder())
        return nullptr;
    const QString stem = QDir(m_folder).filePath(stemFor(path));
    for (int number = 1; number < kMostSlots; ++number) {
        const QString name = number == 1 ? stem : stem + QLatin1Char('-') + QString::number(number);
        // What lies there and is nobody's waits for people to decide about it.
        if (QFileInfo::exists(name + kEnding))
            continue;
        std::unique_ptr<FileLock> lock = FileLock::take(name + QStringLiteral(".lock"));
        if (lock && !QFileInfo::exists(name + kEnding))
            return std::make_shared<RecoverySlot>(name + kEnding, std::move(lock));
    }
    return nullptr;
}

std::vector<LeftWork> RecoveryStore::leftWork() const
{
    std::vector<LeftWork> all;
    const QStringList names =
        QDir(m_folder).entryList({QStringLiteral("*") + kEnding}, QDir::Files);
    for (const QString& name : names) {
        const QString file = QDir(m_folder).filePath(name);
        std::unique_ptr<FileLock> lock =
            FileLock::take(file.chopped(kEnding.size()) + QStringLiteral(".lock"));
        // Its program lives, or has just cleared it.
        if (!lock || !QFileInfo::exists(file))
            continue;
        LeftWork left = readWork(file);
        left.slot = std::make_shared<RecoverySlot>(file, std::move(lock));
        if (left.problem.isEmpty()) {
            const model::Topology saved = fileOf(left.work);
            left.differences = model::differences(saved, left.work.topology).size();
            if (saved == left.work.topology) {
                left.slot->clear();
                continue;
            }
        }
        all.push_back(std::move(left));
    }
    std::stable_sort(all.begin(), all.end(), [](const LeftWork& a, const LeftWork& b) {
        return a.work.time > b.work.time;
    });
    return all;
}

} // namespace topomq::ui
