#include "ui/document/snippet_store.h"

#include "engine/io/topology_file.h"
#include "ui/document/file_texts.h"
#include "ui/document/open_topology.h"
#include "ui/document/save_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <chrono>
#include <utility>

namespace topomq::ui {

namespace {

/// Until who writes in small pieces has done.
constexpr std::chrono::milliseconds kSettle{100};
constexpr int kMostFiles = 500;
constexpr int kLongestFileName = 40;
constexpr const char* kEnding = ".json";

QString usualFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
        .filePath(QStringLiteral("snippets"));
}

/// "Worker pool (fast)" → "worker-pool-fast"
QString fileStem(const QString& name)
{
    QString stem;
    for (const QChar& each : name.toLower()) {
        if (each.isLetterOrNumber())
            stem += each;
        else if (!stem.isEmpty() && !stem.endsWith(QLatin1Char('-')))
            stem += QLatin1Char('-');
    }
    stem.truncate(kLongestFileName);
    while (stem.endsWith(QLatin1Char('-')))
        stem.chop(1);
    return stem.isEmpty() ? QStringLiteral("snippet") : stem;
}

bool comesFirst(const Snippet& a, const Snippet& b)
{
    const int order = QString::localeAwareCompare(a.name, b.name);
    return order == 0 ? a.file < b.file : order < 0;
}

/// Told of by its short name: all lie in the same folder.
OpenResult readSnippet(const QFileInfo& file)
{
    const io::FileText text = io::readFile(QFile::encodeName(file.filePath()).toStdString());
    if (!text.problem.empty())
        return {.problem = SnippetStore::tr("%1 cannot be read: %2")
                               .arg(file.fileName(), QString::fromStdString(text.problem))};
    return openTopologyText(QByteArray::fromStdString(text.text), file.fileName());
}

Snippet snippetOf(const QFileInfo& file, model::Topology part)
{
    Snippet snippet{file.fileName(), QString::fromStdString(part.name),
                    QString::fromStdString(part.description), std::move(part)};
    if (snippet.name.isEmpty())
        snippet.name = file.completeBaseName();
    return snippet;
}

} // namespace

SnippetStore::SnippetStore(QObject* parent)
    : SnippetStore(usualFolder(), parent)
{ }

SnippetStore::SnippetStore(QString folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    connect(&m_settle, &QTimer::timeout, this, &SnippetStore::reload);
    const auto settle = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    reload();
}

const Snippet* SnippetStore::find(const QString& file) const
{
    const auto found = std::find_if(m_snippets.begin(), m_snippets.end(),
                                    [&file](const Snippet& each) { return each.file == file; });
    return found == m_snippets.end() ? nullptr : &*found;
}

const Snippet* SnippetStore::named(const QString& name) const
{
    const auto found = std::find_if(m_snippets.begin(), m_snippets.end(), [&](const Snippet& each) {
        return each.name.compare(name.trimmed(), Qt::CaseInsensitive) == 0;
    });
    return found == m_snippets.end() ? nullptr : &*found;
}

QString SnippetStore::put(const Snippet& snippet)
{
    if (!QDir().mkpath(m_folder))
        return tr("The folder %1 for snippets cannot be made. Make it, or see what stands there.")
            .arg(QDir::toNativeSeparators(m_folder));
    model::Topology part = snippet.part;
    part.name = fitText(snippet.name.trimmed(), FileText::Name).toStdString();
    part.description = fitText(snippet.description.trimmed(), FileText::Description).toStdString();
    const QString file = snippet.file.isEmpty() ? freeFile(snippet.name) : snippet.file;
    QString problem =
        saveText(QDir(m_folder).filePath(file), QByteArray::fromStdString(io::writeTopology(part)));
    reload();
    return problem;
}

QString SnippetStore::rename(const QString& file, const QString& name)
{
    const Snippet* found = find(file);
    if (found == nullptr)
        return tr("The snippet is gone.");
    const Snippet* other = named(name);
    if (other != nullptr && other->file != file)
        return tr("There is another snippet called %1.").arg(other->name);
    Snippet renamed = *found;
    renamed.name = name;
    return put(renamed);
}

QString SnippetStore::remove(const QString& file)
{
    QFile there(QDir(m_folder).filePath(file));
    QString problem;
    if (there.exists() && !there.remove())
        problem = tr("%1 was not deleted: %2.")
                      .arg(QDir::toNativeSeparators(there.fileName()), there.errorString());
    reload();
    return problem;
}

QString SnippetStore::freeFile(const QString& name) const
{
    const QDir folder(m_folder);
    const QString stem = fileStem(name);
    QString file = stem + QLatin1String(kEnding);
    for (int number = 2; folder.exists(file); ++number)
        file = stem + QLatin1Char('-') + QString::number(number) + QLatin1String(kEnding);
    return file;
}

void SnippetStore::reload()
{
    m_settle.stop();
    std::vector<Snippet> snippets;
    QStringList problems;
    // Whole topology files may lie here too: they are read in the same way.
    const QFileInfoList files = QDir(m_folder).entryInfoList(
        {QStringLiteral("*.json"), QStringLiteral("*.topomq")}, QDir::Files, QDir::Name);
    for (const QFileInfo& file : files) {
        if (snippets.size() + static_cast<std::size_t>(problems.size()) == kMostFiles) {
            problems << tr("Only the first %1 files of %2 are read.")
                            .arg(kMostFiles)
                            .arg(QDir::toNativeSeparators(m_folder));
            break;
        }
        OpenResult opened = readSnippet(file);
        if (!opened.isOpen())
            problems << opened.problem;
        else if (opened.topology.nodes.empty() && opened.topology.notes.empty())
            problems << tr("%1 holds no nodes.").arg(file.fileName());
        else
            snippets.push_back(snippetOf(file, std::move(opened.topology)));
    }
    std::sort(snippets.begin(), snippets.end(), comesFirst);
    follow();
    if (snippets == m_snippets && problems == m_problems)
        return;
    m_snippets = std::move(snippets);
    m_problems = problems;
    Q_EMIT changed();
}

void SnippetStore::follow()
{
    // A folder that is not there yet is made with the first snippet.
    if (m_watcher.directories().isEmpty() && QFileInfo(m_folder).isDir())
        m_watcher.addPath(m_folder);
    const QFileInfoList files = QDir(m_folder).entryInfoList(QDir::Files);
    const QStringList watched = m_watcher.files();
    for (const QFileInfo& file : files) {
        if (!watched.contains(file.filePath()) && watched.size() < kMostFiles)
            m_watcher.addPath(file.filePath());
    }
}

} // namespace topomq::ui
