// Addresses that sockets inside of definitions lose, and the links outside that used them.
#include "engine/model/endpoints.h"
#include "tests/engine/plan/subtopology_files.h"

namespace topomq {
namespace {

using namespace test;
using testing::IsEmpty;

/// A broker with a client of its own, offered to clients outside: by one instance directly, by
/// another one through the definition around it.
constexpr const char* kBrokers = R"({ "topomq": 1, "nodes": [
    { "id": "stage", "role": "subtopology", "definition": "Stage" },
    { "id": "outer", "role": "subtopology", "definition": "Outer" },
    { "id": "c0", "role": "client", "sockets": [ { "id": "out", "type": "REQ" } ] },
    { "id": "c1", "role": "client", "sockets": [ { "id": "out", "type": "REQ" } ] },
    { "id": "c2", "role": "client", "sockets": [ { "id": "out", "type": "REQ" } ] } ],
  "links": [
    { "id": "a", "connect": "c0.out", "bind": "stage.frontend", "endpoint": 0 },
    { "id": "b", "connect": "c1.out", "bind": "stage.frontend", "endpoint": 1 },
    { "id": "c", "connect": "c2.out", "bind": "outer.front", "endpoint": 1 } ],
  "definitions": [
    { "id": "Stage", "nodes": [
      { "id": "broker", "role": "proxy", "sockets": [
        { "id": "frontend", "type": "ROUTER", "bind": ["tcp://127.0.0.1:*", "ipc://*"] },
        { "id": "backend", "type": "DEALER", "bind": ["inproc://*"] } ] },
      { "id": "w", "role": "client", "sockets": [ { "id": "out", "type": "REQ" } ] },
      { "id": "s", "role": "server", "sockets": [ { "id": "in", "type": "REP" } ] } ],
      "links": [ { "id": "l", "connect": "w.out", "bind": "broker.frontend", "endpoint": 0 },
                 { "id": "m", "connect": "s.in", "bind": "broker.backend" } ],
      "ports": [ { "id": "frontend", "socket": "broker.frontend" } ] },
    { "id": "Outer", "nodes": [
      { "id": "in", "role": "subtopology", "definition": "Stage" },
      { "id": "k", "role": "client", "sockets": [ { "id": "out", "type": "REQ" } ] } ],
      "links": [ { "id": "x", "connect": "k.out", "bind": "in.frontend", "endpoint": 0 } ],
      "ports": [ { "id": "front", "socket": "in.frontend" } ] } ] })";

/// A file of which the inside of its first definition is shown.
class Inside
{
public:
    explicit Inside(model::Topology topology)
        : file(std::move(topology))
        , m_shown(file)
    {
        m_shown.nodes = file.definitions.at(0).nodes;
        m_shown.links = file.definitions.at(0).links;
    }

    [[nodiscard]] model::ShownPart part() const { return {m_shown, file, &file.definitions.at(0)}; }

    /// Returns what takes back the part that is outside.
    model::Edit apply(const model::EndpointEdit& edit)
    {
        model::apply(m_shown, edit.shown);
        model::Definition changed = file.definitions.at(0);
        changed.nodes = m_shown.nodes;
        changed.links = m_shown.links;
        model::apply(file, put(changed));
        return model::apply(file, edit.outside).inverse;
    }

    [[nodiscard]] const std::vector<std::string>& addresses() const
    {
        return m_shown.find(ref("broker", "frontend"))->bind;
    }

    /// Of a link of the topology itself; nothing: it is gone.
    [[nodiscard]] std::optional<std::size_t> endpointOf(const char* id) const
    {
        const model::Link* link = file.find(model::LinkId(id));
        return link == nullptr ? std::nullopt : std::optional(link->endpoint);
    }

    model::Topology file;

private:
    model::Topology m_shown;
};

TEST(Endpoints, GoWithTheLinksOutsideAndLaterOnesAreFollowed)
{
    Inside inside(topologyOf(kBrokers));
    const model::EndpointEdit edit = removeEndpoint(inside.part(), ref("broker", "frontend"), 0);
    EXPECT_EQ(edit.links, 2U);
    inside.apply(edit);
    EXPECT_EQ(inside.addresses(), std::vector<std::string>{"ipc://*"});
    EXPECT_EQ(inside.endpointOf("a"), std::nullopt);
    EXPECT_EQ(inside.endpointOf("b"), 0U);
    EXPECT_EQ(inside.endpointOf("c"), 0U);
    EXPECT_THAT(inside.file.definitions.at(1).links, IsEmpty());
    EXPECT_EQ(inside.file.definitions.at(1).ports.size(), 1U);
}

TEST(Endpoints, LeaveEarlierOnesAsTheyAre)
{
    Inside inside(topologyOf(kBrokers));
    const model::EndpointEdit edit = removeEndpoint(inside.part(), ref("broker", "frontend"), 1);
    EXPECT_EQ(edit.links, 2U);
    const model::Edit inverse = inside.apply(edit);
    EXPECT_EQ(inside.endpointOf("a"), 0U);
    EXPECT_EQ(inside.endpointOf("b"), std::nullopt);
    EXPECT_EQ(inside.endpointOf("c"), std::nullopt);
    EXPECT_EQ(inside.file.definitions.at(1).links.size(), 1U);
    model::apply(inside.file, inverse);
    EXPECT_EQ(inside.file.links, topologyOf(kBrokers).links);
}

