#include "engine/model/bulk_edit.h"

#include "engine/model/subtopology.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace topomq::model {

namespace {

/// Fewer are quicker one by one.
constexpr std::size_t kLongRun = 16;

template <class Added, class Item, class GetItem>
bool areNew(const std::vector<Item>& items, std::span<const Edit> edits, GetItem itemOf)
{
    std::unordered_set<decltype(Item::id)> ids;
    for (const Item& item : items)
        ids.insert(item.id);
    return std::all_of(edits.begin(), edits.end(), [&](const Edit& edit) {
        return ids.insert(itemOf(std::get<Added>(edit)).id).second;
    });
}

std::unordered_set<NodeId> linkedNodes(const Topology& topology)
{
    std::unordered_set<NodeId> nodes;
    for (const Link& link : topology.links) {
        nodes.insert(link.connect.node);
        nodes.insert(link.bind.node);
    }
    return nodes;
}

/// How many of those counted so far have a smaller place, in little time for any number of them.
class Smaller
{
public:
    explicit Smaller(std::size_t places)
        : m_sums(places + 1, 0)
    { }

    void count(std::size_t place)
    {
        for (std::size_t at = place + 1; at < m_sums.size(); at += at & (~at + 1))
            ++m_sums[at];
    }

    [[nodiscard]] std::size_t than(std::size_t place) const
    {
        std::size_t sum = 0;
        for (std::size_t at = place; at > 0; at -= at & (~at + 1))
            sum += m_sums[at];
        return sum;
    }

private:
    /// A Fenwick tree: each entry is the sum of as many places as its lowest bit says.
    std::vector<std::size_t> m_sums;
};

/// Places of which one after the other is taken, in little time for any number of them.
class FreePlaces
{
public:
    explicit FreePlaces(std::size_t places)
        : m_free(places + 1, 0)
    {
        for (std::size_t at = 1; at <= places; ++at)
            m_free[at] = at & (~at + 1);
        while (m_step * 2 <= places)
            m_step *= 2;
    }

