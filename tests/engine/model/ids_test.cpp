#include "engine/model/ids.h"
#include "engine/model/topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::model {
namespace {

TEST(Ids, BeginWithALetterOrUnderscore)
{
    for (const char* id : {"a", "_", "Vent", "w1", "a-b_c", "_9"})
        EXPECT_TRUE(isValidId(id)) << id;
    for (const char* id : {"", "1a", "-a", "a.b", "a b", "ä", "a/", " a"})
        EXPECT_FALSE(isValidId(id)) << id;
}

TEST(Ids, MayHave64Characters)
{
    EXPECT_TRUE(isValidId(std::string(64, 'a')));
    EXPECT_FALSE(isValidId(std::string(65, 'a')));
}

TEST(Ids, AFreeIdAvoidsNodesAndLinks)
{
    const Topology topology = tests::pushPull();
    EXPECT_EQ(freeId(topology, "worker"), "worker");
    EXPECT_EQ(freeId(topology, "vent"), "vent2");
    EXPECT_EQ(freeId(topology, "link1"), "link12");
}

TEST(Ids, AFreeIdCountsOnPastTakenNumbers)
{
    const Topology topology =
        tests::TopologyBuilder().node("w", Role::Worker).node("w2", Role::Worker);
    EXPECT_EQ(freeId(topology, "w"), "w3");
}

TEST(Ids, AReferenceReadsAsNodeDotSocket)
{
    EXPECT_EQ((SocketRef{NodeId("vent"), SocketId("out")}.text()), "vent.out");
}

TEST(Words, EverySocketTypeIsReadBackFromItsText)
{
    for (int i = 0; i < static_cast<int>(SocketType::Unknown); ++i) {
        const auto type = static_cast<SocketType>(i);
        EXPECT_FALSE(toText(type).empty());
        EXPECT_EQ(socketTypeFromText(toText(type)), type);
    }
    EXPECT_EQ(socketTypeFromText("RADIO"), SocketType::Unknown);
}

TEST(Words, EveryRoleIsReadBackFromItsText)
{
    for (int i = 0; i < static_cast<int>(Role::Unknown); ++i) {
        const auto role = static_cast<Role>(i);
        EXPECT_FALSE(toText(role).empty());
        EXPECT_EQ(roleFromText(toText(role)), role);
    }
    EXPECT_EQ(roleFromText("broker"), Role::Unknown);
}

TEST(Words, OnlyPullAndSubCannotSend)
{
    EXPECT_FALSE(canSend(SocketType::Pull));
    EXPECT_FALSE(canSend(SocketType::Sub));
    EXPECT_FALSE(canReceive(SocketType::Push));
    EXPECT_FALSE(canReceive(SocketType::Pub));
    EXPECT_TRUE(canSend(SocketType::XSub));
    EXPECT_TRUE(canReceive(SocketType::XPub));
}

} // namespace
} // namespace topomq::model
