// A ROUTER ignores a peer that comes under the name of one that it has not let go of yet, and
// libzmq does not say so: whoever leaves and comes back must be known again each time.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

struct NamedPeerCase
{
    Role role = Role::Peer;
    model::SocketType type = Dealer;
    Role routerRole = Role::Peer;
    std::string address;
};

void PrintTo(const NamedPeerCase& each, std::ostream* out)
{
    *out << model::toText(each.role) << " on " << model::toText(each.type) << " to "
         << model::toText(each.routerRole) << ", " << each.address;
}

model::Topology topologyOf(const NamedPeerCase& which)
{
    TopologyBuilder builder;
    builder.node("peer", which.role).setting("rate", 500);
    if (which.role == Role::Client)
        builder.setting("window", 10).setting("timeout", 100);
    builder.socket("s", which.type).option("ROUTING_ID", "worker1");
    builder.node("hub", which.routerRole);
    if (which.routerRole == Role::Peer)
        builder.setting("rate", 500);
    builder.socket("s", Router, {which.address}).option("ROUTING_ID", "hub");
    builder.link("peer.s", "hub.s");
    return builder;
}

/// Until messages have come both ways, after a sample that was begun after this call.
bool awaitBothWays(TestRun& run)
{
    constexpr int kOlder = 2;
    constexpr std::uint64_t kMore = 5;
    int samples = 0;
    std::vector<std::uint64_t> before;
    return run.await([&](const metrics::Snapshot& now) {
        const bool isFirst = ++samples <= kOlder + 1;
        before.resize(now.flows.size(), 0);
        bool hasMore = !isFirst;
        for (std::size_t i = 0; i < now.flows.size(); ++i) {
            const std::uint64_t received = now.flows[i].received.value_or(0);
            if (isFirst)
                before[i] = received;
            hasMore = hasMore && received >= before[i] + kMore;
        }
        return hasMore;
    });
}

class NamedPeer : public testing::TestWithParam<NamedPeerCase>
{ };

} // namespace

TEST_P(NamedPeer, IsKnownAgainAfterEveryRestart)
{
    TestRun run(topologyOf(GetParam()));
    const auto peer = static_cast<plan::NodeIndex>(run.node("peer"));
    ASSERT_TRUE(awaitBothWays(run));
    for (std::size_t i = 1; i <= 12; ++i) {
        run.runtime().restartNode(peer);
        ASSERT_TRUE(run.awaitEvent("peer", "NODE_STARTED", i));
        ASSERT_TRUE(awaitBothWays(run)) << "after restart " << i;
    }
    run.finish(std::chrono::milliseconds(0));
}

TEST_P(NamedPeer, IsKnownAgainWhenItsLinkIsMended)
{
    TestRun run(topologyOf(GetParam()));
    const auto link = static_cast<plan::LinkIndex>(run.link("link1"));
    ASSERT_TRUE(awaitBothWays(run));
    for (std::size_t i = 1; i <= 6; ++i) {
        run.runtime().cutLink(link);
        run.runtime().mendLink(link);
        ASSERT_TRUE(run.awaitEvent("link1", "LINK_MENDED", i));
        ASSERT_TRUE(awaitBothWays(run)) << "after cut " << i;
    }
    run.finish(std::chrono::milliseconds(0));
}

INSTANTIATE_TEST_SUITE_P(
    Engine,
    NamedPeer,
    testing::Values(NamedPeerCase{Role::Client, Dealer, Role::Server, "tcp://127.0.0.1:*"},
                    NamedPeerCase{Role::Peer, Dealer, Role::Peer, "tcp://127.0.0.1:*"},
                    NamedPeerCase{Role::Peer, Router, Role::Peer, "ipc://*"}));

} // namespace topomq::tests
