#include "ui/document/topology_document.h"

#include "engine/io/topology_file.h"
#include "engine/rules/placed_fix.h"
#include "engine/rules/rules.h"
#include "ui/document/distinct_titles.h"
#include "ui/document/edit_command.h"
#include "ui/document/save_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopedValueRollback>

#include <chrono>
#include <memory>
#include <unordered_set>
#include <utility>
#include <variant>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kCheckDelay{80};
/// In the place of a digest: the file is gone, and people know it.
constexpr const char* kNoText = "no text";

} // namespace

TopologyDocument::TopologyDocument(QObject* parent)
    : QObject(parent)
{
    m_checkTimer.setSingleShot(true);
    m_checkTimer.setInterval(kCheckDelay);
    connect(&m_checkTimer, &QTimer::timeout, this, &TopologyDocument::checkNow);
    connect(&m_undoStack, &QUndoStack::cleanChanged, this, &TopologyDocument::titleChanged);
}

TopologyDocument::~TopologyDocument()
{
    // The dying stack would announce that it is empty to those who then ask this document.
    m_undoStack.blockSignals(true);
}

void TopologyDocument::push(const QString& text, const model::Edit& edit, const QString& gesture)
{
    push(new EditCommand(*this, text, {{edit, EditCommand::Reach::Shown}}, gesture));
}

void TopologyDocument::forget(const QString& gesture)
{
    const auto* last =
        dynamic_cast<const EditCommand*>(m_undoStack.command(m_undoStack.index() - 1));
    if (last == nullptr || gesture.isEmpty() || last->gesture() != gesture)
        return;
    const QScopedValueRollback forgetting(m_isForgetting, true);
    m_undoStack.undo();
}

void TopologyDocument::pushRenaming(const QString& text,
                                    const model::Edit& edit,
                                    const model::Renaming& renaming,
                                    const std::set<model::NodeId>& together)
{
    const model::DefinitionId part = m_path.empty() ? model::DefinitionId() : m_shown;
    auto others = std::get<model::Batch>(renameFromOutside(m_topology, part, renaming, together));
    std::vector<EditCommand::Step> steps;
    // First: a definition among them may go with its last instance.
    if (!others.edits.empty())
        steps.push_back({std::move(others), EditCommand::Reach::File});
    steps.push_back({edit, EditCommand::Reach::Shown});
    push(new EditCommand(*this, text, std::move(steps), {}));
}

void TopologyDocument::pushEndpoints(const QString& text, const model::EndpointEdit& edit)
{
    pushWithOutside(text, edit.shown, edit.outside);
    if (edit.links > 0)
        Q_EMIT portsWent(0, edit.links);
}

void TopologyDocument::pushWithOutside(const QString& text,
                                       const model::Edit& shown,
                                       model::Batch outside)
{
    std::vector<EditCommand::Step> steps{{shown, EditCommand::Reach::Shown}};
    if (!outside.edits.empty())
        steps.push_back({std::move(outside), EditCommand::Reach::File});
    push(new EditCommand(*this, text, std::move(steps), {}));
}

void TopologyDocument::push(EditCommand* command)
{
    // Within a step of the stack it would stand among the steps to redo and be done a second time.
    if (m_isStepping)
        delete command;
    else
        m_undoStack.push(command);
}

void TopologyDocument::settle()
{
    if (!m_isStepping)
        Q_EMIT settling();
}

void TopologyDocument::pushToRoot(const QString& text, const model::Edit& edit)
{
    push(new EditCommand(*this, text, {{edit, EditCommand::Reach::File}}, {}));
}

void TopologyDocument::pushPorts(const QString& text, const model::PortsRemoved& removed)
{
    pushToRoot(text, removed.edit);
    if (removed.ports > 0)
        Q_EMIT portsWent(removed.ports, removed.links);
}

void TopologyDocument::pushToFile(const QString& text, const model::Edit& edit)
{
    const auto placed = rules::placedFix(m_topology, edit);
    if (placed)
        pushPorts(text, {placed->edit, placed->ports, placed->links});
}

void TopologyDocument::reset(model::Topology topology,
                             const QString& filePath,
                             const QByteArray& fileDigest)
{
    settle();
    m_path.clear();
    m_inside = {};
    m_topology = std::move(topology);
    m_filePath = absolutePath(filePath);
    m_fileDigest = fileDigest;
    m_isFileGone = false;
    m_undoStack.clear();
    m_selection.clear();
    Q_EMIT wasReset();
    Q_EMIT titleChanged();
    checkNow();
}

void TopologyDocument::setFilePath(const QString& path)
{
    const QString absolute = absolutePath(path);
    if (absolute == m_filePath)
        return;
    m_filePath = absolute;
    Q_EMIT titleChanged();
}

QString TopologyDocument::title() const
{
    if (!m_filePath.isEmpty())
        return QFileInfo(m_filePath).fileName();
    return m_topology.name.empty() ? tr("Untitled") : QString::fromStdString(m_topology.name);
}

