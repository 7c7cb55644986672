#pragma once
// Fixes are made for a topology that is laid flat; what they change may stand in a definition.

#include "engine/model/edit.h"
#include "engine/model/flat_topology.h"
#include "engine/rules/fix_draft.h"
#include "engine/rules/placed_fix.h"

#include <cstddef>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace topomq::rules {

/// Says of an edit of the flat topology what it is in the file: one inside of an instance changes
/// its definition, and so all other instances too. Thread: used by one; `flat` and `source` outlive
/// it.
class FixPlacer
{
public:
    FixPlacer(const model::FlatTopology& flat, const model::Topology& source);

    /// Not where it would name what the definition does not know, reach another thing than it
    /// means, change an instance that does not run, or make links of other instances illegal. What
    /// else it means for those, SharedFixes tells. Copies no more than what the edit changes.
    [[nodiscard]] std::optional<FixDraft> drafted(const model::Edit& edit);
    /// Copies whole definitions.
    [[nodiscard]] PlacedFix finished(FixDraft draft) const;
    /// Nothing where the file does not take it. Copies whole definitions.
    [[nodiscard]] std::optional<PlacedFix> placed(const model::Edit& edit);

private:
    [[nodiscard]] bool place(const model::Edit& edit, FixDraft& draft);
    [[nodiscard]] bool placeNode(const model::Node& changed, FixDraft& draft) const;
    [[nodiscard]] bool placeSecurity(const model::SetSecurity& set, FixDraft& draft) const;
    [[nodiscard]] bool placeLink(const model::Link& changed, FixDraft& draft) const;
    [[nodiscard]] bool placeNewLink(const model::AddLink& add, FixDraft& draft) const;
    [[nodiscard]] bool removeLink(const model::LinkId& id, FixDraft& draft) const;
    [[nodiscard]] bool removeNode(const model::NodeId& id, FixDraft& draft);
    /// What the edit changes of the definition that this stands in.
    [[nodiscard]] static InsideDraft& partAt(const model::FlatTopology::Origin& origin,
                                             FixDraft& draft);
    /// False: it would change one definition in two ways.
    [[nodiscard]] static bool gatherParts(FixDraft& draft);
    [[nodiscard]] bool isOutside(const std::string& id) const;
    /// That of the topology itself which edits reach by this id; null: there is none.
    [[nodiscard]] const model::Node* nodeOutside(const model::NodeId& id) const;
    [[nodiscard]] const model::Link* linkOutside(const model::LinkId& id) const;
    /// With the draft, or as it is.
    [[nodiscard]] model::SocketType typeAt(const model::SocketRef& end,
                                           const FixDraft* after) const;
    /// Do all instances of changed definitions run, with links that are as legal as before?
    [[nodiscard]] bool keepsOthers(const FixDraft& draft);
    [[nodiscard]] bool keepsLinksAt(const model::Node& written, const FixDraft& draft);
    void indexInstances();
    [[nodiscard]] static model::Definition definitionWith(const InsideDraft& inside);
    [[nodiscard]] bool spend(std::size_t things);

    const model::FlatTopology& m_flat;
    const model::Topology& m_source;
    std::unordered_map<model::NodeId, const model::Node*> m_nodes;
    std::unordered_map<model::LinkId, const model::Link*> m_links;
    /// The first with each id of those that the topology itself has.
    std::unordered_map<model::NodeId, const model::Node*> m_nodesOutside;
    std::unordered_map<model::LinkId, const model::Link*> m_linksOutside;
    std::unordered_set<model::NodeId> m_instancesOutside;
    /// Flat nodes by what they are made from; flat links by their ends. Made when first needed.
    std::unordered_map<const model::Node*, std::vector<const model::Node*>> m_twins;
    std::unordered_map<model::SocketRef, std::vector<const model::Link*>> m_linksAt;
    /// Looks at links of other instances: those of a hostile file are not to take for ever.
    std::size_t m_budget = 1'000'000;
};

} // namespace topomq::rules
