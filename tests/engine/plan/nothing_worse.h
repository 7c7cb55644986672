#pragma once
// What a fix inside of a sub-topology brings up at other instances.

#include "engine/rules/placed_fix.h"
#include "tests/engine/plan/subtopology_files.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace topomq::test {

/// Which instances the fix of a finding is made for, and which places are at others. Where the very
/// same is found, it is made for that instance, too.
class FixPlaces
{
public:
    FixPlaces(const model::Topology& topology,
              const model::Finding& mended,
              const std::vector<model::Finding>& findings)
        : m_topology(topology)
        , m_flat(topology)
    {
        visit(mended.fix.value().edit);
        const std::set<std::string> own = m_ways;
        for (const std::string& way : own) {
            for (const model::Finding& finding : findings) {
                if (finding.code == mended.code)
                    noteSame(mended, way, finding);
            }
        }
    }

    /// Inside of an instance that it is not made for, or a link to one. Nowhere, if it is made for
    /// none: a definition itself is mended for all.
    [[nodiscard]] bool isElsewhere(const std::string& where) const
    {
        if (m_ways.empty())
            return false;
        if (where.find('/') != std::string::npos)
            return !isInside(where);
        for (const model::Link& link : m_topology.links) {
            if (link.id.text() != where)
                continue;
            return isOther(link.connect.node) || isOther(link.bind.node);
        }
        return false;
    }

private:
    /// The same there as here: in the same place, or outside with a fix that says the same.
    void
    noteSame(const model::Finding& mended, const std::string& way, const model::Finding& finding)
    {
        if (mended.where.starts_with(way)) {
            const std::string there = mended.where.substr(way.size());
            if (finding.where.ends_with("/" + there))
                m_ways.insert(finding.where.substr(0, finding.where.size() - there.size()));
            return;
        }
        const auto at = mended.fix->text.find(way);
        if (at == std::string::npos || !finding.fix)
            return;
        const std::string rest = mended.fix->text.substr(at + way.size());
        if (finding.fix->text.ends_with("/" + rest))
            m_ways.insert(
                finding.fix->text.substr(at, finding.fix->text.size() - rest.size() - at));
    }

    void visit(const model::Edit& edit)
    {
        if (const auto* batch = std::get_if<model::Batch>(&edit)) {
            for (const model::Edit& each : batch->edits)
                visit(each);
        } else if (const auto* node = std::get_if<model::ReplaceNode>(&edit)) {
            note(node->node.id.text());
        } else if (const auto* set = std::get_if<model::SetSecurity>(&edit)) {
            note(set->socket.node.text());
        } else if (const auto* link = std::get_if<model::ReplaceLink>(&edit)) {
            note(link->link.id.text());
        } else if (const auto* gone = std::get_if<model::RemoveLink>(&edit)) {
            note(gone->id.text());
        }
    }

    void note(const std::string& id)
    {
        if (const auto origin = m_flat.originOf(id))
            m_ways.insert(origin->way);
        // A link outside is about those at its ends.
        for (const model::Link& link : m_topology.links) {
            for (const model::SocketRef& end : {link.connect, link.bind}) {
                if (link.id.text() == id && isInstanceOutside(end.node))
                    m_ways.insert(end.node.text() + "/");
            }
        }
    }

    [[nodiscard]] bool isInside(const std::string& where) const
    {
        for (const std::string& way : m_ways) {
            if (where.starts_with(way))
                return true;
        }
        return false;
    }

    [[nodiscard]] bool isInstanceOutside(const model::NodeId& id) const
    {
        const model::Node* node = m_topology.find(id);
        return node != nullptr && isInstance(*node);
    }

    [[nodiscard]] bool isOther(const model::NodeId& id) const
    {
        return isInstanceOutside(id) && !isInside(id.text() + "/");
    }

    const model::Topology& m_topology;
    const model::FlatTopology m_flat;
    std::set<std::string> m_ways;
};

/// Errors and warnings that stand at instances which the fix is not made for only once it is done.
inline std::vector<std::string> worseElsewhere(const model::Topology& before,
                                               const model::Finding& mended,
                                               const model::Topology& after)
{
    const auto foundBefore = rules::check(before);
    const FixPlaces places(before, mended, foundBefore);
    std::map<std::pair<std::string, std::string>, int> left;
    for (const model::Finding& finding : foundBefore)
        ++left[{finding.code, finding.where}];
    std::vector<std::string> worse;
    for (const model::Finding& finding : rules::check(after)) {
        if (finding.severity != model::Severity::Information && places.isElsewhere(finding.where)
            && --left[{finding.code, finding.where}] < 0)
            worse.push_back(finding.where + " " + finding.code);
    }
    return worse;
}

} // namespace topomq::test
