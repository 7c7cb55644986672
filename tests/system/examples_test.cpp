// Runs each built-in example without a window and holds its report against what the example is
// there to show. Amounts depend on the machine, so only relations are asserted.

#include "tests/system/free_port.h"
#include "tests/system/program.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace topomq::test {
namespace {

using Arguments = std::vector<std::string>;

constexpr const char* kMulticastExample = "multicast-beside-unicast";

std::string fileOf(const std::string& example)
{
    return std::string(TOPOMQ_EXAMPLES) + "/" + example + ".topomq";
}

/// The report of a short run. What a run keeps beside its file, such as keys, stays out of the
/// sources.
Json report(const std::string& example, const Arguments& more = {"--for", "1s"})
{
    const TemporaryFolder folder;
    const std::string file = folder.write(example + ".topomq", readWhole(fileOf(example)));
    Arguments arguments{"run", file, "--drain", "10s", "--json", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const ProgramResult result = call(arguments);
    EXPECT_EQ(result.status, 0) << result.errors;
    return Json::parse(result.output, nullptr, false);
}

/// One direction of a link.
const Json& flow(const Json& report, const std::string& link, const std::string& fromNode)
{
    static const Json none;
    for (const Json& each : report.at("flows")) {
        if (each.at("link") == link
            && each.at("from").get<std::string>().rfind(fromNode + ".", 0) == 0)
            return each;
    }
    ADD_FAILURE() << "no flow on " << link << " from " << fromNode;
    return none;
}

double figure(const Json& flow, const std::string& key)
{
    return flow.at(key).get<double>();
}

std::vector<std::string> exampleNames()
{
    std::ifstream index(std::string(TOPOMQ_EXAMPLES) + "/index.txt");
    std::vector<std::string> names;
    for (std::string line; std::getline(index, line);)
        names.push_back(line);
    return names;
}

/// Those that need no program outside, and no group that others on this machine may be in.
std::vector<std::string> completeExamples()
{
    std::vector<std::string> names = exampleNames();
    std::erase(names, "external-python");
    std::erase(names, kMulticastExample);
    return names;
}

std::string withoutDashes(const testing::TestParamInfo<std::string>& example)
{
    std::string name = example.param;
    std::erase(name, '-');
    return name;
}

class EveryExample : public testing::TestWithParam<std::string>
{ };

TEST_P(EveryExample, HasNothingToWarnOfButWhatItShows)
{
    const ProgramResult result = call({"check", fileOf(GetParam()), "--json"});
    const Json printed = Json::parse(result.output);
    if (GetParam() == kMulticastExample && result.status != 0)
        GTEST_SKIP() << "no epgm on this machine: " << printed.at("findings");

    EXPECT_EQ(result.status, 0);
    for (const Json& finding : printed.at("findings")) {
        const bool isMeant =
            GetParam() == "slow-subscriber" && finding.at("code") == "drops-expected";
        EXPECT_TRUE(isMeant || finding.at("severity") == "information") << finding;
    }
}

class CompleteExample : public testing::TestWithParam<std::string>
{ };

TEST_P(CompleteExample, AccountsForEveryMessageAfterTheDrain)
{
    const Json run = report(GetParam());

    EXPECT_TRUE(run.at("drained").get<bool>());
    EXPECT_TRUE(run.at("conserved").get<bool>());
    for (const Json& each : run.at("flows")) {
        EXPECT_EQ(each.at("in_flight"), 0) << each;
        EXPECT_EQ(figure(each, "sent"), figure(each, "received") + figure(each, "dropped")) << each;
    }
}

TEST_P(CompleteExample, MovesMessagesOnEveryLink)
{
    const Json run = report(GetParam());

    for (const Json& link : run.at("flows")) {
        double received = 0;
        for (const Json& each : run.at("flows"))
            received += each.at("link") == link.at("link") ? figure(each, "received") : 0;
        EXPECT_GT(received, 0) << link;
    }
}

INSTANTIATE_TEST_SUITE_P(Examples, EveryExample, testing::ValuesIn(exampleNames()), withoutDashes);
INSTANTIATE_TEST_SUITE_P(Examples,
                         CompleteExample,
                         testing::ValuesIn(completeExamples()),
                         withoutDashes);

TEST(PipelineExample, FillsTheQueueOfTheSlowWorkerOnlyAndPassesItOver)
{
    const Json run = report("pipeline", {"--for", "3s"});

    const Json& slow = flow(run, "task3", "ventilator");
    const Json& quick = flow(run, "task1", "ventilator");
    EXPECT_GE(figure(slow, "depth_max"), 1500);
    EXPECT_LE(figure(slow, "depth_max"), 2000);
    EXPECT_LT(figure(slow, "received"), figure(quick, "received"));
    EXPECT_EQ(figure(slow, "dropped"), 0);
}

TEST(StagesExample, TakeAllThroughBothUsesOfWhatIsDrawnOnceAndWaitInFrontOfTheFirst)
{
    // More than any machine can do comes in, however slow it is.
    const Json run = report("stages", {"--for", "3s", "--set", "laundry.rate=0"});

    const Json& dirty = flow(run, "dirty", "laundry");
    const Json& wet = flow(run, "wet", "wash-join");
    const Json& clean = flow(run, "clean", "dry-join");
    EXPECT_GE(figure(dirty, "depth_max"), 900);
    EXPECT_GT(figure(dirty.at("latency_us"), "p50"), figure(wet.at("latency_us"), "p50"));
    for (const char* stage : {"wash", "dry"}) {
        double worked = 0;
        for (const char* crew : {"work1", "work2", "work3"})
            worked +=
                figure(flow(run, std::string(stage) + "-" + crew, std::string(stage) + "-split"),
                       "received");
        EXPECT_EQ(worked, figure(clean, "received")) << stage;
    }
}

TEST(RequestReplyExample, NeverHasMoreThanOneMessageOnALink)
{
    const Json run = report("req-rep");

    for (const Json& each : run.at("flows"))
        EXPECT_LE(figure(each, "depth_max"), 1) << each;
}

TEST(PublishSubscribeExample, GivesASubscriberNothingThatItsPrefixesDoNotName)
{
    const Json run =
        report("pub-sub", {"--for", "1s", "--set", R"(publisher.topics=["news.x","sport.x"])"});

    EXPECT_EQ(figure(flow(run, "to_weather", "publisher"), "sent"), 0);
    EXPECT_EQ(figure(flow(run, "to_weather", "publisher"), "received"), 0);
    EXPECT_GT(figure(flow(run, "to_sport", "publisher"), "received"), 0);
}

TEST(PublishSubscribeExample, GivesEachSubscriberItsShareOfTheTopics)
{
    const Json run = report("pub-sub", {"--for", "2s"});

    const double all = figure(flow(run, "to_archive", "publisher"), "received");
    EXPECT_NEAR(figure(flow(run, "to_weather", "publisher"), "received"), all / 2, all / 20);
    EXPECT_NEAR(figure(flow(run, "to_sport", "publisher"), "received"), all / 3, all / 20);
}

TEST(PushPullExample, DealsTasksEvenly)
{
    const Json run = report("push-pull", {"--for", "2s"});

    const double first = figure(flow(run, "task1", "ventilator"), "sent");
    for (const char* link : {"task2", "task3", "task4"})
        EXPECT_NEAR(figure(flow(run, link, "ventilator"), "sent"), first, first / 10);
}

TEST(PairExample, RunsEachDirectionAtItsOwnRate)
{
    const Json run = report("pair", {"--for", "2s"});

    const double left = figure(flow(run, "both", "left"), "messages_per_s");
    const double right = figure(flow(run, "both", "right"), "messages_per_s");
    // 2000 and 500 a second are set; a busy machine slows both alike.
    EXPECT_GT(right, 0);
    EXPECT_NEAR(left / right, 4, 0.6);
    EXPECT_EQ(figure(flow(run, "both", "left"), "bytes_received"),
              64 * figure(flow(run, "both", "left"), "received"));
    EXPECT_EQ(figure(flow(run, "both", "right"), "bytes_received"),
              512 * figure(flow(run, "both", "right"), "received"));
}

TEST(BrokerExample, DealsRequestsEvenlyEvenToASlowServer)
{
    const Json run = report("broker", {"--for", "2s"});

    const double quick = figure(flow(run, "serve_quick", "broker"), "sent");
    EXPECT_NEAR(figure(flow(run, "serve_slow", "broker"), "sent"), quick, quick / 10);
}

TEST(BalancerExample, GivesEachWorkerAsMuchAsItCanDo)
{
    const Json run = report("lru-balancer", {"--for", "2s"});

    const double quick = figure(flow(run, "work_quick", "balancer"), "received");
    const double slow = figure(flow(run, "work_slow", "balancer"), "received");
    EXPECT_GT(quick, 1.5 * slow);
    EXPECT_GT(slow, 0);
    for (const char* link : {"work_quick", "work_steady", "work_slow"})
        EXPECT_LE(figure(flow(run, link, "balancer"), "depth_max"), 1) << link;
    EXPECT_GT(figure(flow(run, "ask_batch", "batch"), "depth_max"), 10);
}

TEST(DealerRouterExample, KeepsNoMoreThanTheWindowOutstanding)
{
    const Json run = report("dealer-router");

    EXPECT_LE(figure(flow(run, "ask_one", "one"), "depth_max"), 1);
    EXPECT_LE(figure(flow(run, "ask_ten", "ten"), "depth_max"), 10);
    EXPECT_LE(figure(flow(run, "ask_hundred", "hundred"), "depth_max"), 100);
    EXPECT_GT(figure(flow(run, "ask_hundred", "hundred"), "depth_max"), 50);
}

TEST(DealerDealerExample, SharesTheHubsMessagesInTurn)
{
    const Json run = report("dealer-dealer", {"--for", "2s"});

    const double east = figure(flow(run, "hub_east", "hub"), "sent");
    EXPECT_NEAR(figure(flow(run, "hub_west", "hub"), "sent"), east, east / 10);
}

TEST(RouterRouterExample, SendsOnlyToThePeersThatAreNamed)
{
    const Json run = report("router-router");

    EXPECT_EQ(figure(flow(run, "bob_carol", "carol"), "sent"), 0);
    EXPECT_GT(figure(flow(run, "alice_carol", "carol"), "sent"), 0);
}

TEST(MultiEndpointExample, ServesClientsOfBothTransportsFromOneSocket)
{
    const Json run = report("multi-endpoint");

    for (const char* client : {"tcp1", "tcp2", "ipc1", "ipc2"})
        EXPECT_GT(figure(flow(run, std::string("over_") + client, "server"), "received"), 0);
    for (const Json& socket : run.at("sockets")) {
        if (socket.at("socket") != "server.rep")
            continue;
        const auto bound = socket.at("bound").get<std::vector<std::string>>();
        ASSERT_EQ(bound.size(), 2U);
        EXPECT_EQ(bound[0].rfind("tcp://127.0.0.1:", 0), 0U) << bound[0];
        EXPECT_EQ(bound[1].rfind("ipc://", 0), 0U) << bound[1];
    }
}

TEST(SlowSubscriberExample, DropsAtTheSlowSubscriberOnly)
{
    const Json run = report("slow-subscriber", {"--for", "2500ms"});

    const Json& slow = flow(run, "to_slow", "publisher");
    EXPECT_GT(figure(slow, "dropped"), 0);
    EXPECT_EQ(slow.at("dropped_by_cause").at("subscriber_full"), slow.at("dropped"));
    EXPECT_EQ(figure(flow(run, "to_fast", "publisher"), "dropped"), 0);
}

TEST(BackPressureExample, BlocksTheSourceAndDropsNothing)
{
    const Json run = report("back-pressure", {"--for", "2s"});

    const Json& only = flow(run, "flow", "source");
    EXPECT_EQ(figure(only, "dropped"), 0);
    EXPECT_LE(figure(only, "depth_max"), 200);
    EXPECT_GT(figure(only, "depth_max"), 100);
    EXPECT_LT(figure(only, "sent"), 0.5 * 20000 * run.at("duration_s").get<double>());
}

TEST(FairQueueingExample, SharesTheSinkEquallyAmongThoseThatWantMore)
{
    const Json run = report("fair-queueing", {"--for", "2s"});

    const double greedy = figure(flow(run, "from_greedy", "greedy"), "received");
    const double busy = figure(flow(run, "from_busy", "busy"), "received");
    const double modest = figure(flow(run, "from_modest", "modest"), "received");
    EXPECT_NEAR(greedy, busy, greedy / 10);
    EXPECT_LT(modest, busy);
}

TEST(HttpBesideZeroMqExample, NeedsMoreBytesForTheSameQuestionInHttp)
{
    const Json run = report("http-beside-zeromq");

    const auto bytesPerMessage = [&run](const char* link, const char* from) {
        const Json& each = flow(run, link, from);
        EXPECT_GT(figure(each, "received"), 0) << each;
        return figure(each, "bytes_received") / figure(each, "received");
    };
    EXPECT_EQ(bytesPerMessage("zeromq", "client"), 64);
    EXPECT_GT(bytesPerMessage("http", "browser"), 64 + 60);
    EXPECT_GT(bytesPerMessage("http", "web"), 64 + 60);
}

TEST(TransportsExample, IsQuickestOverInproc)
{
    const Json run = report("transports");

    // The shortest way that any message had: the machine's other work does not count.
    const auto shortest = [&run](const char* link, const char* from) {
        return flow(run, link, from).at("latency_us").at("min").get<double>();
    };
    EXPECT_LT(shortest("over_inproc", "inproc_source"), shortest("over_ipc", "ipc_source"));
    EXPECT_LT(shortest("over_inproc", "inproc_source"), shortest("over_tcp", "tcp_source"));
}

TEST(ForwarderExample, PassesOnOnlyWhatSomebodyHasAskedFor)
{
    const Json run =
        report("forwarder", {"--for", "1s", "--set", R"(north.topics=["weather.north","rain"])"});

    const double all = figure(flow(run, "to_everything", "forwarder"), "received");
    EXPECT_GT(all, 0);
    EXPECT_LT(figure(flow(run, "to_weather", "forwarder"), "received"), all);
    EXPECT_EQ(figure(flow(run, "to_north_wind", "forwarder"), "sent"), 0);
}

TEST(MulticastExample, BringsTheSameMessagesBothWays)
{
    // In a group of its own, which no other run on this machine is in.
    std::string file = readWhole(fileOf(kMulticastExample));
    const std::string port = ":31717";
    ASSERT_NE(file.find(port), std::string::npos);
    file.replace(file.find(port), port.size(), ":" + std::to_string(freeUdpPort()));
    if (const ProgramResult check = call({"check", "-"}, file); check.status != 0)
        GTEST_SKIP() << "no epgm on this machine: " << check.output;
    const ProgramResult result =
        call({"run", "-", "--for", "2s", "--drain", "10s", "--json", "-"}, file);

    EXPECT_EQ(result.status, 0) << result.errors;
    const Json run = Json::parse(result.output, nullptr, false);
    EXPECT_TRUE(run.at("conserved").get<bool>());
    for (const char* kind : {"unicast", "multicast"}) {
        for (int client = 1; client <= 5; ++client) {
            const Json& each = flow(run, std::string("to_") + kind + std::to_string(client), kind);
            EXPECT_GT(figure(each, "received"), 0) << each;
            EXPECT_EQ(figure(each, "bytes_received"), 1000 * figure(each, "received"));
        }
    }
}

TEST(CurveExample, LetsInWhoIsOnTheList)
{
    const Json run = report("curve");

    for (const char* link : {"ask1", "ask2"})
        EXPECT_GT(figure(flow(run, link, "bank"), "received"), 0) << link;
}

TEST(CurveExample, RefusesWhoIsNotOnTheList)
{
    std::string file = readWhole(fileOf("curve"));
    const std::string second = R"(, "till2.req")";
    ASSERT_NE(file.find(second), std::string::npos);
    file.erase(file.find(second), second.size());
    // A start waits a second at most for connections, here for one that never comes.
    const ProgramResult result = call({"run", "-", "--for", "3s", "--json", "-"}, file);

    const Json run = Json::parse(result.output, nullptr, false);
    EXPECT_GT(figure(flow(run, "ask1", "bank"), "received"), 0);
    EXPECT_EQ(figure(flow(run, "ask2", "bank"), "received"), 0);
    bool isTold = false;
    for (const Json& event : run.at("events"))
        isTold |= event.at("socket") == "till2.req" && event.at("event") == "HANDSHAKE_FAILED_AUTH";
    EXPECT_TRUE(isTold) << run.at("events");
}

} // namespace
} // namespace topomq::test
