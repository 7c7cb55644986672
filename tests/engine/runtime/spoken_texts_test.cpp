// Places of the file for the ids in what a run tells, and titles as they are.
#include "engine/runtime/spoken_texts.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

namespace topomq::tests {

namespace {

using model::Role;
using enum model::SocketType;

plan::PlanPlaces places()
{
    plan::RunPlan plan;
    plan.nodes.push_back({.id = model::NodeId("wash-gone"), .path = "wash/gone"});
    return plan::PlanPlaces(plan);
}

} // namespace

TEST(SpokenTexts, HavePlacesWhereAnEventHasIds)
{
    const runtime::RuntimeEvent event = runtime::spoken({.where = "wash-gone.in",
                                                         .event = "NODE_PROBLEM",
                                                         .detail = "wash-gone.in: no such device"},
                                                        places());
    EXPECT_EQ(event.where, "wash/gone.in");
    EXPECT_EQ(event.detail, "wash/gone.in: no such device");
}

TEST(SpokenTexts, HavePlacesInTheReasonOfAFailureOnly)
{
    metrics::NodeFigures figures;
    figures.reason = "wash-gone.in: no such device";
    figures.state = metrics::NodeState::Failed;
    EXPECT_EQ(runtime::spokenReason(figures, places()), "wash/gone.in: no such device");
    figures.reason = "waiting for a message from wash-gone";
    figures.state = metrics::NodeState::Waiting;
    EXPECT_EQ(runtime::spokenReason(figures, places()), figures.reason);
}

TEST(SpokenTexts, LeaveTheTitlesOfNodesThatWaitForEachOther)
{
    TopologyBuilder builder;
    builder.node("a", Role::Worker).socket("in", Pull, {"inproc://*"}).socket("out", Push);
    builder.node("b", Role::Worker).socket("in", Pull, {"inproc://*"}).socket("out", Push);
    builder.link("a.out", "b.in").link("b.out", "a.in");
    model::Topology topology = builder;
    topology.nodes[1].name = "wash-gone";
    TestRun run(topology);
    ASSERT_TRUE(run.awaitEvent("a", "DEADLOCK"));
    for (const runtime::RuntimeEvent& event : run.runtime().eventsSince(0)) {
        if (event.event == "DEADLOCK") {
            EXPECT_TRUE(event.detail.starts_with("a and wash-gone wait for each other"));
            EXPECT_EQ(runtime::spoken(event, places()).detail, event.detail);
        }
    }
    run.finish(std::chrono::milliseconds(0));
}

} // namespace topomq::tests
