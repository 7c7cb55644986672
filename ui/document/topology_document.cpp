#include "ui/document/topology_document.h"

#include "engine/io/topology_file.h"
#include "engine/rules/rules.h"
#include "ui/document/edit_command.h"
#include "ui/document/save_text.h"

#include <QFileInfo>

#include <chrono>
#include <utility>

namespace topomq::ui {

namespace {

constexpr std::chrono::milliseconds kCheckDelay{80};

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
    m_undoStack.push(new EditCommand(*this, text, edit, gesture));
}

void TopologyDocument::reset(model::Topology topology, const QString& filePath)
{
    m_topology = std::move(topology);
    m_filePath = filePath;
    m_undoStack.clear();
    m_selection.clear();
    Q_EMIT wasReset();
    Q_EMIT titleChanged();
    checkNow();
}

void TopologyDocument::setFilePath(const QString& path)
{
    if (path == m_filePath)
        return;
    m_filePath = path;
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
    const std::string text = io::writeTopology(m_topology);
    QString problem = saveText(path, QByteArray::fromStdString(text));
    if (!problem.isEmpty())
        return problem;
    setFilePath(path);
    m_undoStack.setClean();
    return {};
}

void TopologyDocument::checkNow()
{
    m_checkTimer.stop();
    m_findings = rules::check(m_topology, m_capabilities);
    Q_EMIT findingsChanged();
}

void TopologyDocument::setCapabilities(rules::Capabilities capabilities)
{
    m_capabilities = std::move(capabilities);
    checkNow();
}

model::Edit TopologyDocument::applyEdit(const model::Edit& edit)
{
    model::Applied applied = model::apply(m_topology, edit);
    if (applied.change.structure)
        dropRemovedFromSelection(applied.change);
    // Findings depend on everything but where the cards stand.
    if (!applied.change.layoutOnly)
        m_checkTimer.start();
    Q_EMIT changed(applied.change);
    if (applied.change.header && m_filePath.isEmpty())
        Q_EMIT titleChanged();
    return std::move(applied.inverse);
}

void TopologyDocument::dropRemovedFromSelection(const model::Change& change)
{
    std::set<model::NodeId> nodes = m_selection.nodes();
    std::set<model::LinkId> links = m_selection.links();
    for (const model::NodeId& node : change.nodes) {
        if (nodes.contains(node) && m_topology.find(node) == nullptr)
            nodes.erase(node);
    }
    for (const model::LinkId& link : change.links) {
        if (links.contains(link) && m_topology.find(link) == nullptr)
            links.erase(link);
    }
    m_selection.set(std::move(nodes), std::move(links));
}

} // namespace topomq::ui
