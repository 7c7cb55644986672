#include "ui/session/drawn_things.h"

#include "engine/model/subtopology.h"
#include "engine/plan/plan_places.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace topomq::ui {

namespace {

/// Finds many places of a file (`stage1/w1`), reading each part of it once and only when one in it
/// is asked for. Good for as long as the file stays as it is.
class PlaceLookup
{
public:
    explicit PlaceLookup(const model::Topology& root)
        : m_root(root)
    { }

    /// "First/w1"; nothing: no node is there.
    [[nodiscard]] std::optional<std::string> titleOf(const std::string& place)
    {
        const Part& part = partAround(place);
        const auto found = part.nodes.find(lastStep(place));
        return found == part.nodes.end() ? std::nullopt
                                         : std::optional(part.title + found->second->title());
    }

    [[nodiscard]] bool hasLink(const std::string& place)
    {
        return partAround(place).links.contains(lastStep(place));
    }

private:
    struct Part
    {
        /// "First/"
        std::string title;
        std::unordered_map<std::string_view, const model::Node*> nodes;
        std::unordered_set<std::string_view> links;
    };

    [[nodiscard]] static std::string_view lastStep(std::string_view place)
    {
        return place.substr(place.rfind('/') + 1);
    }

    [[nodiscard]] const Part& partAround(const std::string& place)
    {
        const auto slash = place.rfind('/');
        const std::string holder = slash == std::string::npos ? "" : place.substr(0, slash);
        const auto known = m_parts.find(holder);
        return known == m_parts.end() ? m_parts.emplace(holder, read(holder)).first->second
                                      : known->second;
    }

    [[nodiscard]] Part read(const std::string& holder)
    {
        if (holder.empty())
            return partOf({}, m_root);
        const Part& around = partAround(holder);
        const auto instance = around.nodes.find(lastStep(holder));
        const model::Definition* inside = instance == around.nodes.end()
            ? nullptr
            : findDefinition(m_root, instance->second->definition);
        return inside == nullptr ? Part()
                                 : partOf(around.title + instance->second->title() + "/", *inside);
    }

    template <class Holder>
    [[nodiscard]] static Part partOf(std::string title, const Holder& holder)
    {
        Part part{std::move(title), {}, {}};
        for (const model::Node& node : holder.nodes)
            part.nodes.emplace(node.id.text(), &node);
        for (const model::Link& link : holder.links)
            part.links.insert(link.id.text());
        return part;
    }

    const model::Topology& m_root;
    std::map<std::string, Part> m_parts;
};

/// Of what a change tells: what may have come, gone or got another title of all that runs.
class Reach
{
public:
    Reach(const model::Change& change, bool isInside)
        : m_change(change)
        // What is drawn in a definition is there once for each of its instances.
        , m_isEverywhere(isInside || !change.definitions.empty())
    { }

    [[nodiscard]] bool has(const plan::PlannedNode& node) const
    {
        return m_isEverywhere
            || (node.path.empty() ? m_change.nodes.contains(node.id) : hasInstance(node.path));
    }

    [[nodiscard]] bool has(const plan::PlannedLink& link) const
    {
        return m_isEverywhere
            || (link.path.empty() ? m_change.links.contains(link.id) : hasInstance(link.path));
    }

private:
    [[nodiscard]] bool hasInstance(const std::string& path) const
    {
        return m_change.nodes.contains(model::NodeId(path.substr(0, path.find('/'))));
    }

    const model::Change& m_change;
    bool m_isEverywhere;
};

template <class Thing>
std::unordered_set<std::string_view> takingPart(const std::vector<Thing>& things)
{
    std::unordered_set<std::string_view> ids;
    for (const Thing& thing : things) {
        if (thing.enabled)
            ids.insert(thing.id.text());
    }
    return ids;
}

} // namespace

DrawnThings::DrawnThings(TopologyDocument& document)
    : m_document(document)
{ }

void DrawnThings::startOver()
{
    m_nodes.clear();
    m_links.clear();
}

