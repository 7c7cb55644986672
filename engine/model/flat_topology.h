#pragma once
// A topology as it runs: in the places of sub-topologies the nodes that are inside of them.

#include "engine/model/subtopology.h"
#include "engine/model/topology.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace topomq::model {

/// Why a part cannot be laid flat.
struct FlatProblem
{
    enum class Kind {
        UnknownDefinition, ///< `name`: what the instance asks for, empty where it asks for nothing
        TooLarge, ///< with this one there would be too many nodes
        TooHeavy, ///< with this one they would hold too many values
        IdTooLong, ///< `name`: the id that it would have in a run
        IdTaken, ///< the same
        UnknownPort, ///< `name`: the socket that a link names
    };

    Kind kind = Kind::UnknownDefinition;
    /// Path of the node or link.
    std::string where;
    std::string name;
    /// Of a link: it as it is written, and the definition that it stands in; null: the topology.
    const Link* link = nullptr;
    const Definition* scope = nullptr;
};

/// A node `w1` inside of the instance `stage1` has the path `stage1/w1` and runs as `stage1-w1`.
/// People read the path, with names in the places of ids: "First/w1".
/// A name that a node has for another is that of one beside it, else of one further out.
/// Ids of what stands in the topology itself stay. What is left out of the run with its instance is
/// left out here. Copies nothing where there are no sub-topologies.
/// Thread: a plain value; `source` outlives it.
class FlatTopology
{
public:
    explicit FlatTopology(const Topology& source);

    [[nodiscard]] const Topology& topology() const { return m_copy ? *m_copy : m_source; }

    [[nodiscard]] const std::vector<FlatProblem>& problems() const { return m_problems; }

    [[nodiscard]] const std::vector<Nesting::Found>& nestingProblems() const
    {
        return m_nesting.problems();
    }

    /// What of the file a node or link of `topology()` is made from.
    struct Origin
    {
        /// Of the instance that it is inside of.
        const Definition* definition = nullptr;
        /// As it is written in there; null: it is a link.
        const Node* node = nullptr;
        /// Leads to the instance: what stands beside it has a path that begins so.
        std::string way;
    };

    /// Nothing: it stands in the topology itself.
    [[nodiscard]] std::optional<Origin> originOf(const std::string& id) const;
    /// The path of a node or link of `topology()` that is inside of an instance; null: it is not.
    [[nodiscard]] const std::string* pathOf(const std::string& id) const;
    /// The id under which the node at this path runs.
    [[nodiscard]] std::optional<NodeId> idAt(const std::string& path) const;
    /// How many instances of it run.
    [[nodiscard]] std::size_t usesOf(const Definition& definition) const;
    /// Does every instance of it that is written run? Not one that is switched off, that is too
    /// large, or that is inside of a definition of which this cannot be said.
    [[nodiscard]] bool runsEverywhere(const Definition& definition) const;
    /// The ends of a link as it names them itself; null: as in `topology()`.
    [[nodiscard]] const Link* written(const LinkId& id) const;

private:
    struct Local
    {
        NodeId flat;
        /// The scope of an instance; nothing: an ordinary node.
        std::optional<std::size_t> inside;
        /// An instance of which nothing runs: no one is to miss it.
        bool leftOut = false;
    };

    /// The inside of one instance; the first is the topology itself.
    struct Scope
    {
        const Definition* definition = nullptr;
        std::string path;
        std::string id;
        std::string title;
        /// The one that the instance stands in.
        std::size_t outer = 0;
        std::unordered_map<NodeId, Local> locals;
        std::unordered_map<SocketId, SocketRef> ports;
    };

    /// Where something inside of an instance stands.
    struct Inner
    {
        std::string path;
        std::size_t scope = 0;
        /// Null: a link.
        const Node* node = nullptr;
    };

    enum class End { Found, LeftOut, NoPort };

    void addNodes(std::size_t scope, const std::vector<Node>& nodes);
    void addNode(std::size_t scope, const Node& node);
    void openInstance(std::size_t scope, const Node& node);
    void findIdle();
    void addLinks(std::size_t scope, const std::vector<Link>& links);
    [[nodiscard]] End resolve(std::size_t scope, SocketRef& ref) const;
    [[nodiscard]] const Local* localAt(std::size_t scope, const std::string& path) const;
    [[nodiscard]] std::size_t scopeNaming(std::size_t scope, const std::string& path) const;
    void renameOthers(std::size_t scope, Node& node) const;
    [[nodiscard]] std::string flatId(std::size_t scope, const std::string& id, const Node* node);

    const Topology& m_source;
    Nesting m_nesting;
    std::optional<Topology> m_copy;
    std::vector<Scope> m_scopes;
    std::unordered_map<const Definition*, std::size_t> m_uses;
    /// Those with an instance that does not run.
    std::unordered_set<const Definition*> m_idle;
    /// For each node of the copy.
    std::vector<std::size_t> m_scopeOfNode;
    std::unordered_set<std::string> m_taken;
    std::unordered_map<std::string, Inner> m_inside;
    std::unordered_map<LinkId, const Link*> m_written;
    std::vector<FlatProblem> m_problems;
    FlatWeight m_weight;
    std::size_t m_numbers = 0;
};

} // namespace topomq::model
