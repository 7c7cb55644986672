// Sub-topologies that are opened for editing. See topology_document.cpp for the rest of the class.

#include "engine/model/subtopology.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// The definition that the path leads to; null: it leads nowhere.
const model::Definition* definitionAt(const model::Topology& root,
                                      const std::vector<model::NodeId>& path)
{
    const model::Definition* at = nullptr;
    for (const model::NodeId& step : path) {
        const model::Node* node = at == nullptr ? root.find(step) : at->find(step);
        at = node == nullptr || !isInstance(*node) ? nullptr
                                                   : findDefinition(root, node->definition);
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

} // namespace

const model::Definition* TopologyDocument::openDefinition() const
{
    return m_path.empty() ? nullptr : findDefinition(m_topology, m_shown);
}

bool TopologyDocument::openInside(const std::vector<model::NodeId>& path)
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
        // What would mend it is made for the whole file.
        if (!m_path.empty())
            m_findingsInView.back().fix.reset();
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
