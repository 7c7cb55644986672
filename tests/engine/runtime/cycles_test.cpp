// A run leaves nothing behind, however often it is started and stopped.

#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using model::Role;
using enum model::SocketType;

std::size_t entries(const std::filesystem::path& folder)
{
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator(folder))
        ++count;
    return count;
}

/// In bytes, after what is free has been given back.
std::size_t residentMemory()
{
    ::malloc_trim(0);
    std::ifstream file("/proc/self/statm");
    std::size_t all = 0;
    std::size_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// The sanitizers keep what was freed, so that under them memory says nothing.
#if defined(TOPOMQ_ADDRESS_SANITIZER) || defined(TOPOMQ_THREAD_SANITIZER)
constexpr bool kMemoryIsMeaningful = false;
#else
constexpr bool kMemoryIsMeaningful = true;
#endif

/// What may be there more at the end than after the warm-up: the heaps of threads that have gone
/// do not fill up alike in each cycle. A leak of one kilobyte per node and cycle would be 4 MB.
constexpr std::size_t kMemoryBound = 3 * 1024 * 1024;
constexpr int kWarmUp = 10;

int cycles()
{
    return std::getenv("TOPOMQ_FULL") != nullptr ? 200 : 40;
}

/// A folder of the test's own, gone with it.
class Folder
{
public:
    Folder()
        : m_path(std::filesystem::temp_directory_path()
                 / ("topomq-cycles-" + std::to_string(::getpid())))
    {
        std::filesystem::create_directory(m_path);
    }

    ~Folder() { std::filesystem::remove_all(m_path); }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

void addPipeline(TopologyBuilder& builder, const std::string& ipcFile)
{
    builder.node("vent", Role::Source).setting("rate", 2000).socket("out", Push, {"inproc://*"});
    for (const std::string worker : {"w1", "w2", "w3", "w4"}) {
        builder.node(worker, Role::Worker).setting("service_time", 10).socket("in", Pull);
        builder.socket("out", Push).link(worker + ".in", "vent.out");
        builder.link(worker + ".out", "sink.in");
    }
    builder.node("sink", Role::Sink).socket("in", Pull, {"ipc://" + ipcFile});
}

void addPublisher(TopologyBuilder& builder)
{
    builder.node("pub", Role::Source).setting("rate", 1000).socket("out", Pub, {"ipc://*"});
    builder.node("forwarder", Role::Proxy).socket("frontend", XSub);
    builder.socket("backend", XPub, {"tcp://127.0.0.1:*"}).link("forwarder.frontend", "pub.out");
    for (const std::string subscriber : {"s1", "s2", "s3"}) {
        builder.node(subscriber, Role::Sink).socket("in", Sub);
        builder.option("SUBSCRIBE", model::Array{""}).link(subscriber + ".in", "forwarder.backend");
    }
}

void addBroker(TopologyBuilder& builder)
{
    builder.node("broker", Role::Proxy).socket("frontend", Router, {"tcp://127.0.0.1:*"});
    builder.socket("backend", Dealer, {"inproc://*"});
    for (const std::string client : {"c1", "c2"}) {
        builder.node(client, Role::Client).setting("rate", 500).socket("ask", Req);
        builder.link(client + ".ask", "broker.frontend");
    }
    for (const std::string server : {"r1", "r2"}) {
        builder.node(server, Role::Server).socket("reply", Rep);
        builder.link(server + ".reply", "broker.backend");
    }
}

void addPairs(TopologyBuilder& builder)
{
    builder.node("left", Role::Peer).setting("rate", 500).socket("p", Pair, {"inproc://*"});
    builder.node("right", Role::Peer).setting("rate", 500).socket("p", Pair);
    builder.link("right.p", "left.p");
    builder.node("web", Role::Stream).setting("mode", "http_server");
    builder.socket("tcp", Stream, {"tcp://127.0.0.1:*"});
    builder.node("browser", Role::Stream).setting("mode", "http_client").setting("rate", 200);
    builder.socket("tcp", Stream).link("browser.tcp", "web.tcp");
}

/// Twenty nodes: every pattern but for the balancer, inproc, tcp, and ipc with and without a file.
model::Topology twentyNodes(const std::string& ipcFile)
{
    TopologyBuilder builder;
    addPipeline(builder, ipcFile);
    addPublisher(builder);
    addBroker(builder);
    addPairs(builder);
    return builder;
}

/// Starts, lets every flow carry something, and stops; with a drain or in the midst of it all.
void cycle(const model::Topology& topology, bool drains)
{
    TestRun run(topology);
    ASSERT_TRUE(run.await([](const metrics::Snapshot& now) {
        return std::all_of(now.flows.begin(), now.flows.end(),
                           [](const auto& flow) { return flow.received > 0U; });
    }));
    const runtime::RunResult result = run.finish(drains ? 20s : 0s);
    EXPECT_TRUE(result.conserved);
    if (drains) {
        EXPECT_TRUE(result.drained);
    }
}

} // namespace

TEST(Cycles, LeaveDescriptorsThreadsFilesAndMemoryAsTheyWere)
{
    const Folder folder;
    const model::Topology topology = twentyNodes(folder.path() / "sink");
    ASSERT_EQ(topology.nodes.size(), 20U);
    for (int i = 0; i < kWarmUp; ++i)
        cycle(topology, i % 2 == 0);
    const std::size_t descriptors = entries("/proc/self/fd");
    const std::size_t threads = entries("/proc/self/task");
    const std::size_t memory = residentMemory();
    EXPECT_EQ(entries(folder.path()), 0U);
    for (int i = 0; i < cycles(); ++i) {
        cycle(topology, i % 2 == 0);
        ASSERT_FALSE(testing::Test::HasFailure()) << "cycle " << i;
        ASSERT_EQ(entries("/proc/self/fd"), descriptors) << "cycle " << i;
        ASSERT_EQ(entries("/proc/self/task"), threads) << "cycle " << i;
        ASSERT_EQ(entries(folder.path()), 0U) << "cycle " << i;
    }
    const std::size_t after = residentMemory();
    RecordProperty("memory_before", std::to_string(memory));
    RecordProperty("memory_after", std::to_string(after));
    if (kMemoryIsMeaningful) {
        EXPECT_LE(after, memory + kMemoryBound);
    }
}

} // namespace topomq::tests
