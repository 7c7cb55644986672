// Adding, linking, deleting, copying; see canvas_editor_places.cpp for what moves nodes.

#include "ui/canvas/canvas_editor.h"

#include "engine/model/settings.h"
#include "engine/rules/rules.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/figure_text.h"
#include "ui/canvas/role_fit.h"
#include "ui/document/clipboard.h"
#include "ui/document/engine_text.h"
#include "ui/document/security_edits.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>

#include <utility>

namespace topomq::ui {

namespace {

model::Point gridPoint(QPointF place)
{
    const QPointF snapped = snapToGrid(place);
    return {snapped.x(), snapped.y()};
}

QString labelOf(model::Role role)
{
    return engineText(model::infoOf(role).label);
}

} // namespace

CanvasEditor::CanvasEditor(CanvasScene& scene, QObject* parent)
    : QObject(parent)
    , m_scene(scene)
    , m_document(scene.document())
    , m_drawing(scene)
{
    // Elsewhere, and later, other nodes have the same ids.
    connect(&scene, &CanvasScene::replaced, this, [this] { setLinkStart({}); });
    connect(&m_document, &TopologyDocument::changed, this, [this](const model::Change& change) {
        std::set<model::NodeId> start = m_linkStart;
        std::erase_if(start, [&](const model::NodeId& id) {
            return change.nodes.contains(id) && m_document.topology().find(id) == nullptr;
        });
        setLinkStart(std::move(start));
    });
}

QString CanvasEditor::titleOf(const model::NodeId& node) const
{
    return nodeTitle(m_document.topology(), node);
}

void CanvasEditor::link(const model::SocketRef& a, const model::SocketRef& b)
{
    const model::Topology& topology = m_document.topology();
    const std::string why = rules::whyNoLink(topology, a, b);
    if (!why.empty()) {
        Q_EMIT statusMessage(QString::fromStdString(why));
        return;
    }
    model::LinkId id;
    const model::Edit edit = rules::makeLink(topology, a, b, m_transport.toStdString(), &id);
    const rules::BindChoice choice = rules::chooseBindSide(topology, a, b);
    m_document.push(tr("Link %1 and %2").arg(titleOf(a.node), titleOf(b.node)), edit);
    m_document.selection()->selectLink(id);
    Q_EMIT statusMessage(tr("%1 binds: %2. Press F to let the other side bind.")
                             .arg(titleOf(choice.firstBinds ? a.node : b.node),
                                  QString::fromStdString(choice.reason)));
}

void CanvasEditor::addRole(const RoleKind& kind, QPointF place)
{
    const model::Node node = nodeOfKind(m_document.topology(), kind, gridPoint(place));
    model::Batch batch{{model::AddNode{node, {}}}};
    m_drawing.addJoining(batch, node.id, place);
    pushPinned(tr("Add %1").arg(labelOf(kind.role)), std::move(batch));
    m_document.selection()->selectNode(node.id);
}

void CanvasEditor::addRoleLinkedTo(const RoleKind& kind,
                                   QPointF place,
                                   const model::SocketRef& from)
{
    const model::Socket* socket = m_document.topology().find(from);
    if (socket == nullptr)
        return;
    auto fitting = fittingNode(m_document.topology(), kind, gridPoint(place), socket->type);
    if (!fitting) {
        Q_EMIT statusMessage(tr("A %1 cannot talk to this socket.").arg(labelOf(kind.role)));
        return;
    }
    model::Topology after = m_document.topology();
    model::Batch batch;
    batch.edits.emplace_back(model::AddNode{fitting->node, {}});
    model::apply(after, batch.edits.front());
    const model::SocketRef to{fitting->node.id, fitting->socket};
    const std::string why = rules::whyNoLink(after, from, to);
    if (!why.empty()) {
        Q_EMIT statusMessage(QString::fromStdString(why));
        return;
    }
    model::LinkId id;
    batch.edits.push_back(rules::makeLink(after, from, to, m_transport.toStdString(), &id));
    m_drawing.addJoining(batch, fitting->node.id, place);
    pushPinned(tr("Add %1 linked to %2").arg(labelOf(kind.role), titleOf(from.node)),
               std::move(batch));
    m_document.selection()->selectNode(fitting->node.id);
}

void CanvasEditor::deleteSelection()
{
    if (m_scene.chosenBend()) {
        m_drawing.removeBend(BendRef(*m_scene.chosenBend()));
        return;
    }
    const model::Topology& topology = m_document.topology();
    const Selection& selection = *m_document.selection();
    model::Batch batch;
    std::size_t links = 0;
    for (const model::Link& link : topology.links) {
        const bool goes = selection.links().contains(link.id)
            || selection.nodes().contains(link.connect.node)
            || selection.nodes().contains(link.bind.node);
        if (!goes)
            continue;
        batch.edits.emplace_back(model::RemoveLink{link.id});
        ++links;
    }
    std::size_t nodes = 0;
    for (const model::Node& node : topology.nodes) {
        if (!selection.nodes().contains(node.id))
            continue;
        batch.edits.emplace_back(model::RemoveNode{node.id});
        ++nodes;
    }
    m_drawing.addRemovals(batch);
    if (batch.edits.empty())
        return;
    const QString nodeText = nodes == 1 ? tr("1 node") : tr("%1 nodes").arg(nodes);
    const QString linkText = links == 1 ? tr("1 link") : tr("%1 links").arg(links);
    const QString text = nodes + links == 0 ? tr("Delete notes and frames")
        : links == 0                        ? tr("Delete %1").arg(nodeText)
        : nodes == 0                        ? tr("Delete %1").arg(linkText)
                                            : tr("Delete %1 and %2").arg(nodeText, linkText);
    m_document.selection()->clear();
    m_document.push(text, batch);
}

void CanvasEditor::selectAll()
{
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
    for (const model::Node& node : m_document.topology().nodes)
        nodes.insert(node.id);
    for (const model::Link& link : m_document.topology().links)
        links.insert(link.id);
    std::set<model::GroupId> groups;
    std::set<model::NoteId> notes;
    for (const model::Group& group : m_document.topology().groups)
        groups.insert(group.id);
    for (const model::Note& note : m_document.topology().notes)
        notes.insert(note.id);
    m_document.selection()->set(nodes, links, groups, notes);
}

void CanvasEditor::copy()
{
    const QString text = copyToText(m_document);
    if (text.isEmpty()) {
        Q_EMIT statusMessage(tr("Nothing to copy: select nodes first."));
        return;
    }
    QGuiApplication::clipboard()->setMimeData(clipboardData(text));
    const Movers copied = moversOf(m_document.topology(), *m_document.selection());
    Q_EMIT statusMessage(copied.nodes.empty()
                             ? tr("Copied %1 notes as JSON text.").arg(copied.notes.size())
                             : tr("Copied %1 nodes as JSON text.").arg(copied.nodes.size()));
}

void CanvasEditor::cut()
{
    const Selection& selection = *m_document.selection();
    if (selection.nodes().empty() && selection.notes().empty()) {
        Q_EMIT statusMessage(tr("Nothing to cut: select nodes first."));
        return;
    }
    copy();
    deleteSelection();
}

void CanvasEditor::paste(std::optional<QPointF> place)
{
    const QMimeData* data = QGuiApplication::clipboard()->mimeData();
    pasteText(data == nullptr ? QString() : textOf(*data), place, tr("Paste"));
}

void CanvasEditor::duplicate()
{
    const QString text = copyToText(m_document);
    if (!text.isEmpty())
        pasteText(text, std::nullopt, tr("Duplicate"));
}

void CanvasEditor::pasteText(const QString& text, std::optional<QPointF> place, const QString& name)
{
    std::optional<model::Point> centre;
    if (place)
        centre = gridPoint(*place);
    const Pasted pasted = pasteEdit(m_document, text, centre);
    if (!pasted.problem.isEmpty()) {
        Q_EMIT statusMessage(tr("Nothing was pasted."));
        Q_EMIT pasteRefused(pasted.problem);
        return;
    }
    pushPinned(pasted.nodes.empty() ? tr("%1 notes").arg(name)
                   : pasted.nodes.size() == 1
                   ? tr("%1 1 node").arg(name)
                   : tr("%1 %2 nodes").arg(name).arg(pasted.nodes.size()),
               {{pasted.edit}});
    m_document.selection()->set(pasted.nodes, pasted.links, pasted.groups, pasted.notes);
}

void CanvasEditor::flipBindSide()
{
    const auto links = m_document.selection()->links();
    if (links.empty()) {
        Q_EMIT statusMessage(tr("Select a link to flip its bind side."));
        return;
    }
    const model::Topology& topology = m_document.topology();
    model::Flips flips;
    for (const model::LinkId& id : links) {
        const model::Link* link = topology.find(id);
        if (link == nullptr)
            continue;
        const std::string fresh = rules::freshAddress(transportOf(topology, *link).toStdString());
        flips.emplace_back(id,
                           fresh.empty() ? rules::freshAddress(m_transport.toStdString()) : fresh);
    }
    if (flips.empty())
        return;
    m_document.pushEndpoints(links.size() == 1
                                 ? tr("Flip the bind side")
                                 : tr("Flip the bind side of %1 links").arg(links.size()),
                             model::flipBindSides(m_document.shownPart(), flips));
    m_document.selection()->set(m_document.selection()->nodes(), links);
}

void CanvasEditor::toggleEnabled()
{
    const model::Topology& topology = m_document.topology();
    const Selection& selection = *m_document.selection();
    model::Batch batch;
    bool enables = false;
    for (const model::NodeId& id : selection.nodes())
        enables = enables || (topology.find(id) != nullptr && !topology.find(id)->enabled);
    for (const model::LinkId& id : selection.links())
        enables = enables || (topology.find(id) != nullptr && !topology.find(id)->enabled);
    for (const model::NodeId& id : selection.nodes()) {
        if (const model::Node* node = topology.find(id)) {
            model::Node changed = *node;
            changed.enabled = enables;
            batch.edits.emplace_back(model::ReplaceNode{changed});
        }
    }
    for (const model::LinkId& id : selection.links()) {
        if (const model::Link* link = topology.find(id)) {
            model::Link changed = *link;
            changed.enabled = enables;
            batch.edits.emplace_back(model::ReplaceLink{changed});
        }
    }
    if (!batch.edits.empty())
        m_document.push(enables ? tr("Take part in the run") : tr("Leave out of the run"), batch);
}

void CanvasEditor::secureLinks()
{
    const QString problem = ui::secureLinks(m_document, m_document.selection()->links());
    Q_EMIT statusMessage(
        problem.isEmpty() ? tr("Secured with CURVE; the keys are made when it runs") : problem);
}

} // namespace topomq::ui
