#include "ui/canvas/drawing_editor.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/document/file_texts.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <map>

namespace topomq::ui {

namespace {

model::Point toPoint(QPointF place)
{
    return {place.x(), place.y()};
}

/// Adding a note and writing its first text are one step.
QString newNoteGesture(const model::NoteId& id)
{
    return QStringLiteral("new note ") + QString::fromStdString(id.text());
}

void eraseMember(model::Group& group, const model::NodeId& node)
{
    std::erase(group.members, node);
}

/// The frame of an open group at the place; the last one is drawn over the others.
const GroupBox* frameAt(const CanvasGeometry& geometry, QPointF place)
{
    const auto& groups = geometry.groups();
    const auto found = std::find_if(groups.rbegin(), groups.rend(), [place](const GroupBox& box) {
        return !box.collapsed && box.rect.contains(place);
    });
    return found == groups.rend() ? nullptr : &*found;
}

} // namespace

std::vector<NamedColor> drawingColors()
{
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("DrawingEditor", text);
    };
    return {{"", tr(QT_TRANSLATE_NOOP("DrawingEditor", "Grey"))},
            {"blue", tr(QT_TRANSLATE_NOOP("DrawingEditor", "Blue"))},
            {"violet", tr(QT_TRANSLATE_NOOP("DrawingEditor", "Violet"))},
            {"green", tr(QT_TRANSLATE_NOOP("DrawingEditor", "Green"))},
            {"teal", tr(QT_TRANSLATE_NOOP("DrawingEditor", "Teal"))},
            {"magenta", tr(QT_TRANSLATE_NOOP("DrawingEditor", "Magenta"))}};
}

DrawingEditor::DrawingEditor(CanvasScene& scene)
    : m_scene(scene)
    , m_document(scene.document())
{ }

void DrawingEditor::setBends(const model::LinkId& link,
                             const std::vector<model::Point>& bends,
                             const QString& text)
{
    m_document.push(text, model::BendLinks{{{link, bends}}});
}

void DrawingEditor::addBend(const model::LinkId& id, QPointF place)
{
    const model::Link* link = m_document.topology().find(id);
    const LinkCurve* curve = m_scene.geometry().link(id);
    if (link == nullptr || curve == nullptr || curve->isFolded)
        return;
    const std::size_t index = std::min(curve->indexOfBendAt(place), link->bends.size());
    std::vector<model::Point> bends = link->bends;
    bends.insert(bends.begin() + static_cast<std::ptrdiff_t>(index), toPoint(snapToGrid(place)));
    setBends(id, bends, tr("Add a bend point"));
    m_document.selection()->selectLink(id);
    m_scene.chooseBend(BendRef{id, index});
}

void DrawingEditor::removeBend(const BendRef& bend)
{
    const model::Link* link = m_document.topology().find(bend.link);
    if (link == nullptr || bend.index >= link->bends.size())
        return;
    std::vector<model::Point> bends = link->bends;
    bends.erase(bends.begin() + static_cast<std::ptrdiff_t>(bend.index));
    m_scene.chooseBend(std::nullopt);
    setBends(bend.link, bends, tr("Remove a bend point"));
}

void DrawingEditor::removeBends()
{
    model::BendLinks straight;
    for (const model::LinkId& id : m_document.selection()->links()) {
        const model::Link* link = m_document.topology().find(id);
        if (link != nullptr && !link->bends.empty())
            straight.bends.emplace_back(id, std::vector<model::Point>());
    }
    if (!straight.bends.empty())
        m_document.push(tr("Remove bend points"), straight);
}

void DrawingEditor::groupSelection()
{
    const model::Topology& topology = m_document.topology();
    const std::set<model::NodeId> nodes = moversOf(topology, *m_document.selection()).nodes;
    if (nodes.empty())
        return;
    model::Group group;
    group.id = model::GroupId(model::freeId(topology, "group"));
    group.title = tr("Group").toStdString();
    for (const model::Node& node : topology.nodes) {
        if (nodes.contains(node.id))
            group.members.push_back(node.id);
    }
    model::Batch batch;
    for (const model::Group& old : topology.groups) {
        model::Group smaller = old;
        for (const model::NodeId& node : nodes)
            eraseMember(smaller, node);
        if (smaller.members.size() != old.members.size())
            putChanged(batch, std::move(smaller));
    }
    batch.edits.push_back(model::put(group));
    m_document.push(nodes.size() == 1 ? tr("Group 1 node") : tr("Group %1 nodes").arg(nodes.size()),
                    batch);
    m_document.selection()->selectGroup(group.id);
}