TEST(Endpoints, ThatAreNotThereOrNotOfferedTakeNothingAlong)
{
    const Inside inside(topologyOf(kBrokers));
    EXPECT_THAT(removeEndpoint(inside.part(), ref("broker", "frontend"), 7).outside.edits,
                IsEmpty());
    EXPECT_THAT(removeEndpoint(inside.part(), ref("broker", "backend"), 0).outside.edits,
                IsEmpty());
    const model::Topology whole = topologyOf(kBrokers);
    EXPECT_THAT(removeEndpoint({whole, whole}, ref("stage", "frontend"), 0).outside.edits,
                IsEmpty());
}

TEST(Endpoints, AreCountedByTheLinksOutside)
{
    const Inside inside(topologyOf(kBrokers));
    EXPECT_EQ(outerLinksAt(inside.part(), ref("broker", "frontend"), 0), 2U);
    EXPECT_EQ(outerLinksAt(inside.part(), ref("broker", "frontend"), 1), 2U);
    EXPECT_EQ(outerLinksAt(inside.part(), ref("broker", "backend"), 0), 0U);
}

TEST(Endpoints, StayInAFlipWhereTheyAreUsedOutside)
{
    Inside inside(topologyOf(kBrokers));
    const model::EndpointEdit edit =
        flipBindSides(inside.part(), {{model::LinkId("l"), "ipc://*"}});
    EXPECT_EQ(edit.links, 0U);
    EXPECT_THAT(edit.outside.edits, IsEmpty());
    inside.apply(edit);
    EXPECT_EQ(inside.addresses().size(), 2U);
    EXPECT_EQ(inside.file.links, topologyOf(kBrokers).links);
    EXPECT_EQ(inside.file.definitions.at(0).links.at(0).bind, ref("w", "out"));
}

TEST(Endpoints, ThatGoInAFlipAreFollowedOutside)
{
    model::Topology topology = topologyOf(kBrokers);
    topology.links.at(0).endpoint = 1;
    topology.definitions.at(1).links.at(0).endpoint = 1;
    Inside inside(topology);
    const model::EndpointEdit edit =
        flipBindSides(inside.part(), {{model::LinkId("l"), "ipc://*"}});
    EXPECT_EQ(edit.links, 0U);
    inside.apply(edit);
    EXPECT_EQ(inside.addresses(), std::vector<std::string>{"ipc://*"});
    for (const char* id : {"a", "b", "c"})
        EXPECT_EQ(inside.endpointOf(id), 0U);
    EXPECT_EQ(inside.file.definitions.at(1).links.at(0).endpoint, 0U);
}

TEST(Endpoints, OfLinksThatAreFlippedTogetherGoOneAfterTheOther)
{
    model::Topology topology = topologyOf(kBrokers);
    model::Definition& stage = topology.definitions.at(0);
    model::Node twin = *stage.find(model::NodeId("w"));
    twin.id = model::NodeId("w2");
    stage.nodes.push_back(twin);
    model::Link link = stage.links.at(0);
    link.id = model::LinkId("l2");
    link.connect.node = twin.id;
    stage.links.push_back(link);
    for (model::Node& node : stage.nodes) {
        if (node.id == model::NodeId("broker"))
            node.sockets.at(0).bind.emplace_back("inproc://*");
    }
    // Outside nobody is on the first one; it goes with the second link that is flipped.
    topology.links.at(0).endpoint = 2;
    topology.definitions.at(1).links.at(0).endpoint = 2;
    Inside inside(topology);
    inside.apply(flipBindSides(
        inside.part(), {{model::LinkId("l"), "ipc://*"}, {model::LinkId("l2"), "ipc://*"}}));
    EXPECT_EQ(inside.addresses(), (std::vector<std::string>{"ipc://*", "inproc://*"}));
    EXPECT_EQ(inside.endpointOf("a"), 1U);
    EXPECT_EQ(inside.endpointOf("b"), 0U);
    EXPECT_EQ(inside.endpointOf("c"), 0U);
    EXPECT_EQ(inside.file.definitions.at(1).links.at(0).endpoint, 1U);
}

/// A mistake in the file must not keep anybody busy for ever.
TEST(Endpoints, OfADefinitionThatContainsItselfAreDroppedToo)
{
    model::Topology topology = topologyOf(kBrokers);
    model::Node outer{.id = model::NodeId("round"), .role = model::Role::Subtopology};
    outer.definition = model::DefinitionId("Outer");
    topology.definitions.at(0).nodes.push_back(outer);
    topology.definitions.at(1).nodes.push_back(outer);
    topology.definitions.at(1).ports.push_back({model::SocketId("again"), ref("round", "front")});
    Inside inside(topology);
    inside.apply(removeEndpoint(inside.part(), ref("broker", "frontend"), 0));
    EXPECT_EQ(inside.endpointOf("c"), 0U);
}

} // namespace
} // namespace topomq
