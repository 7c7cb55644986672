// Names of what is inside of a definition, as nodes outside of it write them.
#include "engine/model/node_references.h"
#include "engine/model/subtopology.h"

#include <unordered_map>
#include <utility>
#include <vector>

namespace topomq::model {

namespace {

class OuterRenamer
{
public:
    OuterRenamer(const Topology& topology, const DefinitionId& definition, const Renaming& rename)
        : m_topology(topology)
        , m_definition(definition)
        , m_rename(rename)
    {
        for (const Definition& each : topology.definitions)
            m_inside.try_emplace(each.id, placesOf(each.nodes));
    }

    Edit run()
    {
        const Places outside = placesOf(m_topology.nodes);
        for (const Node& node : m_topology.nodes) {
            Node changed = node;
            if (renamed(changed, outside))
                m_batch.edits.emplace_back(ReplaceNode{std::move(changed)});
        }
        for (const Definition& each : m_topology.definitions) {
            if (each.id != m_definition)
                renameIn(each);
        }
        return std::move(m_batch);
    }

private:
    /// What stands beside each other, by id; null: no instance. An id that stands twice means the
    /// first.
    using Places = std::unordered_map<NodeId, const DefinitionId*>;

    static Places placesOf(const std::vector<Node>& nodes)
    {
        Places places;
        for (const Node& node : nodes)
            places.emplace(node.id, isInstance(node) ? &node.definition : nullptr);
        return places;
    }

    void renameIn(const Definition& definition)
    {
        Definition changed = definition;
        const Places& beside = m_inside.at(definition.id);
        bool any = false;
        for (Node& node : changed.nodes)
            any = renamed(node, beside) || any;
        if (any)
            m_batch.edits.push_back(put(changed));
    }

    /// The sockets of an instance, and whom they let in, are those of its definition.
    [[nodiscard]] bool renamed(Node& node, const Places& beside) const
    {
        return !isInstance(node) && renameReferences(node, [&](const std::string& path) {
            const std::size_t inside = whereItEnters(path, beside);
            const auto name =
                inside == std::string::npos ? std::nullopt : m_rename(path.substr(inside));
            return name ? std::optional(path.substr(0, inside) + *name) : std::nullopt;
        });
    }

    /// Where the part of the path begins that is read inside of the definition.
    [[nodiscard]] std::size_t whereItEnters(const std::string& path, const Places& beside) const
    {
        const Places* here = &beside;
        std::size_t begin = 0;
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', begin))
        {
            const auto step = here->find(NodeId(path.substr(begin, slash - begin)));
            if (step == here->end() || step->second == nullptr)
                break;
            begin = slash + 1;
            if (*step->second == m_definition)
                return begin;
            const auto inner = m_inside.find(*step->second);
            if (inner == m_inside.end())
                break;
            here = &inner->second;
        }
        return std::string::npos;
    }

    const Topology& m_topology;
    const DefinitionId& m_definition;
    const Renaming& m_rename;
    std::unordered_map<DefinitionId, Places> m_inside;
    Batch m_batch;
};

} // namespace

Edit renameFromOutside(const Topology& topology,
                       const DefinitionId& definition,
                       const Renaming& rename)
{
    return OuterRenamer(topology, definition, rename).run();
}

} // namespace topomq::model
