#include "ui/canvas/subtopology_editor.h"

#include "engine/model/collapse.h"
#include "engine/model/instances.h"
#include "engine/model/ports.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/drawing_editor.h"
#include "ui/document/file_texts.h"
#include "ui/document/part_definitions.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SubtopologyEditor)
};

/// Nodes without a place stand where the layout has put them.
void pinPlaces(model::Batch& batch, const CanvasScene& scene)
{
    model::MoveNodes pinned = scene.pinnedPlaces();
    if (!pinned.positions.empty())
        batch.edits.emplace_back(std::move(pinned));
}

} // namespace

SubtopologyEditor::SubtopologyEditor(CanvasScene& scene)
    : m_scene(scene)
    , m_document(scene.document())
{ }

std::optional<model::NodeId> SubtopologyEditor::selectedInstance() const
{
    const auto& nodes = m_document.selection()->nodes();
    const model::Node* node =
        nodes.size() == 1 ? m_document.topology().find(*nodes.begin()) : nullptr;
    return node != nullptr && isInstance(*node) ? std::optional(node->id) : std::nullopt;
}

QString SubtopologyEditor::collapse()
{
    const Selection& selection = *m_document.selection();
    const std::set<model::NodeId> nodes = moversOf(m_document.topology(), selection).nodes;
    std::string title = Words::tr("Stage").toStdString();
    if (selection.groups().size() == 1) {
        const model::Group* group = m_document.topology().find(*selection.groups().begin());
        if (group != nullptr && !group->title.empty())
            title = group->title;
    }
    model::Batch batch;
    pinPlaces(batch, m_scene);
    model::Topology placed = m_document.topology();
    model::apply(placed, batch);
    const model::Collapsed made =
        model::collapse(placed, nodes, selection.notes(), title, m_document.openDefinition());
    if (!made.problem.empty())
        return Words::tr("Select the nodes that shall become a sub-topology.");
    batch.edits.push_back(made.edit);
    m_document.pushRenaming(nodes.size() == 1
                                ? Words::tr("Collapse 1 node")
                                : Words::tr("Collapse %1 nodes into one").arg(nodes.size()),
                            batch, made.renaming, nodes);
    m_document.selection()->selectNode(made.instance);
    return Words::tr("Double-click it to see what is inside.");
}

QString SubtopologyEditor::expand()
{
    const std::set<model::NodeId> chosen = m_document.selection()->nodes();
    model::Batch batch;
    pinPlaces(batch, m_scene);
    model::Topology after = m_document.topology();
    model::apply(after, batch);
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
    std::vector<model::Renaming> renamings;
    for (const model::NodeId& id : chosen) {
        const model::Definition* open = m_document.openDefinition();
        model::Expanded expanded = model::expandInPlace(
            after, id, open == nullptr ? nullptr : findDefinition(after, open->id),
            m_document.root().nodes);
        if (expanded.nodes.empty())
            continue;
        model::apply(after, expanded.edit);
        batch.edits.push_back(std::move(expanded.edit));
        renamings.push_back(std::move(expanded.renaming));
        nodes.merge(expanded.nodes);
        links.merge(expanded.links);
    }
    if (renamings.empty())
        return Words::tr("Select a sub-topology to expand.");
    m_document.pushRenaming(Words::tr("Expand in place"), batch,
                            [&renamings](const std::string& name) -> std::optional<std::string> {
                                for (const model::Renaming& each : renamings) {
                                    if (auto renamed = each(name))
                                        return renamed;
                                }
                                return std::nullopt;
                            });
    m_document.selection()->set(nodes, links);
    return {};
}

QString SubtopologyEditor::addInstance(const model::DefinitionId& id, QPointF place)
{
    const model::Topology& topology = m_document.topology();
    const model::Definition* definition = findDefinition(topology, id);
    if (definition == nullptr)
        return {};
    const QPointF at = snapToGrid(place);
    const model::Node node = model::makeInstance(topology, id, {at.x(), at.y()});
    // Inside of a definition it may be one that holds this very definition.
    if (const model::Definition* open = m_document.openDefinition()) {
        model::Topology after = m_document.root();
        model::Definition changed = *open;
        changed.nodes.push_back(node);
        model::apply(after, model::put(changed));
        if (QString why = whyNoNesting(m_document.root(), after); !why.isEmpty())
            return why;
    }
    model::Batch batch{{model::AddNode{node, {}}}};
    DrawingEditor(m_scene).addJoining(batch, node.id, place);
    pinPlaces(batch, m_scene);
    m_document.push(Words::tr("Add %1").arg(QString::fromStdString(definition->title())), batch);
    m_document.selection()->selectNode(node.id);
    return {};
}

QString SubtopologyEditor::offerPorts()
{
    const model::Definition* open = m_document.openDefinition();
    if (open == nullptr)
        return Words::tr("Open a sub-topology first: only what is inside of one has ports.");
    model::Definition changed = *open;
    std::size_t added = 0;
    for (const model::NodeId& id : m_document.selection()->nodes()) {
        const model::Node* node = m_document.topology().find(id);
        for (std::size_t i = 0; node != nullptr && i < node->sockets.size(); ++i)
            added += model::offerPort(changed, {id, node->sockets[i].id}) ? 1 : 0;
    }
    if (added == 0)
        return withdrawPorts(*open);
    m_document.push(Words::tr("Offer to the outside"), model::put(changed));
    return Words::tr("Ports added: %1").arg(added);
}

QString SubtopologyEditor::withdrawPorts(const model::Definition& open)
{
    std::set<model::PortKey> chosen;
    for (const model::Port& port : open.ports) {
        if (m_document.selection()->nodes().contains(port.socket.node))
            chosen.emplace(port.id, port.socket);
    }
    if (chosen.empty())
        return Words::tr("Select nodes with sockets.");
    const model::PortsRemoved removed = model::removePorts(m_document.root(), open.id, chosen);
    m_document.pushPorts(Words::tr("No longer offer to the outside"), removed);
    return removed.links > 0 ? QString() : Words::tr("Ports removed: %1").arg(removed.ports);
}

void SubtopologyEditor::rename(const model::NodeId& instance, const QString& title)
{
    const model::Node* node = m_document.topology().find(instance);
    const std::string text = fitText(title.simplified(), FileText::Name).toStdString();
    if (node == nullptr || text.empty() || node->name == text)
        return;
    model::Batch batch;
    const model::Definition* definition = findDefinition(m_document.topology(), node->definition);
    if (definition != nullptr && countInstances(m_document.root(), definition->id) == 1) {
        model::Definition named = *definition;
        named.name = text;
        batch.edits.push_back(model::put(named));
    }
    model::Node renamed = *node;
    renamed.name = text;
    batch.edits.emplace_back(model::ReplaceNode{renamed});
    m_document.push(Words::tr("Rename %1").arg(QString::fromStdString(node->title())), batch);
}

} // namespace topomq::ui
