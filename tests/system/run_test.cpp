// `topomq run`: its end, its report and its exit code.

#include "tests/system/free_port.h"
#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string kCounted = R"({ "rate": 0, "count": 500 })";

Json reportOf(const std::vector<std::string>& more, const std::string& file)
{
    std::vector<std::string> arguments{"run", "-", "--json", "-"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const ProgramResult result = call(arguments, file);
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.errors, IsEmpty());
    const Json report = Json::parse(result.output, nullptr, false);
    EXPECT_TRUE(report.is_object()) << result.output;
    return report;
}

/// The lines about the whole run, below the table.
std::string verdictOf(const std::string& output)
{
    const auto at = output.find("Ran ");
    return at == std::string::npos ? std::string() : output.substr(at);
}

TEST(Run, EndsByItselfWhenEveryCountIsDone)
{
    const Json report = reportOf({}, pushPullFile("tcp://127.0.0.1:*", kCounted));
    const Json& flow = report.at("flows").at(0);
    EXPECT_EQ(flow.at("sent"), 500);
    EXPECT_EQ(flow.at("received"), 500);
    EXPECT_EQ(flow.at("in_flight"), 0);
    EXPECT_TRUE(report.at("drained").get<bool>());
    EXPECT_TRUE(report.at("conserved").get<bool>());
}

TEST(Run, GoesOnForItsTimeWhenAllWhoSendHaveFailed)
{
    const std::string taken = R"({ "topomq": 1, "nodes": [
        { "id": "vent", "role": "source", "sockets": [
            { "id": "out", "type": "PUSH", "bind": ["ipc:///dev/null"] } ] },
        { "id": "server", "role": "server", "sockets": [
            { "id": "rep", "type": "REP", "bind": ["tcp://127.0.0.1:*"] } ] } ] })";
    const ProgramResult result = call({"run", "-", "--for", "400ms", "--json", "-"}, taken);
    EXPECT_EQ(result.status, 1);
    const Json report = Json::parse(result.output, nullptr, false);
    ASSERT_TRUE(report.is_object()) << result.output << result.errors;
    EXPECT_GE(report.at("duration_s").get<double>(), 0.4);
}

TEST(Run, HasAllMembersOfTheReport)
{
    const Json report = reportOf({}, pushPullFile("tcp://127.0.0.1:*", kCounted));
    for (const char* key : {"topomq_report", "topology", "duration_s", "drained", "conserved",
                            "nodes", "sockets", "flows", "events"})
        EXPECT_TRUE(report.contains(key)) << key;
    for (const char* key : {"link", "from", "to", "pattern", "sent", "received", "in_flight",
                            "dropped", "dropped_by_cause", "estimated", "bytes_sent",
                            "bytes_received", "depth_max", "messages_per_s", "latency_us"})
        EXPECT_TRUE(report.at("flows").at(0).contains(key)) << key;
    EXPECT_EQ(report.at("flows").at(0).at("pattern"), "PUSH-PULL");
    EXPECT_EQ(report.at("topology"), "Push and pull");
}

TEST(Run, ReportsWhatTheSocketsDid)
{
    const Json report = reportOf({}, pushPullFile("tcp://127.0.0.1:*", kCounted));
    EXPECT_THAT(report.at("sockets").at(0).at("bound").at(0).get<std::string>(),
                testing::MatchesRegex("tcp://127.0.0.1:[0-9]+"));
    std::vector<std::string> events;
    for (const Json& event : report.at("events"))
        events.push_back(event.at("event").get<std::string>());
    EXPECT_THAT(events, AllOf(testing::Contains("LISTENING"), testing::Contains("CONNECTED")));
}

TEST(Run, LastsAsLongAsItIsTold)
{
    const Json report = reportOf({"--for", "300ms"}, pushPullFile("inproc://*"));
    EXPECT_GE(report.at("duration_s").get<double>(), 0.25);
    EXPECT_GT(report.at("flows").at(0).at("received").get<int>(), 0);
}

