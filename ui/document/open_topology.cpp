#include "ui/document/open_topology.h"

#include "engine/io/dot_file.h"
#include "engine/io/fit_for_file.h"
#include "engine/io/topology_file.h"
#include "ui/document/save_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QObject>
#include <QStringList>

#include <string_view>
#include <utility>

namespace topomq::ui {

namespace {

constexpr qsizetype kListed = 8;

QString listOf(const std::vector<model::Finding>& findings)
{
    QStringList lines;
    int more = 0;
    for (const model::Finding& finding : findings) {
        if (finding.severity != model::Severity::Error)
            continue;
        if (lines.size() == kListed) {
            ++more;
            continue;
        }
        const QString message = QString::fromStdString(finding.message);
        lines << (finding.where.empty()
                      ? message
                      : QObject::tr("%1: %2").arg(QString::fromStdString(finding.where), message));
    }
    if (more > 0)
        lines << QObject::tr("… and %n more", nullptr, more);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

OpenResult openTopologyText(const QByteArray& text, const QString& name)
{
    io::ReadResult read =
        io::readTopology(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    if (!read.isReadable())
        return {.problem = QObject::tr("%1 cannot be opened: %2")
                               .arg(name, QString::fromStdString(read.unreadable))};
    if (!read.isComplete())
        return {.problem =
                    QObject::tr(
                        "%1 cannot be opened, because a part of it would be lost when it is saved. "
                        "Correct these places in a text editor:\n%2")
                        .arg(name, listOf(read.findings))};
    return {.topology = std::move(read.topology), .digest = digestOf(text)};
}

OpenResult openTopologyFile(const QString& path)
{
    const QString name = QDir::toNativeSeparators(path);
    const io::FileText file = io::readFile(QFile::encodeName(path).toStdString());
    if (!file.problem.empty())
        return {.problem = QObject::tr("%1 cannot be opened: %2")
                               .arg(name, QString::fromStdString(file.problem))};
    const QByteArray text = QByteArray::fromStdString(file.text);
    if (!isDotFile(path))
        return openTopologyText(text, name);
    OpenResult result = importDotText(text, name);
    if (result.topology.name.empty())
        result.topology.name =
            io::fitText(QFileInfo(path).completeBaseName().toStdString(), io::kNameLimit);
    return result;
}

OpenResult importDotText(const QByteArray& text, const QString& name)
{
    io::DotResult read = io::readDot(text.toStdString());
    if (!read.isReadable())
        return {.problem = QObject::tr("%1 cannot be imported: %2")
                               .arg(name, QString::fromStdString(read.problem))};
    QStringList notes;
    for (const std::string& note : read.notes)
        notes << QString::fromStdString(note);
    return {.topology = std::move(read.topology),
            .isImported = true,
            .note = notes.join(QLatin1Char(' '))};
}

bool isDotFile(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == QStringLiteral("dot") || ending == QStringLiteral("gv");
}

} // namespace topomq::ui