bool DrawnThings::follow(const model::Change& change, plan::RunPlan& plan)
{
    const Reach reach(change, !m_document.path().empty());
    PlaceLookup lookup(m_document.root());
    const std::size_t before = m_nodes.size() + m_links.size();
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i) {
        plan::PlannedNode& node = plan.nodes[i];
        if (node.gone || !hasNode(i) || !reach.has(node))
            continue;
        if (auto title = lookup.titleOf(plan::placeIn(node)))
            node.title = std::move(*title);
        else
            m_nodes.emplace(i, leavingNow());
    }
    for (plan::LinkIndex i = 0; change.structure && i < plan.links.size(); ++i) {
        const plan::PlannedLink& link = plan.links[i];
        if (!link.gone && hasLink(i) && reach.has(link) && !lookup.hasLink(plan::placeIn(link)))
            m_links.emplace(i, leavingNow());
    }
    return m_nodes.size() + m_links.size() > before;
}

/// While a step is done or undone the stack still tells the state before it.
DrawnThings::Leaving DrawnThings::leavingNow() const
{
    return {.state = m_document.undoStack()->index()};
}

bool DrawnThings::historyMoved(int state)
{
    const bool nodesMoved = moveHistory(m_nodes, state);
    const bool linksMoved = moveHistory(m_links, state);
    return nodesMoved || linksMoved;
}

bool DrawnThings::moveHistory(LeavingOf& things, int state) const
{
    bool isNews = false;
    for (auto& [index, leaving] : things) {
        isNews = isNews || leaving.wayBack == WayBack::NotYetKnown;
        findWayBack(leaving, state);
    }
    const auto returned = std::erase_if(things, [state](const auto& thing) {
        const Leaving& leaving = thing.second;
        const bool isThere =
            leaving.wayBack == WayBack::Undo ? state <= leaving.state : state >= leaving.state;
        return isThere && leaving.wayBack != WayBack::None && !leaving.isDropped;
    });
    return isNews || returned > 0;
}

void DrawnThings::findWayBack(Leaving& leaving, int state) const
{
    const QUndoStack& history = *m_document.undoStack();
    if (leaving.wayBack == WayBack::NotYetKnown && state < leaving.state) {
        leaving.wayBack = WayBack::Redo;
        leaving.step = history.command(leaving.state - 1);
    } else if (leaving.wayBack == WayBack::NotYetKnown) {
        leaving.wayBack = WayBack::Undo;
        // A step that became one with the last leads on from the state before that.
        leaving.state = std::min(leaving.state, state - 1);
    }
    // A new step is there before the old ones go, so it never has the address of one of them.
    const bool isLost = history.count() == 0
        || (leaving.wayBack == WayBack::Redo && history.command(leaving.state - 1) != leaving.step);
    if (isLost)
        leaving.wayBack = WayBack::None;
}

bool DrawnThings::runFollows(const model::Topology& running, plan::RunPlan& plan)
{
    if (m_nodes.empty() && m_links.empty())
        return false;
    // The run keeps what goes by the same id all along.
    const auto dropMissing = [](LeavingOf& things, const auto& planned, const auto& ids) {
        for (auto& [index, leaving] : things) {
            const auto& thing = planned.at(index);
            leaving.isDropped = leaving.isDropped || thing.gone || !ids.contains(thing.id.text());
        }
    };
    dropMissing(m_nodes, plan.nodes, takingPart(running.nodes));
    dropMissing(m_links, plan.links, takingPart(running.links));
    PlaceLookup lookup(m_document.root());
    for (const auto& [index, leaving] : m_nodes) {
        plan::PlannedNode& node = plan.nodes[index];
        if (!leaving.isDropped)
            node.title = lookup.titleOf(plan::placeIn(node)).value_or(node.title);
    }
    const auto goesOn = [](const auto& thing) { return !thing.second.isDropped; };
    const auto nodes = std::erase_if(m_nodes, goesOn);
    const auto links = std::erase_if(m_links, goesOn);
    return nodes + links > 0;
}

void DrawnThings::leaveAll(const plan::RunPlan& plan)
{
    for (plan::NodeIndex i = 0; i < plan.nodes.size(); ++i)
        m_nodes[i].wayBack = WayBack::None;
    for (plan::LinkIndex i = 0; i < plan.links.size(); ++i)
        m_links[i].wayBack = WayBack::None;
}

LeftThings DrawnThings::left() const
{
    LeftThings left;
    for (const auto& [index, leaving] : m_nodes)
        left.nodes.insert(index);
    for (const auto& [index, leaving] : m_links)
        left.links.insert(index);
    return left;
}

} // namespace topomq::ui
