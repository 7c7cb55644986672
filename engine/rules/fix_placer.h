#pragma once
// Fixes are made for a topology that is laid flat; what they change may stand in a definition.

#include "engine/model/edit.h"
#include "engine/model/flat_topology.h"

#include <cstddef>
#include <map>
#include <optional>
#include <unordered_map>

namespace topomq::rules {

/// Says of an edit of the flat topology what it is in the file: one inside of an instance changes
/// its definition, and so all other instances too. Thread: used by one; `flat` and `source` outlive
/// it.
class FixPlacer
{
public:
    FixPlacer(const model::FlatTopology& flat, const model::Topology& source);

    /// Nothing where the file cannot take it: it would name what the definition does not know, or
    /// make a link of another instance illegal.
    [[nodiscard]] std::optional<model::Edit> placed(const model::Edit& edit);

private:
    /// What one edit comes to.
    struct Draft
    {
        model::Batch outside;
        std::map<model::DefinitionId, model::Definition> definitions;
        /// Nodes outside that are changed, for one that is named twice.
        std::map<model::NodeId, model::Node> nodes;
    };

    [[nodiscard]] bool place(const model::Edit& edit, Draft& draft);
    [[nodiscard]] bool placeNode(const model::Node& changed, Draft& draft);
    [[nodiscard]] bool placeSecurity(const model::SetSecurity& set, Draft& draft);
    [[nodiscard]] bool placeLink(const model::Link& changed, Draft& draft);
    [[nodiscard]] bool placeNewLink(const model::AddLink& add, Draft& draft) const;
    [[nodiscard]] bool removeLink(const model::LinkId& id, Draft& draft);
    /// Null: copies have become too many.
    [[nodiscard]] model::Definition* definitionIn(Draft& draft, const model::Definition& original);
    [[nodiscard]] bool isOutside(const std::string& id) const;
    /// With the draft, or as it is.
    [[nodiscard]] model::SocketType typeAt(const model::SocketRef& end, const Draft* after) const;
    /// Are the links of all instances of changed definitions as legal as before?
    [[nodiscard]] bool keepsOthers(const Draft& draft);
    [[nodiscard]] std::optional<model::Edit> finished(Draft draft);
    [[nodiscard]] bool spend(std::size_t things);

    const model::FlatTopology& m_flat;
    const model::Topology& m_source;
    std::unordered_map<model::NodeId, const model::Node*> m_nodes;
    std::unordered_map<model::LinkId, const model::Link*> m_links;
    /// A fix carries copies of definitions: those of a hostile file are not to fill the memory.
    std::size_t m_budget = 200'000;
};

} // namespace topomq::rules
