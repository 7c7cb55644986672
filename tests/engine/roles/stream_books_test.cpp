// What two ends of a raw TCP connection say of it adds up, also when it ends too early.

#include "engine/runtime/stream_connections.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using runtime::StreamConnections;
using End = StreamConnections::End;

} // namespace

TEST(StreamConnections, TellTheLastToSeeTheEndWhatNeverArrived)
{
    StreamConnections connections;
    const auto client = connections.open("a>b", 7);
    const auto server = connections.claim("a>b");
    ASSERT_NE(server, nullptr);
    EXPECT_EQ(StreamConnections::linkOf(*server), 7U);
    for (const std::uint64_t ticks : {10U, 20U, 30U})
        connections.addSent(*client, End::Connecter, ticks);
    connections.addSent(*server, End::Binder, 25);
    EXPECT_EQ(connections.takeReceived(*server, End::Binder), 10U);
    EXPECT_EQ(connections.end(server, End::Binder).toBinder, 0U);
    // The other end does not know yet, and goes on sending.
    connections.addSent(*client, End::Connecter, 40);
    const StreamConnections::Lost lost = connections.end(client, End::Connecter);
    EXPECT_EQ(lost.toBinder, 3U);
    EXPECT_EQ(lost.toConnecter, 1U);
}

TEST(StreamConnections, CountNothingAsReceivedThatWasNotSent)
{
    StreamConnections connections;
    const auto client = connections.open("a>b", 0);
    connections.addSent(*client, End::Connecter, 10);
    connections.takeBack(*client, End::Connecter);
    EXPECT_EQ(connections.takeReceived(*client, End::Binder), std::nullopt);
}

TEST(StreamConnections, AreClaimedOnlyOnce)
{
    StreamConnections connections;
    const auto first = connections.open("a>b", 0);
    EXPECT_EQ(connections.claim("a>b"), first);
    EXPECT_EQ(connections.claim("a>b"), nullptr);
    const auto again = connections.open("a>b", 0);
    EXPECT_EQ(connections.claimOldest(0), again);
    EXPECT_EQ(connections.claimOldest(1), nullptr);
}

TEST(StreamConnections, StayAStrangersUntilForgotten)
{
    StreamConnections connections;
    connections.disown("a>b");
    EXPECT_EQ(connections.open("a>b", 0), nullptr);
    connections.forget("a>b");
    EXPECT_NE(connections.open("a>b", 0), nullptr);
}

} // namespace topomq::tests