TEST(Run, CountsBytesAsTheFramesHadThem)
{
    const Json report =
        reportOf({}, pushPullFile("inproc://*", R"({ "rate": 0, "count": 100, "size": 64 })"));
    EXPECT_EQ(report.at("flows").at(0).at("bytes_sent"), 6400);
    EXPECT_EQ(report.at("flows").at(0).at("bytes_received"), 6400);
}

TEST(Run, TakesSettingsFromTheCall)
{
    const Json report = reportOf({"--set", "vent.count=7", "--set", "vent.text=hello"},
                                 pushPullFile("inproc://*", kCounted));
    EXPECT_EQ(report.at("flows").at(0).at("received"), 7);
    EXPECT_EQ(report.at("flows").at(0).at("bytes_received"), 35);
}

TEST(Run, TakesParametersFromTheCall)
{
    std::string file =
        pushPullFile("inproc://*", R"({ "rate": 0, "count": "#n * 2", "size": 64 })");
    file.replace(file.find("\"nodes\""), 0, R"("parameters": { "n": 50, "unused": "#n" }, )");
    EXPECT_EQ(reportOf({}, file).at("flows").at(0).at("received"), 100);
    EXPECT_EQ(reportOf({"--set", "#n=6"}, file).at("flows").at(0).at("received"), 12);
    EXPECT_EQ(reportOf({"--set", "#n=6", "--set", "vent.count=#n + 1"}, file)
                  .at("flows")
                  .at(0)
                  .at("received"),
              7);
}

TEST(Run, LeavesTheFileAsItWas)
{
    const TemporaryFolder folder;
    const std::string text = pushPullFile("tcp://127.0.0.1:*", kCounted);
    const std::string file = folder.write("a.topomq", text);
    EXPECT_EQ(call({"run", file, "--set", "vent.count=3"}).status, 0);
    EXPECT_EQ(readWhole(file), text);
}

TEST(Run, GivesUpADrainThatTakesTooLong)
{
    std::string file = pushPullFile("inproc://*", R"({ "rate": 0, "count": 200 })");
    file.replace(file.find("\"role\": \"sink\""), 14,
                 R"("role": "sink", "settings": { "service_time": 1000000 })");
    const Json report = reportOf({"--for", "200ms", "--drain", "100ms"}, file);
    EXPECT_FALSE(report.at("drained").get<bool>());
    EXPECT_GT(report.at("flows").at(0).at("in_flight").get<int>(), 0);
    EXPECT_TRUE(report.at("conserved").get<bool>());
}

TEST(Run, MarksWhatIsEstimatedAsTheReportDoes)
{
    const TemporaryFolder folder;
    const ProgramResult result =
        call({"run", "-", "--for", "300ms", "--drain", "0s", "--json", folder.path("r.json")},
             R"({ "topomq": 1, "nodes": [
        { "id": "vent", "role": "source", "settings": { "rate": 0 }, "sockets": [
            { "id": "out", "type": "PUSH", "bind": ["tcp://127.0.0.1:*"],
              "options": { "SNDBUF": 4096 } } ] },
        { "id": "one", "role": "sink", "settings": { "service_time": 100000 },
          "sockets": [ { "id": "in", "type": "PULL", "options": { "RCVBUF": 4096 } } ] },
        { "id": "two", "role": "sink", "settings": { "service_time": 100000 },
          "sockets": [ { "id": "in", "type": "PULL", "options": { "RCVBUF": 4096 } } ] } ],
      "links": [ { "id": "a", "connect": "one.in", "bind": "vent.out" },
                 { "id": "b", "connect": "two.in", "bind": "vent.out" } ] })");
    EXPECT_EQ(result.status, 0) << result.errors;
    const Json flow = Json::parse(readWhole(folder.path("r.json"))).at("flows").at(0);
    ASSERT_THAT(flow.at("estimated").get<std::vector<std::string>>(),
                testing::ElementsAre("sent", "in_flight", "dropped"));
    const auto number = [&flow](const char* name) {
        return std::to_string(flow.at(name).get<std::uint64_t>());
    };
    // Link, flow and rate; then the counts.
    EXPECT_THAT(result.output,
                testing::ContainsRegex("vent.out → one.in +[^ ]+( k)? +~" + number("sent") + " +"
                                       + number("received") + " +~" + number("in_flight") + " +~"
                                       + number("dropped") + " "));
    EXPECT_THAT(verdictOf(result.output), HasSubstr("~: estimated"));
}

