#include "ui/document/parts.h"

#include "engine/model/flat_topology.h"
#include "engine/model/node_references.h"
#include "engine/model/parameters.h"
#include "engine/model/subtopology.h"
#include "ui/document/free_names.h"
#include "ui/document/part_definitions.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

namespace topomq::ui {

namespace {

constexpr double kBeside = 32;

model::Point shiftFor(const model::Topology& pasted, std::optional<model::Point> centre)
{
    if (!centre)
        return {kBeside, kBeside};
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    bool first = true;
    const auto take = [&](model::Point at) {
        left = first ? at.x : std::min(left, at.x);
        right = first ? at.x : std::max(right, at.x);
        top = first ? at.y : std::min(top, at.y);
        bottom = first ? at.y : std::max(bottom, at.y);
        first = false;
    };
    for (const model::Node& node : pasted.nodes) {
        if (node.position)
            take(*node.position);
    }
    for (const model::Note& note : pasted.notes)
        take(note.position);
    return {centre->x - (left + right) / 2, centre->y - (top + bottom) / 2};
}

void addLinks(Pasted& pasted,
              model::Batch& batch,
              const std::vector<model::Link>& links,
              const Renamed& renamed,
              model::Point shift,
              FreeNames& names)
{
    for (model::Link link : links) {
        const auto connect = renamed.find(link.connect.node);
        const auto bind = renamed.find(link.bind.node);
        if (connect == renamed.end() || bind == renamed.end())
            continue;
        link.id = model::LinkId(names.id(link.id.text()));
        link.connect.node = connect->second;
        link.bind.node = bind->second;
        for (model::Point& bend : link.bends)
            bend = {bend.x + shift.x, bend.y + shift.y};
        pasted.links.insert(link.id);
        batch.edits.emplace_back(model::AddLink{link, {}});
    }
}

void addGroups(Pasted& pasted,
               model::Batch& batch,
               const std::vector<model::Group>& groups,
               const Renamed& renamed,
               FreeNames& names)
{
    for (model::Group group : groups) {
        std::vector<model::NodeId> members;
        for (const model::NodeId& member : group.members) {
            if (const auto found = renamed.find(member); found != renamed.end())
                members.push_back(found->second);
        }
        if (members.empty())
            continue;
        group.id = model::GroupId(names.id(group.id.text()));
        group.members = std::move(members);
        pasted.groups.insert(group.id);
        batch.edits.push_back(model::put(group));
    }
}

void addNotes(Pasted& pasted,
              model::Batch& batch,
              const std::vector<model::Note>& notes,
              model::Point shift,
              FreeNames& names)
{
    for (model::Note note : notes) {
        note.id = model::NoteId(names.id(note.id.text()));
        note.position = {note.position.x + shift.x, note.position.y + shift.y};
        pasted.notes.insert(note.id);
        batch.edits.push_back(model::put(note));
    }
}

/// The selected nodes with the members of the selected groups.
std::set<model::NodeId> nodesToCopy(const model::Topology& topology, const Selection& selection)
{
    std::set<model::NodeId> chosen = selection.nodes();
    for (const model::GroupId& id : selection.groups()) {
        if (const model::Group* group = topology.find(id))
            chosen.insert(group->members.begin(), group->members.end());
    }
    return chosen;
}

std::vector<model::Group> groupsToCopy(const model::Topology& topology,
                                       const std::set<model::NodeId>& chosen)
{
    std::vector<model::Group> groups;
    for (const model::Group& group : topology.groups) {
        bool whole = true;
        bool any = false;
        for (const model::NodeId& member : group.members) {
            if (topology.find(member) == nullptr)
                continue;
            any = true;
            whole = whole && chosen.contains(member);
        }
        if (any && whole)
            groups.push_back(group);
    }
    return groups;
}

/// Those that the nodes use, with those that these are reckoned from.
std::vector<model::Parameter> parametersOf(const model::Topology& part,
                                           const std::vector<model::Parameter>& all)
{
    std::vector<std::string> open;
    // What is inside of sub-topologies uses them too.
    const model::FlatTopology flat(part);
    for (const model::ParameterUse& use : model::parameterUses(flat.topology())) {
        const auto names = model::parametersIn(use.expression);
        open.insert(open.end(), names.begin(), names.end());
    }
    std::set<std::string> used;
    while (!open.empty()) {
        const std::string name = std::move(open.back());
        open.pop_back();
        if (!used.insert(name).second)
            continue;
        for (const model::Parameter& each : all) {
            const std::string* text = each.name == name ? each.value.asText() : nullptr;
            if (text == nullptr)
                continue;
            const auto names = model::parametersIn(*text);
            open.insert(open.end(), names.begin(), names.end());
        }
    }
    std::vector<model::Parameter> chosen;
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
                 [&used](const model::Parameter& each) { return used.contains(each.name); });
    return chosen;
}

/// A parameter that is there already keeps its value: the file's own number counts.
void addParameters(model::Batch& batch, const model::Topology& into, const model::Topology& part)
{
    model::SetParameters set{into.parameters};
    for (const model::Parameter& each : parametersOf(part, part.parameters)) {
        if (model::findParameter(into, each.name) == nullptr)
            set.parameters.push_back(each);
    }
    if (set.parameters.size() != into.parameters.size())
        batch.edits.emplace_back(std::move(set));
}

/// Inside of a sub-topology the part may hold the one that it is put into.
QString whyNoInstances(const TopologyDocument& document,
                       const std::vector<model::Node>& nodes,
                       const std::vector<model::Definition>& added)
{
    if (added.empty() && std::none_of(nodes.begin(), nodes.end(), model::isInstance))
        return {};
    model::Topology after;
    after.definitions = document.root().definitions;
    after.definitions.insert(after.definitions.end(), added.begin(), added.end());
    if (const model::Definition* open = document.openDefinition()) {
        const auto grown = std::find_if(after.definitions.begin(), after.definitions.end(),
                                        [open](const auto& each) { return each.id == open->id; });
        grown->nodes.insert(grown->nodes.end(), nodes.begin(), nodes.end());
    }
    return whyNoNesting(document.root(), after);
}

} // namespace

