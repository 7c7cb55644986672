// Undo must be exact: random walks of edits, taken back and done again, through states that are
// remembered whole.
#include "engine/model/edit.h"
#include "engine/model/settings.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace topomq::model {
namespace {

constexpr unsigned kWalks = 200;
/// A test of its own for each would take longer to start than to walk.
constexpr unsigned kWalksPerTest = 20;
constexpr std::size_t kSteps = 60;

/// Makes edits of all kinds, now and then about things that are not there or exist twice.
class Dice
{
public:
    explicit Dice(unsigned seed)
        : m_random(seed)
    { }

    Edit edit(const Topology& topology, bool mayBatch = true)
    {
        switch (below(mayBatch ? 18 : 17)) {
        case 0:
        case 1:
            return AddNode{node(topology), index(topology.nodes.size())};
        case 2:
            return RemoveNode{anyNode(topology)};
        case 3:
            return replacement(topology);
        case 4:
            return MoveNodes{{{anyNode(topology), point()},
                              {anyNode(topology), point()},
                              {anyNode(topology), std::nullopt}}};
        case 5:
        case 6:
            return AddLink{link(topology), index(topology.links.size())};
        case 7:
            return RemoveLink{anyLink(topology)};
        case 8: {
            Link changed = link(topology);
            changed.id = anyLink(topology);
            return ReplaceLink{changed};
        }
        case 9:
            return SetHeader{word(), word(), Object{{word(), static_cast<int>(below(9))}}};
        case 10:
            return below(2) == 0 ? removeSocket(topology, anySocket(topology))
                                 : removeEndpoint(topology, anySocket(topology), below(3));
        case 11:
            return flipBindSide(topology, anyLink(topology), "inproc://*");
        case 12:
            return contextOption(topology);
        case 13:
            return SetSecurity{anySocket(topology),
                               {.mechanism = Mechanism::Curve, .server = below(2) == 0}};
        case 14:
            return BendLinks{{{anyLink(topology), {point(), point()}},
                              {anyLink(topology), {}},
                              {anyLink(topology), {point()}}}};
        case 15:
            return group(topology);
        case 16:
            return note(topology);
        default:
            break;
        }
        Batch batch;
        for (std::size_t i = below(4); i > 0; --i)
            batch.edits.push_back(edit(topology, false));
        return batch;
    }

private:
    std::size_t below(std::size_t limit) { return m_random() % limit; }

    std::string word() { return std::string(1, static_cast<char>('a' + below(26))); }

    Point point() { return {static_cast<double>(below(500)), static_cast<double>(below(500))}; }

    std::optional<std::size_t> index(std::size_t size)
    {
        return below(2) == 0 ? std::nullopt : std::optional(below(size + 2));
    }

    NodeId anyNode(const Topology& topology)
    {
        if (topology.nodes.empty() || below(12) == 0)
            return NodeId(word());
        return topology.nodes[below(topology.nodes.size())].id;
    }

    LinkId anyLink(const Topology& topology)
    {
        if (topology.links.empty() || below(12) == 0)
            return LinkId(word());
        return topology.links[below(topology.links.size())].id;
    }

    SocketRef anySocket(const Topology& topology)
    {
        const NodeId id = anyNode(topology);
        const Node* found = topology.find(id);
        if (found == nullptr || found->sockets.empty())
            return {id, SocketId("none")};
        return {id, found->sockets[below(found->sockets.size())].id};
    }

    Node node(const Topology& topology)
    {
        Node made = makeNode(topology, allRoles()[below(allRoles().size())].role, point());
        if (below(10) == 0)
            made.id = anyNode(topology);
        for (Socket& socket : made.sockets)
            socket.bind.assign(below(3), "inproc://*");
        return made;
    }

    /// Often one that is there, so that it is replaced or removed.
    template <class IdType, class Item>
    IdType anyMark(const std::vector<Item>& items)
    {
        return items.empty() || below(3) == 0 ? IdType(word()) : items[below(items.size())].id;
    }

    Edit group(const Topology& topology)
    {
        SetGroup set{anyMark<GroupId>(topology.groups), std::nullopt, index(4)};
        if (below(3) != 0)
            set.group = Group{.id = GroupId(word()),
                              .title = word(),
                              .members = {anyNode(topology), anyNode(topology)},
                              .collapsed = below(2) == 0};
        return set;
    }