TEST(Run, PrintsASummaryWithoutTerminalEscapes)
{
    const ProgramResult result = call({"run", "-"}, pushPullFile("inproc://*", kCounted));
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.output,
                AllOf(HasSubstr("vent.out → sink.in"), HasSubstr("500"),
                      HasSubstr("every message is accounted for")));
    EXPECT_THAT(result.output, Not(HasSubstr("\x1b")));
}

TEST(Run, SaysHowManyEventsWereNotKept)
{
    // Every request waits for its reply, and tells so.
    const ProgramResult result = call({"run", "-"}, R"({ "topomq": 1, "nodes": [
        { "id": "hub", "role": "server", "sockets": [
            { "id": "rep", "type": "REP", "bind": ["inproc://*"],
              "options": { "RCVTIMEO": 0 } } ] },
        { "id": "asks", "role": "client", "settings": { "rate": 0, "count": 45000 },
          "sockets": [ { "id": "req", "type": "REQ", "options": { "RCVTIMEO": 0 } } ] } ],
      "links": [ { "id": "a", "connect": "asks.req", "bind": "hub.rep" } ] })");
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr(" more events were not kept"));
}

/// A source that connects to so many programs outside, which need not be there.
std::string toPrograms(int count)
{
    std::string nodes = R"({ "id": "vent", "role": "source", "settings": { "rate": 0 },
        "sockets": [ { "id": "out", "type": "PUSH" } ] })";
    std::string links;
    for (int i = 0; i < count; ++i) {
        const std::string id = "far" + std::to_string(i);
        nodes += R"(, { "id": ")" + id
            + R"(", "role": "external", "sockets": [ { "id": "in", "type": "PULL",
               "bind": ["tcp://127.0.0.1:)"
            + std::to_string(freeTcpPort()) + R"("] } ] })";
        links += (i == 0 ? "" : ", ") + std::string(R"({ "id": "to_)") + id
            + R"(", "connect": "vent.out", "bind": ")" + id + R"(.in" })";
    }
    return R"({ "topomq": 1, "nodes": [)" + nodes + R"(], "links": [)" + links + "] }";
}

TEST(Run, SaysWhatWasSentPerSecondToAProgramOutside)
{
    const ProgramResult one = call({"run", "-", "--for", "300ms", "--drain", "0s"}, toPrograms(1));
    EXPECT_EQ(one.status, 0) << one.errors;
    EXPECT_THAT(one.output, testing::ContainsRegex("vent.out → far0.in +sent [1-9]"));
    // Between two the socket chooses, and nobody counts how.
    const ProgramResult two = call({"run", "-", "--for", "300ms", "--drain", "0s"}, toPrograms(2));
    EXPECT_EQ(two.status, 0) << two.errors;
    EXPECT_THAT(two.output, testing::ContainsRegex("vent.out → far1.in +unknown +unknown"));
}

TEST(Run, SaysOfMessagesToProgramsOutsideThatNobodyKnows)
{
    // A publisher waits for nobody, so that nothing seems to be left.
    std::string file = toPrograms(1);
    file.replace(file.find("\"PUSH\""), 6, "\"PUB\"");
    file.replace(file.find("\"PULL\""), 6, "\"SUB\"");
    const ProgramResult result = call({"run", "-", "--for", "200ms", "--drain", "5s"}, file);
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(verdictOf(result.output),
                AllOf(HasSubstr("whether all is accounted for is not known"),
                      HasSubstr("1 of 1 flows is not known in full"),
                      Not(HasSubstr("every message is accounted for")),
                      Not(HasSubstr("queues are drained"))));
}

