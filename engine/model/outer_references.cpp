// Names of what stands in one part of a file, as nodes in its other parts write them.
#include "engine/model/node_references.h"
#include "engine/model/subtopology.h"

#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace topomq::model {

namespace {

class OuterRenamer
{
public:
    OuterRenamer(const Topology& topology,
                 const DefinitionId& part,
                 const Renaming& rename,
                 const std::set<NodeId>& together)
        : m_topology(topology)
        , m_part(part)
        , m_rename(rename)
        , m_together(together)
    {
        addPart({}, topology.nodes);
        for (const Definition& each : topology.definitions)
            addPart(each.id, each.nodes);
    }

    Edit run()
    {
        for (std::size_t i = 0; !m_part.isEmpty() && i < m_topology.nodes.size(); ++i) {
            Node changed = m_topology.nodes[i];
            if (renamed(changed, {}))
                m_batch.edits.emplace_back(ReplaceNode{std::move(changed)});
        }
        // An edit reaches the first with an id.
        std::unordered_set<DefinitionId> done{m_part};
        for (const Definition& each : m_topology.definitions) {
            if (done.insert(each.id).second)
                renameIn(each);
        }
        return std::move(m_batch);
    }

private:
    /// What stands beside each other, by id; null: no instance. An id that stands twice means the
    /// first.
    using Places = std::unordered_map<NodeId, const DefinitionId*>;

    /// An instance of a definition, and where it stands.
    struct Use
    {
        DefinitionId in;
        NodeId instance;
    };

    /// What a name leads to from somewhere.
    struct Way
    {
        /// Where the part of it begins that is read in the part where names are other ones;
        /// nothing: it does not lead there.
        std::optional<std::size_t> begin;
        /// It leads to different things, or would after it was renamed.
        bool isUnsure = false;
    };

    /// The topology itself has no id.
    void addPart(const DefinitionId& id, const std::vector<Node>& nodes)
    {
        const auto [part, isNew] = m_parts.try_emplace(id);
        for (const Node& node : nodes) {
            if (!isNew)
                break;
            const bool isFirst =
                part->second.emplace(node.id, isInstance(node) ? &node.definition : nullptr).second;
            if (isFirst && isInstance(node))
                m_uses[node.definition].push_back({id, node.id});
        }
    }

    void renameIn(const Definition& definition)
    {
        Definition changed = definition;
        bool any = false;
        for (Node& node : changed.nodes)
            any = renamed(node, definition.id) || any;
        if (any)
            m_batch.edits.push_back(put(changed));
    }

    /// The sockets of an instance, and whom they let in, are those of its definition.
    [[nodiscard]] bool renamed(Node& node, const DefinitionId& in) const
    {
        return !isInstance(node)
            && renameReferences(node, [&](const std::string& name) { return renamed(name, in); });
    }

    [[nodiscard]] std::optional<std::string> renamed(const std::string& name,
                                                     const DefinitionId& in) const
    {
        const Way way = wayOf(name, in);
        const auto inner = way.begin ? m_rename(name.substr(*way.begin)) : std::nullopt;
        if (!inner || way.isUnsure)
            return std::nullopt;
        std::string outer = name.substr(0, *way.begin) + *inner;
        // Somebody nearer might be called so.
        const Way after = wayOf(outer, in);
        return *way.begin > 0 || (after.begin == way.begin && !after.isUnsure)
            ? std::optional(std::move(outer))
            : std::nullopt;
    }

    /// A name means somebody beside the node, else further out, wherever its definition stands.
    [[nodiscard]] Way wayOf(const std::string& name, const DefinitionId& in) const
    {
        const NodeId first(name.substr(0, name.find_first_of("/.")));
        Way way;
        std::unordered_set<DefinitionId> seen{in};
        std::vector<Use> open{{in, {}}};
        bool isFirst = true;
        while (!open.empty()) {
            const Use use = std::move(open.back());
            open.pop_back();
            // What goes there together goes on calling each other the same.
            if (use.in == m_part && m_together.contains(use.instance))
                continue;
            const bool isHere = use.in == m_part;
            if (isHere || m_parts.at(use.in).contains(first)) {
                const auto begin = isHere ? std::optional<std::size_t>(0)
                                          : whereItEnters(name, m_parts.at(use.in));
                way.isUnsure = way.isUnsure || (!isFirst && begin != way.begin);
                way.begin = begin;
                isFirst = false;
                continue;
            }
            const auto outer = m_uses.find(use.in);
            for (std::size_t i = 0; outer != m_uses.end() && i < outer->second.size(); ++i) {
                const Use& each = outer->second[i];
                if (each.in == m_part || seen.insert(each.in).second)
                    open.push_back(each);
            }
        }
        return way;
    }

    /// Where the part of the path begins that is read inside of the definition.
    [[nodiscard]] std::optional<std::size_t> whereItEnters(const std::string& path,
                                                           const Places& beside) const
    {
        const Places* here = &beside;
        std::size_t begin = 0;
        for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', begin))
        {
            const auto step = here->find(NodeId(path.substr(begin, slash - begin)));
            if (step == here->end() || step->second == nullptr)
                break;
            begin = slash + 1;
            if (*step->second == m_part)
                return begin;
            const auto inner = m_parts.find(*step->second);
            if (inner == m_parts.end())
                break;
            here = &inner->second;
        }
        return std::nullopt;
    }

    const Topology& m_topology;
    const DefinitionId& m_part;
    const Renaming& m_rename;
    const std::set<NodeId>& m_together;
    std::unordered_map<DefinitionId, Places> m_parts;
    std::unordered_map<DefinitionId, std::vector<Use>> m_uses;
    Batch m_batch;
};

} // namespace

Edit renameFromOutside(const Topology& topology,
                       const DefinitionId& part,
                       const Renaming& rename,
                       const std::set<NodeId>& together)
{
    return OuterRenamer(topology, part, rename, together).run();
}

} // namespace topomq::model