    Edit note(const Topology& topology)
    {
        SetNote set{anyMark<NoteId>(topology.notes), std::nullopt, index(4)};
        if (below(3) != 0)
            set.note = Note{.id = NoteId(word()), .text = word(), .position = point()};
        return set;
    }

    Edit contextOption(const Topology& topology)
    {
        SetContextOption set{word(), std::nullopt, std::nullopt};
        const auto& members = topology.context.members();
        if (!members.empty() && below(2) == 0)
            set.name = members[below(members.size())].first;
        if (below(3) != 0)
            set.value = static_cast<int>(below(9));
        return set;
    }

    Edit replacement(const Topology& topology)
    {
        Node changed = node(topology);
        changed.id = anyNode(topology);
        changed.enabled = below(2) == 0;
        return ReplaceNode{changed};
    }

    Link link(const Topology& topology)
    {
        Link made{.id = LinkId(freeId(topology, "l")),
                  .connect = anySocket(topology),
                  .bind = anySocket(topology),
                  .endpoint = below(3)};
        made.bends.resize(below(3), point());
        if (below(10) == 0)
            made.id = anyLink(topology);
        return made;
    }

    std::mt19937 m_random;
};

/// Applies the inverse that the last step left and keeps the inverse of that.
void takeBack(Topology& topology, std::vector<Edit>& inverses, std::size_t step)
{
    inverses[step] = model::apply(topology, inverses[step]).inverse;
}

void walkBackAndForth(unsigned seed)
{
    Dice dice(seed);
    Topology topology = tests::pushPull();
    std::vector<Topology> states{topology};
    std::vector<Edit> ways;
    for (std::size_t i = 0; i < kSteps; ++i) {
        ways.push_back(model::apply(topology, dice.edit(topology)).inverse);
        states.push_back(topology);
    }
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = kSteps; i-- > 0;) {
            takeBack(topology, ways, i);
            ASSERT_EQ(topology, states[i]) << "undoing step " << i << ", round " << round;
        }
        for (std::size_t i = 0; i < kSteps; ++i) {
            takeBack(topology, ways, i);
            ASSERT_EQ(topology, states[i + 1]) << "redoing step " << i << ", round " << round;
        }
    }
}

void walkAndCompare(unsigned seed)
{
    Dice dice(seed + kWalks);
    Topology topology = tests::pushPull();
    for (std::size_t i = 0; i < kSteps; ++i) {
        const Topology before = topology;
        const Change change = model::apply(topology, dice.edit(topology)).change;
        for (const Node& node : topology.nodes) {
            const Node* old = before.find(node.id);
            if (old == nullptr || *old != *topology.find(node.id)) {
                ASSERT_TRUE(change.nodes.contains(node.id)) << node.id.text() << ", step " << i;
            }
        }
        for (const Link& link : topology.links) {
            const Link* old = before.find(link.id);
            if (old == nullptr || *old != *topology.find(link.id)) {
                ASSERT_TRUE(change.links.contains(link.id)) << link.id.text() << ", step " << i;
            }
        }
        for (const Group& group : topology.groups) {
            const Group* old = before.find(group.id);
            if (old == nullptr || *old != group) {
                ASSERT_TRUE(change.groups.contains(group.id)) << group.id.text();
            }
        }
        for (const Note& note : topology.notes) {
            const Note* old = before.find(note.id);
            if (old == nullptr || *old != note) {
                ASSERT_TRUE(change.notes.contains(note.id)) << note.id.text();
            }
        }
    }
}

class EditWalk : public ::testing::TestWithParam<unsigned>
{
protected:
    void forEachSeed(const std::function<void(unsigned)>& walk)
    {
        for (unsigned seed = GetParam(); seed < GetParam() + kWalksPerTest; ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            ASSERT_NO_FATAL_FAILURE(walk(seed));
        }
    }
};

TEST_P(EditWalk, EveryUndoAndRedoGivesTheStateThatWasThere)
{
    forEachSeed(walkBackAndForth);
}

/// A view that re-reads only what a change names must end up right.
TEST_P(EditWalk, EveryThingThatDiffersIsNamedByTheChange)
{
    forEachSeed(walkAndCompare);
}

INSTANTIATE_TEST_SUITE_P(Seeds, EditWalk, ::testing::Range(0U, kWalks, kWalksPerTest));

} // namespace
} // namespace topomq::model