TEST(Run, SaysWhatWasDroppedAtSockets)
{
    const ProgramResult result = call({"run", "-", "--drain", "0s"}, R"({ "topomq": 1, "nodes": [
        { "id": "news", "role": "source",
          "settings": { "rate": 0, "count": 40, "topics": ["a", "b"] },
          "sockets": [ { "id": "pub", "type": "PUB", "bind": ["inproc://*"] } ] },
        { "id": "reader", "role": "sink", "sockets": [
            { "id": "sub", "type": "SUB", "options": { "SUBSCRIBE": ["a"] } } ] },
        { "id": "fast", "role": "source", "settings": { "rate": 0, "count": 40 },
          "sockets": [ { "id": "out", "type": "PUSH", "bind": ["inproc://*"],
                         "options": { "SNDHWM": 10, "SNDTIMEO": 1 } } ] },
        { "id": "stuck", "role": "sink", "settings": { "service_time": 60000000 },
          "sockets": [ { "id": "in", "type": "PULL", "options": { "RCVHWM": 10 } } ] } ],
      "links": [ { "id": "a", "connect": "reader.sub", "bind": "news.pub" },
                 { "id": "b", "connect": "stuck.in", "bind": "fast.out" } ] })");
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(
        result.output,
        HasSubstr("Dropped at the socket news.pub: 20 no_subscriber (20 of them filtered)\n"));
    EXPECT_THAT(result.output,
                testing::ContainsRegex("Dropped at the socket fast.out: [0-9]+ timeout\n"));
    EXPECT_THAT(result.output, Not(HasSubstr("socket reader.sub")));
}

TEST(Run, SaysHowFarMessagesAreAccountedFor)
{
    Json file = Json::parse(toPrograms(2));
    Json ours = Json::parse(pushPullFile("inproc://*", R"({ "rate": 1000 })"));
    ours.at("nodes")[0]["id"] = "own";
    ours.at("links")[0]["bind"] = "own.out";
    for (const char* list : {"nodes", "links"})
        file[list].insert(file[list].end(), ours[list].begin(), ours[list].end());
    const ProgramResult result = call({"run", "-", "--for", "200ms", "--drain", "0s"}, file.dump());
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_THAT(verdictOf(result.output),
                AllOf(HasSubstr("all is accounted for as far as is known"),
                      HasSubstr("2 of 3 flows are not known in full")));
}

TEST(Run, WritesTheReportIntoAFile)
{
    const TemporaryFolder folder;
    const std::string path = folder.write("r.json", "an old one");
    EXPECT_EQ(call({"run", "-", "--json", path}, pushPullFile("inproc://*", kCounted)).status, 0);
    EXPECT_EQ(Json::parse(readWhole(path)).at("topomq_report"), 1);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path("")), {}), 1);
}

TEST(Run, WritesTheReportBesideWhatAKilledOneLeftThere)
{
    const TemporaryFolder folder;
    const std::string path = folder.path("r.json");
    Program program(
        {"-c", R"(: > "$1.$$.part"; exec "$0" run - --json "$1")", TOPOMQ_PROGRAM, path},
        pushPullFile("inproc://*", kCounted), Program::Output::Pipe, "/bin/sh");
    const ProgramResult result = program.finish();
    EXPECT_EQ(result.status, 0) << result.errors;
    ASSERT_TRUE(std::filesystem::exists(path));
    EXPECT_EQ(Json::parse(readWhole(path)).at("topomq_report"), 1);
}

TEST(Run, WritesTheReportIntoADeviceWithoutReplacingIt)
{
    EXPECT_EQ(
        call({"run", "-", "--json", "/dev/null"}, pushPullFile("inproc://*", kCounted)).status, 0);
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST(Run, OpensTheNetworkWhenItIsMeant)
{
    // Bound to every interface for a moment; nothing but the link of this file connects.
    const ProgramResult result =
        call({"run", "-", "--allow-network", "--json", "-"}, pushPullFile("tcp://*:*", kCounted));
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_EQ(Json::parse(result.output).at("flows").at(0).at("received"), 500);
    EXPECT_THAT(result.errors, HasSubstr("open-to-network"));
}

} // namespace
} // namespace topomq::test