model::Topology selectedPart(const TopologyDocument& document)
{
    const model::Topology& topology = document.topology();
    const Selection& selection = document.selection();
    const auto chosen = nodesToCopy(topology, selection);
    model::Topology part;
    for (const model::Node& node : topology.nodes) {
        if (chosen.contains(node.id))
            part.nodes.push_back(node);
    }
    for (const model::Note& note : topology.notes) {
        if (selection.notes().contains(note.id))
            part.notes.push_back(note);
    }
    for (const model::Link& link : topology.links) {
        if (chosen.contains(link.connect.node) && chosen.contains(link.bind.node))
            part.links.push_back(link);
    }
    part.groups = groupsToCopy(topology, chosen);
    part.definitions = definitionsOf(part, topology.definitions);
    part.parameters = parametersOf(part, topology.parameters);
    return part;
}

void followCopies(model::Node& node, const Renamed& renamed)
{
    model::renameReferences(
        node, [&renamed](const std::string& name) -> std::optional<std::string> {
            // A path begins with the instance that it leads into.
            const std::size_t first = std::min(name.find('/'), name.size());
            const auto found = renamed.find(model::NodeId(name.substr(0, first)));
            return found == renamed.end()
                ? std::nullopt
                : std::optional(found->second.text() + name.substr(first));
        });
}

Pasted insertEdit(const TopologyDocument& document,
                  model::Topology part,
                  std::optional<model::Point> centre)
{
    Pasted pasted;
    FreeNames names(document.topology());
    Renamed renamed;
    for (model::Node& node : part.nodes) {
        const model::NodeId id(names.id(node.id.text()));
        renamed.emplace(node.id, id);
        node.id = id;
        if (!node.name.empty())
            node.name = names.title(node.name);
    }
    const std::vector<model::Definition> added = missingDefinitions(document.topology(), part);
    if (QString problem = whyNoInstances(document, part.nodes, added); !problem.isEmpty())
        return {.problem = std::move(problem)};
    const model::Point shift = shiftFor(part, centre);
    model::Batch batch;
    addParameters(batch, document.topology(), part);
    for (const model::Definition& each : added)
        batch.edits.push_back(model::put(each));
    for (model::Node& node : part.nodes) {
        followCopies(node, renamed);
        if (node.position)
            node.position = model::Point{node.position->x + shift.x, node.position->y + shift.y};
        pasted.nodes.insert(node.id);
        batch.edits.emplace_back(model::AddNode{node, {}});
    }
    addLinks(pasted, batch, part.links, renamed, shift, names);
    addGroups(pasted, batch, part.groups, renamed, names);
    addNotes(pasted, batch, part.notes, shift, names);
    pasted.edit = batch;
    return pasted;
}

} // namespace topomq::ui