QString TopologyDocument::saveTo(const QString& path)
{
    settle();
    const std::string written = io::writeTopology(m_topology);
    // More of it than a file may hold can still be taken out here; in a file it would be out of
    // reach.
    if (const io::ReadResult again = io::readTopology(written); !again.isReadable())
        return tr("%1 was not saved, because it could not be opened again. %2 Take something out.")
            .arg(QDir::toNativeSeparators(path), QString::fromStdString(again.unreadable));
    const QByteArray text = QByteArray::fromStdString(written);
    Q_EMIT aboutToBeSaved();
    QString problem = saveText(path, text);
    if (!problem.isEmpty())
        return problem;
    m_fileDigest = digestOf(text);
    setFilePath(path);
    m_undoStack.setClean();
    setFileGone(false);
    Q_EMIT saved();
    return {};
}

FileState TopologyDocument::fileState() const
{
    const QFileInfo file(m_filePath);
    if (m_filePath.isEmpty() || m_fileDigest.isEmpty())
        return FileState::Same;
    if (!file.exists())
        return m_fileDigest == kNoText ? FileState::Same : FileState::Gone;
    return isFileChangedOutside() ? FileState::Changed : FileState::Same;
}

FileState TopologyDocument::lookAtFile()
{
    const FileState state = fileState();
    // Another text that takes its place holds no more of what is here than no file does.
    if (state != FileState::Changed)
        setFileGone(state == FileState::Gone);
    return state;
}

bool TopologyDocument::isFileGone() const
{
    return m_isFileGone || m_fileDigest == kNoText;
}

void TopologyDocument::setFileGone(bool isGone)
{
    if (std::exchange(m_isFileGone, isGone) != isGone)
        Q_EMIT titleChanged();
}

void TopologyDocument::keepOverFile()
{
    const io::FileText file = io::readFile(QFile::encodeName(m_filePath).toStdString());
    keepOver(file.problem.empty() ? digestOf(QByteArray::fromStdString(file.text))
                                  : QByteArray(kNoText));
}

void TopologyDocument::keepWithoutFile()
{
    keepOver(kNoText);
}

void TopologyDocument::keepOver(const QByteArray& fileDigest)
{
    m_fileDigest = fileDigest;
    m_isFileGone = false;
    m_undoStack.resetClean();
    Q_EMIT titleChanged();
}

void TopologyDocument::reload(model::Topology topology, const QByteArray& fileDigest)
{
    m_fileDigest = fileDigest;
    m_isFileGone = false;
    openInside({});
    push(tr("Reload the file"),
         model::ReplaceAll{std::make_shared<const model::Topology>(std::move(topology))});
    m_undoStack.setClean();
    // The first state of a fresh history is clean already: views of the file must hear it all the
    // same.
    Q_EMIT titleChanged();
}

bool TopologyDocument::isFileChangedOutside() const
{
    // Reading a pipe would wait, and it keeps nothing.
    if (m_fileDigest.isEmpty() || !QFileInfo(m_filePath).isFile())
        return false;
    const io::FileText file = io::readFile(QFile::encodeName(m_filePath).toStdString());
    return !file.problem.empty() || digestOf(QByteArray::fromStdString(file.text)) != m_fileDigest;
}

void TopologyDocument::checkNow()
{
    m_checkTimer.stop();
    m_findings = rules::check(m_topology, m_capabilities);
    readFindingsInView();
    Q_EMIT findingsChanged();
}

void TopologyDocument::setCapabilities(rules::Capabilities capabilities)
{
    m_capabilities = std::move(capabilities);
    checkNow();
}

model::Applied TopologyDocument::applyEdit(const model::Edit& edit)
{
    model::Applied applied = model::apply(m_path.empty() ? m_topology : m_inside, edit);
    if (!m_path.empty())
        writeInside();
    return applied;
}

void TopologyDocument::announce(const model::Change& change)
{
    if (change.structure || !change.groups.empty() || !change.notes.empty())
        dropRemovedFromSelection(change);
    // Findings depend on everything but where the cards stand.
    if (!change.layoutOnly)
        m_checkTimer.start();
    Q_EMIT changed(change);
    if (change.header && m_filePath.isEmpty())
        Q_EMIT titleChanged();
}

void TopologyDocument::dropRemovedFromSelection(const model::Change& change)
{
    std::set<model::NodeId> nodes = m_selection.nodes();
    std::set<model::LinkId> links = m_selection.links();
    // Of thousands that are selected all may have gone.
    std::unordered_set<model::NodeId> thereNodes;
    for (const model::Node& node : topology().nodes)
        thereNodes.insert(node.id);
    std::unordered_set<model::LinkId> thereLinks;
    for (const model::Link& link : topology().links)
        thereLinks.insert(link.id);
    for (const model::NodeId& node : change.nodes) {
        if (!thereNodes.contains(node))
            nodes.erase(node);
    }
    for (const model::LinkId& link : change.links) {
        if (!thereLinks.contains(link))
            links.erase(link);
    }
    std::set<model::GroupId> groups = m_selection.groups();
    std::set<model::NoteId> notes = m_selection.notes();
    std::erase_if(groups, [this](const auto& id) { return topology().find(id) == nullptr; });
    std::erase_if(notes, [this](const auto& id) { return topology().find(id) == nullptr; });
    m_selection.set(std::move(nodes), std::move(links), std::move(groups), std::move(notes));
}

} // namespace topomq::ui