    /// The one with `before` free ones before it.
    std::size_t take(std::size_t before)
    {
        std::size_t at = 0;
        for (std::size_t step = m_step; step > 0; step /= 2) {
            if (at + step < m_free.size() && m_free[at + step] <= before) {
                at += step;
                before -= m_free[at];
            }
        }
        for (std::size_t sum = at + 1; sum < m_free.size(); sum += sum & (~sum + 1))
            --m_free[sum];
        return at;
    }

private:
    /// As of Smaller.
    std::vector<std::size_t> m_free;
    std::size_t m_step = 1;
};

/// As if each were inserted at its index, one after the other: that would move all behind it each
/// time.
template <class Added, class Item, class GetItem>
void putIn(std::vector<Item>& items, std::span<const Edit> edits, GetItem itemOf)
{
    const std::size_t before = items.size();
    std::vector<const Item*> added(before + edits.size(), nullptr);
    FreePlaces places(added.size());
    // The last one stands where it says; each earlier one there among what those after it leave.
    for (std::size_t at = edits.size(); at-- > 0;) {
        const auto& add = std::get<Added>(edits[at]);
        const std::size_t end = before + at;
        added[places.take(std::min(add.index.value_or(end), end))] = &itemOf(add);
    }
    std::vector<Item> all;
    all.reserve(added.size());
    auto old = std::make_move_iterator(items.begin());
    for (const Item* item : added)
        item == nullptr ? all.push_back(*old++) : all.push_back(*item);
    items = std::move(all);
}

/// Takes the items out and hands each to `take(item, index)` in the order of the edits, with the
/// index that it had when it was its turn. False: nothing is changed.
template <class Removed, class Item, class Take>
bool takeOut(std::vector<Item>& items, std::span<const Edit> edits, Take take)
{
    constexpr std::size_t kTwice = static_cast<std::size_t>(-1);
    std::unordered_map<decltype(Item::id), std::size_t> places;
    for (std::size_t at = 0; at < items.size(); ++at) {
        const auto [entry, isNew] = places.emplace(items[at].id, at);
        if (!isNew)
            entry->second = kTwice;
    }
    std::vector<bool> isOut(items.size(), false);
    for (const Edit& edit : edits) {
        const auto found = places.find(std::get<Removed>(edit).id);
        if (found == places.end() || found->second == kTwice || isOut[found->second])
            return false;
        isOut[found->second] = true;
    }
    Smaller gone(items.size());
    for (const Edit& edit : edits) {
        const std::size_t place = places.at(std::get<Removed>(edit).id);
        take(items[place], place - gone.than(place));
        gone.count(place);
    }
    std::size_t at = 0;
    std::erase_if(items, [&](const Item&) { return isOut[at++]; });
    return true;
}

std::optional<BulkApplied> addNodes(Topology& topology, std::span<const Edit> edits)
{
    const auto nodeOf = [](const AddNode& add) -> const Node& { return add.node; };
    const std::unordered_set<NodeId> linked = linkedNodes(topology);
    const auto isLinked = [&](const Edit& edit) {
        return linked.contains(std::get<AddNode>(edit).node.id);
    };
    if (!areNew<AddNode>(topology.nodes, edits, nodeOf)
        || std::any_of(edits.begin(), edits.end(), isLinked))
        return std::nullopt;
    BulkApplied result{.change = {.structure = true}};
    for (const Edit& edit : edits) {
        const auto& add = std::get<AddNode>(edit);
        result.inverses.emplace_back(RemoveNode{add.node.id});
        result.change.nodes.insert(add.node.id);
    }
    putIn<AddNode>(topology.nodes, edits, nodeOf);
    return result;
}

std::optional<BulkApplied> addLinks(Topology& topology, std::span<const Edit> edits)
{
    const auto linkOf = [](const AddLink& add) -> const Link& { return add.link; };
    if (!areNew<AddLink>(topology.links, edits, linkOf))
        return std::nullopt;
    BulkApplied result{.change = {.structure = true}};
    for (const Edit& edit : edits) {
        const auto& add = std::get<AddLink>(edit);
        result.inverses.emplace_back(RemoveLink{add.link.id});
        result.change.links.insert(add.link.id);
        result.change.nodes.insert({add.link.connect.node, add.link.bind.node});
    }
    putIn<AddLink>(topology.links, edits, linkOf);
    return result;
}

std::optional<BulkApplied> removeNodes(Topology& topology, std::span<const Edit> edits)
{
    const std::unordered_set<NodeId> linked = linkedNodes(topology);
    const auto isLinked = [&](const Edit& edit) {
        return linked.contains(std::get<RemoveNode>(edit).id);
    };
    if (std::any_of(edits.begin(), edits.end(), isLinked))
        return std::nullopt;
    BulkApplied result{.change = {.structure = true}};
    const bool isDone =
        takeOut<RemoveNode>(topology.nodes, edits, [&](const Node& node, std::size_t index) {
            result.inverses.emplace_back(AddNode{node, index});
            result.change.nodes.insert(node.id);
        });
    return isDone ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<BulkApplied> removeLinks(Topology& topology, std::span<const Edit> edits)
{
    BulkApplied result{.change = {.structure = true}};
    const bool isDone =
        takeOut<RemoveLink>(topology.links, edits, [&](const Link& link, std::size_t index) {
            result.inverses.emplace_back(AddLink{link, index});
            result.change.links.insert(link.id);
            result.change.nodes.insert({link.connect.node, link.bind.node});
        });
    return isDone ? std::optional(std::move(result)) : std::nullopt;
}

bool addsInstance(const Edit& edit)
{
    const auto* add = std::get_if<AddNode>(&edit);
    return add != nullptr && isInstance(add->node);
}

/// But for the sockets of instances.
std::optional<BulkApplied> applyUnrefreshed(Topology& topology, std::span<const Edit> edits)
{
    if (edits.empty())
        return std::nullopt;
    if (std::holds_alternative<AddNode>(edits.front()))
        return addNodes(topology, edits);
    if (std::holds_alternative<AddLink>(edits.front()))
        return addLinks(topology, edits);
    if (std::holds_alternative<RemoveNode>(edits.front()))
        return removeNodes(topology, edits);
    if (std::holds_alternative<RemoveLink>(edits.front()))
        return removeLinks(topology, edits);
    return std::nullopt;
}

/// Instances that come in get their sockets together: each time, all of them are looked up anew.
class Refresh
{
public:
    explicit Refresh(Topology& topology)
        : m_topology(topology)
    { }

    void note(std::span<const Edit> edits)
    {
        m_isDue = m_isDue || std::any_of(edits.begin(), edits.end(), addsInstance);
    }

    /// Whoever adds nodes or links does not look at them.
    void before(const Edit& edit)
    {
        if (!std::holds_alternative<AddNode>(edit) && !std::holds_alternative<AddLink>(edit))
            now();
    }

    void now()
    {
        if (m_isDue)
            refreshInstances(m_topology);
        m_isDue = false;
    }

private:
    Topology& m_topology;
    bool m_isDue = false;
};

} // namespace

std::size_t runLength(std::span<const Edit> edits)
{
    if (edits.empty())
        return 0;
    const Edit& first = edits.front();
    if (!std::holds_alternative<AddNode>(first) && !std::holds_alternative<AddLink>(first)
        && !std::holds_alternative<RemoveNode>(first) && !std::holds_alternative<RemoveLink>(first))
        return 0;
    const auto other = std::find_if(edits.begin(), edits.end(), [&first](const Edit& edit) {
        return edit.index() != first.index();
    });
    return static_cast<std::size_t>(other - edits.begin());
}

std::optional<BulkApplied> applyRun(Topology& topology, std::span<const Edit> edits)
{
    auto applied = applyUnrefreshed(topology, edits);
    if (applied && std::any_of(edits.begin(), edits.end(), addsInstance))
        refreshInstances(topology);
    return applied;
}

Applied applyBatch(Topology& topology, const Batch& batch)
{
    Batch inverse;
    Change change;
    bool first = true;
    const auto note = [&](const Change& more) {
        if (first)
            change = more;
        else
            change.add(more);
        first = false;
    };
    const std::span<const Edit> edits(batch.edits);
    Refresh refresh(topology);
    std::size_t oneByOne = 0; // up to there
    for (std::size_t at = 0; at < edits.size(); ++at) {
        const std::size_t run = at < oneByOne ? 0 : runLength(edits.subspan(at));
        refresh.before(edits[at]);
        auto bulk =
            run < kLongRun ? std::nullopt : applyUnrefreshed(topology, edits.subspan(at, run));
        if (bulk) {
            refresh.note(edits.subspan(at, run));
            inverse.edits.insert(inverse.edits.end(),
                                 std::make_move_iterator(bulk->inverses.begin()),
                                 std::make_move_iterator(bulk->inverses.end()));
            note(bulk->change);
            at += run - 1;
            continue;
        }
        oneByOne = std::max(oneByOne, at + run);
        const auto* add = std::get_if<AddNode>(&edits[at]);
        Applied applied =
            add == nullptr ? apply(topology, edits[at]) : addUnrefreshed(topology, *add);
        refresh.note(edits.subspan(at, 1));
        // Flat, and backwards for now: undo and redo would else wrap it once more each time.
        if (auto* inner = std::get_if<Batch>(&applied.inverse))
            inverse.edits.insert(inverse.edits.end(),
                                 std::make_move_iterator(inner->edits.rbegin()),
                                 std::make_move_iterator(inner->edits.rend()));
        else
            inverse.edits.push_back(std::move(applied.inverse));
        note(applied.change);
    }
    refresh.now();
    std::reverse(inverse.edits.begin(), inverse.edits.end());
    return {inverse, change};
}

} // namespace topomq::model