void DrawingEditor::ungroupSelection()
{
    const model::Topology& topology = m_document.topology();
    std::set<model::GroupId> groups = m_document.selection()->groups();
    for (const model::NodeId& node : m_document.selection()->nodes()) {
        if (const model::Group* group = topology.groupOf(node))
            groups.insert(group->id);
    }
    model::Batch batch;
    for (const model::GroupId& group : groups)
        batch.edits.emplace_back(model::SetGroup{group, {}, {}});
    if (batch.edits.empty())
        return;
    const std::set<model::NodeId> members = moversOf(topology, *m_document.selection()).nodes;
    m_document.push(tr("Ungroup"), batch);
    m_document.selection()->set(members, {});
}

void DrawingEditor::rename(const model::GroupId& id, const QString& title)
{
    const model::Group* group = m_document.topology().find(id);
    const std::string text = fitText(title.simplified(), FileText::Name).toStdString();
    if (group == nullptr || group->title == text)
        return;
    model::Group renamed = *group;
    renamed.title = text;
    m_document.push(tr("Rename the group"), model::put(renamed));
}

void DrawingEditor::toggleFolds(const std::set<model::GroupId>& groups)
{
    model::Batch batch;
    std::size_t collapsed = 0;
    for (const model::GroupId& id : groups) {
        const model::Group* group = m_document.topology().find(id);
        if (group == nullptr)
            continue;
        model::Group folded = *group;
        folded.collapsed = !folded.collapsed;
        collapsed += folded.collapsed ? 1 : 0;
        batch.edits.push_back(model::put(folded));
    }
    const std::size_t count = batch.edits.size();
    if (count == 0)
        return;
    m_document.push(count == 1 ? collapsed == 1 ? tr("Collapse the group") : tr("Open the group")
                        : collapsed == count ? tr("Collapse %1 groups").arg(count)
                        : collapsed == 0     ? tr("Open %1 groups").arg(count)
                                             : tr("Collapse or open %1 groups").arg(count),
                    batch);
}

void DrawingEditor::setColor(const QString& name)
{
    const Selection& selection = *m_document.selection();
    const std::string color = name.toStdString();
    model::Batch batch;
    for (const model::GroupId& id : selection.groups()) {
        if (const model::Group* group = m_document.topology().find(id)) {
            model::Group painted = *group;
            painted.color = color;
            batch.edits.push_back(model::put(painted));
        }
    }
    for (const model::NoteId& id : selection.notes()) {
        if (const model::Note* note = m_document.topology().find(id)) {
            model::Note painted = *note;
            painted.color = color;
            batch.edits.push_back(model::put(painted));
        }
    }
    if (!batch.edits.empty())
        m_document.push(tr("Set the colour"), batch);
}

model::NoteId DrawingEditor::addNote(QPointF place)
{
    model::Note note;
    note.id = model::NoteId(model::freeId(m_document.topology(), "note"));
    note.position = toPoint(snapToGrid(place));
    m_document.push(tr("Add a note"), model::put(note), newNoteGesture(note.id));
    m_document.selection()->selectNote(note.id);
    return note.id;
}

void DrawingEditor::setText(const model::NoteId& id, const QString& text)
{
    const model::Note* note = m_document.topology().find(id);
    const std::string fit = fitText(text, FileText::Note).toStdString();
    if (note == nullptr || note->text == fit)
        return;
    model::Note written = *note;
    written.text = fit;
    m_document.push(tr("Write a note"), model::put(written));
}

void DrawingEditor::setFirstText(const model::NoteId& id, const QString& text)
{
    const model::Note* note = m_document.topology().find(id);
    if (note == nullptr)
        return;
    model::Note written = *note;
    written.text = fitText(text, FileText::Note).toStdString();
    if (text.trimmed().isEmpty())
        m_document.forget(newNoteGesture(id));
    else
        m_document.push(tr("Add a note"), model::put(written), newNoteGesture(id));
}

void DrawingEditor::setRect(const model::NoteId& id, const QRectF& rect)
{
    const model::Note* note = m_document.topology().find(id);
    if (note == nullptr)
        return;
    model::Note resized = *note;
    resized.position = toPoint(rect.center());
    resized.size = {rect.width(), rect.height()};
    if (resized != *note)
        m_document.push(tr("Resize the note"), model::put(resized));
}

