#pragma once
// Sub-topologies: definitions, the nodes that stand for one (instances), and what their sockets
// are.

#include "engine/model/topology.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace topomq::model {

/// More definitions inside each other are an error.
inline constexpr std::size_t kDeepestDefinitions = 16;
/// Nodes, sockets and links that a topology may grow to when it is laid flat.
inline constexpr std::size_t kMostFlatThings = 200'000;
/// How much all of these may weigh (see weight.h): instances multiply what their parts hold.
inline constexpr std::size_t kMostFlatValues = 1'000'000;

/// The first with the id; null when there is none.
[[nodiscard]] const Definition* findDefinition(const Topology& topology, const DefinitionId& id);
[[nodiscard]] bool isInstance(const Node& node);
/// There are definitions, or nodes that stand for one.
[[nodiscard]] bool hasSubtopologies(const Topology& topology);
/// `stem`, else `stem2`, …: an id that no definition has.
[[nodiscard]] DefinitionId freeDefinitionId(const Topology& topology, const std::string& stem);

/// Gives every instance the sockets that the ports of its definition lead to: their type, options
/// and addresses, under the names of the ports. They follow the definition and are not part of the
/// file. An instance with which they would become too many for the memory gets none.
/// Thread: any; touches nothing but those sockets.
void refreshInstances(Topology& topology);

/// What something comes to when it is laid flat.
/// Thread: a plain value.
struct FlatWeight
{
    /// Nodes, sockets and links.
    std::size_t things = 0;
    /// See weight.h.
    std::size_t values = 0;

    [[nodiscard]] bool isTooMany() const { return things > kMostFlatThings; }

    [[nodiscard]] bool fits() const { return !isTooMany() && values <= kMostFlatValues; }

    /// Ends a little above the limits.
    FlatWeight& operator+=(const FlatWeight& other);
};

/// How definitions stand inside each other. Thread: a plain value; `topology` outlives it.
class Nesting
{
public:
    enum class Problem {
        Circle,
        TooDeep,
        TooLarge, ///< of more than `kMostFlatThings`
        TooHeavy, ///< of more than `kMostFlatValues`
    };

    struct Found
    {
        DefinitionId definition;
        Problem problem = Problem::Circle;
        /// "Stage › Inner › Stage" of a circle.
        std::string way;
    };

    explicit Nesting(const Topology& topology);

    /// In the order of the file.
    [[nodiscard]] const std::vector<Found>& problems() const { return m_problems; }

    /// Null: there is none, or it must not be laid flat.
    [[nodiscard]] const Definition* usable(const DefinitionId& id) const;
    /// What is inside of an instance, under the names that it has there.
    [[nodiscard]] FlatWeight weightOf(const Node& instance) const;

private:
    /// An instance inside of another definition, by the position of that.
    struct Use
    {
        std::size_t user = 0;
        const Node* instance = nullptr;
    };

    struct Entry
    {
        const Definition* definition = nullptr;
        /// Positions of what it uses; several times where it stands in there several times.
        std::vector<std::size_t> inner;
        std::vector<Use> uses;
        std::size_t open = 0;
        std::size_t depth = 1;
        FlatWeight weight;
        bool settled = false;
        bool good = false;
    };

    void collect(const Topology& topology);
    void settle();
    void judge();
    void findCircles();
    [[nodiscard]] std::string wayFrom(std::size_t start, const std::vector<bool>& inCircle) const;

    std::vector<Entry> m_entries;
    std::unordered_map<DefinitionId, std::size_t> m_byId;
    std::vector<Found> m_problems;
};

} // namespace topomq::model
