// What ZeroMQ's concepts say, seen in the report of a run. resources/concepts.md lists them and
// where the others are tested.

#include "tests/system/free_port.h"
#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::test {
namespace {

using testing::HasSubstr;

Json reportOf(const std::string& file, int status = 0)
{
    const ProgramResult result = call({"run", "-", "--for", "20s", "--json", "-"}, file);
    EXPECT_EQ(result.status, status) << result.errors;
    return Json::parse(result.output, nullptr, false);
}

std::size_t eventsAt(const Json& report, const std::string& socket, const std::string& event)
{
    const Json& events = report.at("events");
    return static_cast<std::size_t>(std::count_if(events.begin(), events.end(), [&](const Json& e) {
        return e.at("socket") == socket && e.at("event") == event;
    }));
}

class Transport : public testing::TestWithParam<std::string>
{ };

// C4, C5
TEST_P(Transport, CarriesTheSameTopology)
{
    const Json report = reportOf(pushPullFile(GetParam(), R"({ "rate": 0, "count": 1000 })"));

    const Json& flow = report.at("flows").at(0);
    EXPECT_EQ(flow.at("received"), 1000);
    EXPECT_GT(flow.at("messages_per_s").get<double>(), 0);
    EXPECT_GT(flow.at("latency_us").at("p50").get<double>(), 0);
    EXPECT_TRUE(report.at("conserved").get<bool>());
}

INSTANTIATE_TEST_SUITE_P(Concepts,
                         Transport,
                         testing::Values("inproc://*", "ipc://*", "tcp://127.0.0.1:*"));

// C9, C10
TEST(Concepts, AcceptedPeersStandInTheLogForEachEndpoint)
{
    const ProgramResult result =
        call({"run", std::string(TOPOMQ_EXAMPLES) + "/multi-endpoint.topomq", "--for", "1s",
              "--json", "-"});
    const Json report = Json::parse(result.output, nullptr, false);

    EXPECT_EQ(eventsAt(report, "server.rep", "LISTENING"), 2U);
    EXPECT_EQ(eventsAt(report, "server.rep", "ACCEPTED"), 4U);
}

std::string twoPipelines(const std::string& first, const std::string& second)
{
    const auto pipeline = [](const std::string& n, const std::string& address) {
        return R"({ "id": "vent)" + n
            + R"(", "role": "source", "settings": { "rate": 0, "count": 100 },
                "sockets": [ { "id": "out", "type": "PUSH", "bind": [")"
            + address + R"("] } ] },
              { "id": "sink)"
            + n + R"(", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] })";
    };
    return R"({ "topomq": 1, "name": "Two", "nodes": [)" + pipeline("1", first) + ","
        + pipeline("2", second) + R"(], "links": [
             { "id": "a", "connect": "sink1.in", "bind": "vent1.out" },
             { "id": "b", "connect": "sink2.in", "bind": "vent2.out" } ] })";
}

// C11
TEST(Concepts, AnAddressThatIsBoundTwiceIsFoundBeforeTheRun)
{
    const std::string address = "tcp://127.0.0.1:" + std::to_string(freeTcpPort());
    const ProgramResult result = call({"check", "-"}, twoPipelines(address, address));

    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.output, HasSubstr("duplicate-address"));
}

// C11
TEST(Concepts, AnAddressThatAnotherProgramHasStopsItsNodeOnly)
{
    const std::string address = "tcp://127.0.0.1:" + std::to_string(freeTcpPort());
    Program other({"run", "-"}, pushPullFile(address), Program::Output::Terminal);
    ASSERT_TRUE(other.awaitText("Running "));
    const ProgramResult result = call({"run", "-", "--for", "1s", "--json", "-"},
                                      twoPipelines(address, "tcp://127.0.0.1:*"));

    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.errors, HasSubstr("Address already in use"));
    const Json report = Json::parse(result.output, nullptr, false);
    EXPECT_EQ(eventsAt(report, "vent1.out", "BIND_FAILED"), 1U);
    EXPECT_EQ(report.at("flows").at(1).at("received"), 100);
}

// C14
TEST(Concepts, SendFillsALocalQueueThoughNobodyIsThere)
{
    const std::string address = "tcp://127.0.0.1:" + std::to_string(freeTcpPort());
    const ProgramResult result =
        call({"run", "-", "--for", "1s", "--drain", "100ms", "--json", "-"},
             R"({ "topomq": 1, "name": "Nobody", "nodes": [
        { "id": "nobody", "role": "external",
          "sockets": [ { "id": "in", "type": "PULL", "bind": [")"
                 + address + R"("] } ] },
        { "id": "vent", "role": "source", "settings": { "rate": 0 },
          "sockets": [ { "id": "out", "type": "PUSH", "options": { "SNDHWM": 70 } } ] } ],
      "links": [ { "id": "a", "connect": "vent.out", "bind": "nobody.in" } ] })");

    const Json report = Json::parse(result.output, nullptr, false);
    EXPECT_EQ(report.at("flows").at(0).at("sent"), 70);
    EXPECT_TRUE(report.at("flows").at(0).at("received").is_null());
    EXPECT_EQ(eventsAt(report, "vent.out", "CONNECTED"), 0U);
}

/// As many clients of one server, each asking a hundred times.
std::string clientsOfOneServer(int clients)
{
    std::string nodes = R"({ "id": "server", "role": "server", "settings": { "reply_size": 256 },
        "sockets": [ { "id": "rep", "type": "REP", "bind": ["tcp://127.0.0.1:*"] } ] })";
    std::string links;
    for (int i = 0; i < clients; ++i) {
        const std::string id = "c" + std::to_string(i);
        nodes +=
            R"(, { "id": ")" + id + R"(", "role": "client", "settings": { "rate": 0, "count": 100 },
                 "sockets": [ { "id": "req", "type": "REQ" } ] })";
        links += std::string(i == 0 ? "" : ", ") + R"({ "id": "l)" + std::to_string(i)
            + R"(", "connect": ")" + id + R"(.req", "bind": "server.rep" })";
    }
    return R"({ "topomq": 1, "name": "Clients", "nodes": [)" + nodes + R"(], "links": [)" + links
        + "] }";
}

// C17
TEST(Concepts, TheTrafficOfAServerGrowsWithItsClients)
{
    for (const int clients : {1, 2, 8}) {
        const Json report = reportOf(clientsOfOneServer(clients));
        int bytes = 0;
        for (const Json& flow : report.at("flows")) {
            if (flow.at("from") == "server.rep")
                bytes += flow.at("bytes_sent").get<int>();
        }
        EXPECT_EQ(bytes, clients * 100 * 256);
    }
}

// C22
TEST(Concepts, AThirdPeerOfPairIsRefused)
{
    const ProgramResult result = call({"check", "-"}, R"({ "topomq": 1, "name": "Three",
      "nodes": [
        { "id": "a", "role": "peer", "sockets": [ { "id": "p", "type": "PAIR", "bind": ["inproc://*"] } ] },
        { "id": "b", "role": "peer", "sockets": [ { "id": "p", "type": "PAIR" } ] },
        { "id": "c", "role": "peer", "sockets": [ { "id": "p", "type": "PAIR" } ] } ],
      "links": [ { "id": "ab", "connect": "b.p", "bind": "a.p" },
                 { "id": "ac", "connect": "c.p", "bind": "a.p" } ] })");

    EXPECT_EQ(result.status, 1);
    EXPECT_THAT(result.output, HasSubstr("pair-with-several-links"));
}

} // namespace
} // namespace topomq::test
