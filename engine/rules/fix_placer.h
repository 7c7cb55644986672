#pragma once
// Fixes are made for a topology that is laid flat; what they change may stand in a definition.

#include "engine/model/edit.h"
#include "engine/model/flat_topology.h"
#include "engine/rules/placed_fix.h"

#include <cstddef>
#include <map>
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
    /// means, or harm other instances. Copies no more than what the edit changes.
    [[nodiscard]] bool takes(const model::Edit& edit);
    /// Nothing where the file does not take it. Copies whole definitions.
    [[nodiscard]] std::optional<PlacedFix> placed(const model::Edit& edit);

private:
    /// What changes in one definition.
    struct Inside
    {
        const model::Definition* original = nullptr;
        std::map<const model::Node*, model::Node> nodes;
        /// Nothing: the link goes.
        std::map<const model::Link*, std::optional<model::Link>> links;
    };

    /// What one edit comes to.
    struct Draft
    {
        model::Batch outside;
        std::map<model::DefinitionId, Inside> definitions;
        /// Nodes and links outside that are changed, for those that are named twice.
        std::map<model::NodeId, model::Node> nodes;
        std::map<model::LinkId, model::Link> links;
    };

    [[nodiscard]] std::optional<Draft> drafted(const model::Edit& edit);
    [[nodiscard]] bool place(const model::Edit& edit, Draft& draft);
    [[nodiscard]] bool placeNode(const model::Node& changed, Draft& draft) const;
    [[nodiscard]] bool placeSecurity(const model::SetSecurity& set, Draft& draft) const;
    [[nodiscard]] bool placeLink(const model::Link& changed, Draft& draft) const;
    [[nodiscard]] bool placeNewLink(const model::AddLink& add, Draft& draft) const;
    [[nodiscard]] bool removeLink(const model::LinkId& id, Draft& draft) const;
    [[nodiscard]] bool removeNode(const model::NodeId& id, Draft& draft);
    [[nodiscard]] bool isOutside(const std::string& id) const;
    /// That of the topology itself which edits reach by this id; null: there is none.
    [[nodiscard]] const model::Node* nodeOutside(const model::NodeId& id) const;
    [[nodiscard]] const model::Link* linkOutside(const model::LinkId& id) const;
    /// With the draft, or as it is.
    [[nodiscard]] model::SocketType typeAt(const model::SocketRef& end, const Draft* after) const;
    /// Are the links of all instances of changed definitions as legal as before?
    [[nodiscard]] bool keepsOthers(const Draft& draft);
    [[nodiscard]] bool keepsLinksAt(const model::Node& written, const Draft& draft);
    void indexInstances();
    [[nodiscard]] static model::Definition definitionWith(const Inside& inside);
    [[nodiscard]] PlacedFix finished(Draft draft) const;
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
