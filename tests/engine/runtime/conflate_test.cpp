// CONFLATE, in a program of its own: libzmq 4.3.4 now and then forgets messages in a conflating
// pipe (40 bytes each), and no other test shall be forgiven a leak for it.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

// Both names are the sanitizers'. With them the stack of an allocation reaches through libzmq,
// which keeps no frame pointers, to our function that made the message.
extern "C" const char* __asan_default_options()
{
    return "fast_unwind_on_malloc=0";
}

extern "C" const char* __lsan_default_suppressions()
{
    return "leak:topomq::runtime::SocketPort::prepare\n";
}

namespace topomq::tests {

using model::Role;
using enum model::SocketType;

TEST(Conflate, KeepsOnlyTheNewestMessage)
{
    TopologyBuilder builder;
    builder.node("vent", Role::Source).setting("rate", 0).setting("count", 20000);
    builder.socket("out", Push).option("CONFLATE", true);
    builder.node("sink", Role::Sink).setting("service_time", 1000);
    builder.socket("in", Pull, {"inproc://*"}).link("vent.out", "sink.in");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto conflated = static_cast<std::size_t>(metrics::DropCause::Conflated);
    EXPECT_GT(result.final->flows[0].droppedByCause[conflated], 0U);
}

} // namespace topomq::tests
