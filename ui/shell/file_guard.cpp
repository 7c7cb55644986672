#include "ui/shell/file_guard.h"

#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"
#include "ui/shell/choice_bar.h"
#include "ui/shell/file_controller.h"

#include <QFileInfo>

#include <memory>
#include <optional>
#include <utility>

namespace topomq::ui {

FileGuard::FileGuard(TopologyDocument& document,
                     FileController& files,
                     ChoiceBar& bar,
                     QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_files(files)
    , m_bar(bar)
    , m_autosave(document, RecoveryStore())
    , m_watch(document)
{
    connect(&m_autosave, &Autosave::failed, this, &FileGuard::failed);
    connect(&m_watch, &FileWatch::stateChanged, this, &FileGuard::ask);
}

void FileGuard::ask()
{
    const QString name = m_document.title();
    switch (m_watch.state()) {
    case FileState::Same:
        m_bar.withdraw();
        return;
    case FileState::Changed:
        m_bar.ask((isWorkOlder() ? tr("“%1” is newer than the work that is here.")
                                 : tr("“%1” was changed by another program."))
                      .arg(name),
                  {{tr("Reload"), tr("Takes the file as it is now; undo brings yours back"),
                    [this] { reload(); }},
                   {tr("Keep mine"), tr("Goes on with what is here; the next save overwrites it"),
                    [this] { m_document.keepOverFile(); }},
                   {tr("Show differences"), tr("Puts both versions side by side"),
                    [this] { Q_EMIT compareRequested(); }, false}});
        return;
    case FileState::Gone:
        m_bar.ask(
            tr("“%1” was deleted or moved by another program. What is here is whole.").arg(name),
            {{tr("Save it again"), tr("Writes the file anew where it was"),
              // Nobody knows of a file that came back since: saving asks about it.
              [this] { m_files.save(); }},
             {tr("Save as…"), tr("Writes it to another place"), [this] { m_files.saveAs(); }},
             {tr("Keep mine"), tr("Goes on with what is here, as unsaved work"),
              [this] { m_document.keepWithoutFile(); }}});
        return;
    }
}

bool FileGuard::isWorkOlder() const
{
    return !m_olderText.isEmpty() && m_document.fileDigest() == m_olderText;
}

void FileGuard::reload()
{
    OpenResult file = openTopologyFile(m_document.filePath());
    if (!file.isOpen()) {
        Q_EMIT failed(file.problem);
        return;
    }
    m_document.reload(std::move(file.topology), file.digest);
}

void FileGuard::recover(const LeftWork& left)
{
    takeUp(left.work, left.slot, tr("Recover unsaved work"));
}

void FileGuard::bringBack(const KeptWork& work)
{
    takeUp(work, nullptr, tr("Bring back what was not saved"));
}

void FileGuard::takeUp(const KeptWork& work,
                       std::shared_ptr<RecoverySlot> slot,
                       const QString& step)
{
    std::optional<OpenResult> file;
    if (QFileInfo::exists(work.path))
        file = openTopologyFile(work.path);
    const bool isLost = !work.path.isEmpty() && !(file && file->isOpen());
    m_olderText = file && file->digest != work.fileDigest ? work.fileDigest : QByteArray();
    // With the digest of then: what was written since is told like any other change.
    m_document.reset(isLost     ? work.topology
                         : file ? std::move(file->topology)
                                : model::Topology(),
                     work.path, work.fileDigest);
    m_autosave.adopt(std::move(slot));
    if (isLost) {
        // There is nothing to go back to: no step may lead to an empty drawing that counts as
        // saved.
        m_document.undoStack()->resetClean();
        return;
    }
    m_document.push(step,
                    model::ReplaceAll{std::make_shared<const model::Topology>(work.topology)});
}

} // namespace topomq::ui
