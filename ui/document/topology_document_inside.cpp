// Sub-topologies that are opened for editing. See topology_document.cpp for the rest of the class.

#include "engine/model/instances.h"
#include "engine/model/ports.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

const model::Definition* TopologyDocument::openDefinition() const
{
    return m_path.empty() ? nullptr : findDefinition(m_topology, m_shown);
}

bool TopologyDocument::openInside(const std::vector<model::NodeId>& path)
{
    if (path != m_path)
        settle();
    return showInside(path);
}

bool TopologyDocument::showInside(const std::vector<model::NodeId>& path)
{
    if (path == m_path)
        return true;
    const model::Definition* definition = definitionAt(m_topology, path);
    if (!path.empty() && (definition == nullptr || path.size() > model::kDeepestDefinitions))
        return false;
    m_path = path;
    m_shown = definition == nullptr ? model::DefinitionId() : definition->id;
    m_inside = {};
    if (!m_path.empty())
        readInside();
    m_selection.clear();
    readFindingsInView();
    Q_EMIT insideChanged();
    return true;
}

bool TopologyDocument::leaveInside()
{
    if (m_path.empty())
        return false;
    const model::NodeId left = m_path.back();
    openInside({m_path.begin(), std::prev(m_path.end())});
    m_selection.reveal({left}, {});
    return true;
}

void TopologyDocument::readInside()
{
    const model::Definition definition = *findDefinition(m_topology, m_shown);
    m_inside = m_topology;
    m_inside.nodes = definition.nodes;
    m_inside.links = definition.links;
    m_inside.groups = definition.groups;
    m_inside.notes = definition.notes;
}

model::Applied TopologyDocument::applyToFile(const model::Edit& edit)
{
    model::Applied applied = model::apply(m_topology, edit);
    if (!m_path.empty())
        followFile(applied.change);
    return applied;
}

/// What is shown may have changed in any place, or be there no more.
void TopologyDocument::followFile(model::Change& change)
{
    const model::Definition* definition = definitionAt(m_topology, m_path);
    if (definition == nullptr) {
        showInside({});
        return;
    }
    const model::Topology before = std::move(m_inside);
    m_shown = definition->id;
    readInside();
    for (const model::Topology* each : {&before, &std::as_const(m_inside)}) {
        for (const model::Node& node : each->nodes)
            change.nodes.insert(node.id);
        for (const model::Link& link : each->links)
            change.links.insert(link.id);
        for (const model::Group& group : each->groups)
            change.groups.insert(group.id);
        for (const model::Note& note : each->notes)
            change.notes.insert(note.id);
    }
    change.layoutOnly = false;
    change.structure = true;
}

/// What was edited inside becomes the definition; all else is shared with the file.
void TopologyDocument::writeInside()
{
    const auto mine =
        std::find_if(m_inside.definitions.begin(), m_inside.definitions.end(),
                     [this](const model::Definition& each) { return each.id == m_shown; });
    if (mine != m_inside.definitions.end()) {
        mine->nodes = m_inside.nodes;
        mine->links = m_inside.links;
        mine->groups = m_inside.groups;
        mine->notes = m_inside.notes;
    }
    m_topology.name = m_inside.name;
    m_topology.description = m_inside.description;
    m_topology.extras = m_inside.extras;
    m_topology.context = m_inside.context;
    m_topology.parameters = m_inside.parameters;
    m_topology.definitions = m_inside.definitions;
    refreshInstances(m_topology);
    m_inside.definitions = m_topology.definitions;
    refreshInstances(m_inside);
}

void TopologyDocument::readFindingsInView()
{
    m_findingsInView.clear();
    for (const model::Finding& finding : m_findings) {
        const auto where = placeInView(finding.where);
        if (!where || (!m_path.empty() && where->empty()))
            continue;
        m_findingsInView.push_back(finding);
        m_findingsInView.back().where = *where;
    }
}

std::string TopologyDocument::openPlace(const std::string& where)
{
    std::vector<model::NodeId> path;
    std::size_t begin = 0;
    for (auto slash = where.find('/'); slash != std::string::npos; slash = where.find('/', begin)) {
        path.emplace_back(where.substr(begin, slash - begin));
        begin = slash + 1;
    }
    return openInside(path) ? where.substr(begin) : where;
}

std::optional<std::string> TopologyDocument::placeInView(const std::string& where) const
{
    std::string here;
    for (const model::NodeId& step : m_path)
        here += step.text() + "/";
    if (!where.starts_with(here))
        return std::nullopt;
    const std::string rest = where.substr(here.size());
    return rest.substr(0, rest.find('/'));
}

} // namespace topomq::ui