void DrawingEditor::addMoves(model::Batch& batch, const Movers& movers, QPointF offset) const
{
    const auto moved = [offset](model::Point point) {
        return model::Point{point.x + offset.x(), point.y + offset.y()};
    };
    const model::Topology& topology = m_document.topology();
    model::BendLinks bends;
    for (const model::Link& link : topology.links) {
        if (link.bends.empty() || !movers.nodes.contains(link.connect.node)
            || !movers.nodes.contains(link.bind.node))
            continue;
        bends.bends.emplace_back(link.id, link.bends);
        for (model::Point& bend : bends.bends.back().second)
            bend = moved(bend);
    }
    if (!bends.bends.empty())
        batch.edits.emplace_back(std::move(bends));
    for (const model::NoteId& id : movers.notes) {
        if (const model::Note* note = topology.find(id)) {
            model::Note shifted = *note;
            shifted.position = moved(note->position);
            batch.edits.push_back(model::put(shifted));
        }
    }
}

model::Batch DrawingEditor::membershipAfterDrop(const std::set<model::NodeId>& nodes) const
{
    const model::Topology& topology = m_document.topology();
    const CanvasGeometry& geometry = m_scene.geometry();
    std::set<model::GroupId> whole;
    for (const GroupBox& box : geometry.groups()) {
        if (std::all_of(box.members.begin(), box.members.end(),
                        [&nodes](const auto& member) { return nodes.contains(member); }))
            whole.insert(box.id);
    }
    std::map<model::GroupId, model::Group> changed;
    const auto groupToChange = [&](const model::GroupId& id) -> model::Group& {
        return changed.try_emplace(id, *topology.find(id)).first->second;
    };
    for (const model::NodeId& id : nodes) {
        const NodeBox* card = geometry.node(id);
        const model::Group* now = topology.groupOf(id);
        if (card == nullptr || (now != nullptr && whole.contains(now->id)))
            continue;
        const GroupBox* then = frameAt(geometry, card->rect.center());
        if (then != nullptr && whole.contains(then->id))
            then = nullptr;
        if (now != nullptr && then != nullptr && now->id == then->id)
            continue;
        if (now != nullptr)
            eraseMember(groupToChange(now->id), id);
        if (then != nullptr)
            groupToChange(then->id).members.push_back(id);
    }
    model::Batch batch;
    for (const auto& [id, group] : changed)
        putChanged(batch, group);
    return batch;
}

void DrawingEditor::addJoining(model::Batch& batch, const model::NodeId& node, QPointF place) const
{
    const GroupBox* frame = frameAt(m_scene.geometry(), place);
    const model::Group* group = frame == nullptr ? nullptr : m_document.topology().find(frame->id);
    if (group == nullptr)
        return;
    model::Group larger = *group;
    larger.members.push_back(node);
    batch.edits.push_back(model::put(larger));
}

void DrawingEditor::addRemovals(model::Batch& batch) const
{
    const Selection& selection = *m_document.selection();
    for (const model::NoteId& note : selection.notes())
        batch.edits.emplace_back(model::SetNote{note, {}, {}});
    for (const model::Group& group : m_document.topology().groups) {
        if (selection.groups().contains(group.id)) {
            batch.edits.emplace_back(model::SetGroup{group.id, {}, {}});
            continue;
        }
        model::Group smaller = group;
        std::erase_if(smaller.members, [&selection](const model::NodeId& member) {
            return selection.nodes().contains(member);
        });
        if (smaller.members.size() != group.members.size())
            putChanged(batch, std::move(smaller));
    }
}

/// A group without members could not be seen nor taken away.
void DrawingEditor::putChanged(model::Batch& batch, model::Group group) const
{
    const bool lives =
        std::any_of(group.members.begin(), group.members.end(), [this](const auto& member) {
            return m_document.topology().find(member) != nullptr;
        });
    if (lives)
        batch.edits.push_back(model::put(group));
    else
        batch.edits.emplace_back(model::SetGroup{group.id, {}, {}});
}

model::Edit DrawingEditor::withoutBends(const model::Topology& topology,
                                        const model::MoveNodes& moves)
{
    std::set<model::NodeId> moved;
    for (const auto& [id, place] : moves.positions)
        moved.insert(id);
    model::BendLinks straight;
    for (const model::Link& link : topology.links) {
        if (!link.bends.empty()
            && (moved.contains(link.connect.node) || moved.contains(link.bind.node)))
            straight.bends.emplace_back(link.id, std::vector<model::Point>());
    }
    if (straight.bends.empty())
        return moves;
    return model::Batch{{moves, straight}};
}

} // namespace topomq::ui
