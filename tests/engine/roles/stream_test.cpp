// Raw TCP: messages are counted whole, whatever TCP does to them, and strangers do no harm.

#include "tests/engine/roles/tcp_socket.h"
#include "tests/support/run_topology.h"
#include "tests/support/topology_builder.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace topomq::tests {

namespace {

using namespace std::chrono_literals;
using metrics::DropCause;
using model::Role;
using enum model::SocketType;

constexpr const char* kTcp = "tcp://127.0.0.1:*";

TopologyBuilder& addClient(TopologyBuilder& builder,
                           const std::string& id,
                           const std::string& mode,
                           std::vector<std::string> bind = {})
{
    builder.node(id, Role::Stream).setting("mode", mode).setting("rate", 0);
    builder.setting("count", 100).setting("size", 50);
    return builder.socket("tcp", Stream, std::move(bind));
}

TopologyBuilder& addServer(TopologyBuilder& builder,
                           const std::string& id,
                           const std::string& mode,
                           std::vector<std::string> bind = {kTcp})
{
    builder.node(id, Role::Stream).setting("mode", mode).setting("reply_size", 300);
    return builder.socket("tcp", Stream, std::move(bind));
}

/// A server that one program outside talks to.
TopologyBuilder outside(const std::string& mode)
{
    TopologyBuilder builder;
    addServer(builder, "server", mode);
    builder.node("far", Role::External).socket("tcp", Stream).link("far.tcp", "server.tcp");
    return builder;
}

[[nodiscard]] bool awaitReceived(TestRun& run, std::size_t flow, std::uint64_t count)
{
    return run.await(
        [&](const metrics::Snapshot& now) { return now.flows[flow].received == count; });
}

void expectFlow(const runtime::RunResult& result, std::size_t index, std::uint64_t count)
{
    const metrics::FlowFigures& flow = result.final->flows[index];
    EXPECT_EQ(*flow.received, count);
    EXPECT_EQ(flow.bytesReceived, flow.bytesSent);
    EXPECT_EQ(flow.latency.count, count);
}

struct Layout
{
    const char* name;
    const char* mode;
    const char* address;
    bool clientBinds;
};

class StreamOn : public testing::TestWithParam<Layout>
{ };

} // namespace

TEST_P(StreamOn, CountsEachRequestAndReplyOnce)
{
    const Layout& layout = GetParam();
    TopologyBuilder builder;
    const std::vector<std::string> bound{layout.address};
    const std::vector<std::string> none;
    addClient(builder, "client", std::string(layout.mode) + "_client",
              layout.clientBinds ? bound : none);
    addServer(builder, "server", std::string(layout.mode) + "_server",
              layout.clientBinds ? none : bound);
    if (layout.clientBinds)
        builder.link("server.tcp", "client.tcp");
    else
        builder.link("client.tcp", "server.tcp");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    expectFlow(result, run.flow("client.tcp", "server.tcp"), 100);
    expectFlow(result, run.flow("server.tcp", "client.tcp"), 100);
    if (std::string(layout.mode) == "line") {
        EXPECT_EQ(result.final->flows[run.flow("client.tcp", "server.tcp")].bytesSent, 100U * 52);
        EXPECT_EQ(result.final->flows[run.flow("server.tcp", "client.tcp")].bytesSent, 100U * 302);
    }
}

INSTANTIATE_TEST_SUITE_P(Engine,
                         StreamOn,
                         testing::Values(Layout{"http", "http", kTcp, false},
                                         Layout{"lines", "line", kTcp, false},
                                         Layout{"ipc", "http", "ipc://*", false},
                                         Layout{"clientBinds", "http", kTcp, true},
                                         Layout{"clientBindsIpc", "line", "ipc://*", true}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST(Stream, TellsSeveralClientsOfOneServerApart)
{
    TopologyBuilder builder;
    addServer(builder, "server", "http_server");
    for (int i = 1; i <= 3; ++i) {
        const std::string id = "c" + std::to_string(i);
        addClient(builder, id, "http_client").link(id + ".tcp", "server.tcp");
    }
    model::Topology topology = builder;
    for (int i = 1; i <= 3; ++i)
        topology.find(model::NodeId("c" + std::to_string(i)))->settings.set("count", i * 40);
    TestRun run(topology);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    for (unsigned i = 1; i <= 3; ++i) {
        const std::string client = "c" + std::to_string(i) + ".tcp";
        expectFlow(result, run.flow(client, "server.tcp"), std::uint64_t{i} * 40);
        expectFlow(result, run.flow("server.tcp", client), std::uint64_t{i} * 40);
    }
}

TEST(Stream, SharesAClientsRequestsAmongItsServers)
{
    TopologyBuilder builder;
    addClient(builder, "client", "http_client");
    for (const char* id : {"a", "b"}) {
        addServer(builder, id, "http_server");
        builder.link("client.tcp", std::string(id) + ".tcp");
    }
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    const auto received = [&](const char* from) {
        return *result.final->flows[run.flow(from, "client.tcp")].received;
    };
    EXPECT_EQ(received("a.tcp") + received("b.tcp"), 100U);
    EXPECT_GT(received("a.tcp"), 0U);
    EXPECT_GT(received("b.tcp"), 0U);
}

TEST(Stream, SaysThatItDoesNotKnowWhereConnectionsCannotBeToldApart)
{
    TopologyBuilder builder;
    addServer(builder, "server", "http_server", {"ipc://*"});
    for (const char* id : {"c1", "c2"})
        addClient(builder, id, "http_client").link(std::string(id) + ".tcp", "server.tcp");
    TestRun run(builder);
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    EXPECT_TRUE(result.conserved);
    EXPECT_EQ(result.final->sockets[run.socket("server.tcp")].received, 200U);
    for (const metrics::FlowFigures& flow : result.final->flows)
        EXPECT_EQ(flow.received, std::nullopt);
}

TEST(Stream, AnswersAPlainTcpClient)
{
    TestRun run(outside("http_server"));
    const TcpSocket client(run.boundAddress("server.tcp"));
    client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const std::string reply = client.readAll();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 200 OK\r\n")) << reply;
    EXPECT_NE(reply.find("Content-Length: 300\r\n"), std::string::npos);
    EXPECT_EQ(reply.size() - reply.find("\r\n\r\n") - 4, 300U);
    const std::size_t asked = run.flow("far.tcp", "server.tcp");
    EXPECT_TRUE(awaitReceived(run, asked, 1));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_EQ(result.final->flows[asked].sent, std::nullopt);
    EXPECT_EQ(*result.final->flows[run.flow("server.tcp", "far.tcp")].sent, 1U);
    EXPECT_EQ(result.final->flows[asked].bytesReceived, 46U);
}

TEST(Stream, AnswersRequestsThatComeInPiecesAndGluedTogether)
{
    TestRun run(outside("http_server"));
    const TcpSocket client(run.boundAddress("server.tcp"));
    const std::string post = "POST /x HTTP/1.1\r\nContent-Length: 11\r\n\r\nhello\r\n\r\nhi";
    const std::string all = post + post + "HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n";
    for (std::size_t at = 0; at < all.size(); at += 7)
        client.send(all.substr(at, 7));
    const std::string replies = client.readAll();
    std::size_t count = 0;
    for (auto at = replies.find("HTTP/1.1 200"); at != std::string::npos;
         at = replies.find("HTTP/1.1 200", at + 1))
        ++count;
    EXPECT_EQ(count, 3U);
    EXPECT_TRUE(replies.ends_with("\r\n\r\n")) << "an answer to HEAD has no body";
    EXPECT_TRUE(awaitReceived(run, run.flow("far.tcp", "server.tcp"), 3));
    run.finish(0ms);
}

class BadRequest : public testing::TestWithParam<const char*>
{ };

TEST_P(BadRequest, IsAnsweredWith400AndTheConnectionCloses)
{
    TestRun run(outside("http_server"));
    const std::string address = run.boundAddress("server.tcp");
    const TcpSocket client(address);
    client.send(std::string(GetParam()) == "long"
                    ? "GET / HTTP/1.1\r\nX: " + std::string(20000, 'x')
                    : GetParam());
    const std::string reply = client.readAll();
    EXPECT_TRUE(reply.starts_with("HTTP/1.1 400 Bad Request\r\n")) << reply;
    const TcpSocket next(address);
    next.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(next.readAll().starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(awaitReceived(run, run.flow("far.tcp", "server.tcp"), 1));
    run.finish(0ms);
}

INSTANTIATE_TEST_SUITE_P(Stream,
                         BadRequest,
                         testing::Values("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
                                         "no request at all\r\n\r\n",
                                         "long"));

TEST(Stream, SurvivesConnectionsThatAreCutInTheMiddle)
{
    TestRun run(outside("http_server"));
    const std::string address = run.boundAddress("server.tcp");
    for (const char* part : {"", "GET", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel"}) {
        const TcpSocket client(address);
        client.send(part);
    }
    const TcpSocket last(address);
    last.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(last.readAll().starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_TRUE(awaitReceived(run, run.flow("far.tcp", "server.tcp"), 1));
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_EQ(result.final->sockets[run.socket("server.tcp")].received, 1U);
}

TEST(Stream, HangsUpOnAClientThatAsksAndNeverReads)
{
    TopologyBuilder builder = outside("http_server");
    model::Topology topology = builder;
    model::Node& server = *topology.find(model::NodeId("server"));
    server.settings.set("reply_size", 1'000'000);
    server.sockets.front().options.set("SNDHWM", 2);
    TestRun run(topology);
    const std::string address = run.boundAddress("server.tcp");
    const TcpSocket greedy(address);
    for (int i = 0; i < 100; ++i)
        greedy.send("GET / HTTP/1.1\r\n\r\n");
    ASSERT_TRUE(run.await([&](const metrics::Snapshot& now) {
        return now.sockets[run.socket("server.tcp")].droppedTimeout == 1U;
    }));
    const TcpSocket other(address);
    other.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_TRUE(other.readAll().starts_with("HTTP/1.1 200 OK\r\n"));
    run.finish(0ms);
}

TEST(Stream, HasNoHandshakeThatCouldFail)
{
    TestRun run(outside("line_server"));
    const std::string address = run.boundAddress("server.tcp");
    {
        const TcpSocket client(address);
        client.send("hello\r\n");
        EXPECT_FALSE(client.readTo("\r\n").empty());
    }
    EXPECT_TRUE(run.await([&](const metrics::Snapshot&) {
        const auto events = run.runtime().eventsSince(0);
        return std::any_of(events.begin(), events.end(),
                           [](const auto& event) { return event.event == "DISCONNECTED"; });
    }));
    for (const runtime::RuntimeEvent& event : run.finish(0ms).events)
        EXPECT_FALSE(event.error) << event.event << ": " << event.detail;
}

TEST(Stream, EchoesLinesOfAPlainTcpClient)
{
    TopologyBuilder builder = outside("line_server");
    model::Topology topology = builder;
    topology.find(model::NodeId("server"))->settings.set("reply_size", 0);
    TestRun run(topology);
    const TcpSocket client(run.boundAddress("server.tcp"));
    client.send("one\r\ntw");
    EXPECT_EQ(client.readTo("\r\n"), "one\r\n");
    client.send("o\r\n\r\n");
    EXPECT_EQ(client.readTo("\r\n"), "two\r\n");
    EXPECT_EQ(client.readTo("\r\n"), "\r\n");
    run.finish(0ms);
}

TEST(Stream, DoesNotTakeAStrangerForOneOfItsOwnClients)
{
    TopologyBuilder builder;
    addServer(builder, "server", "http_server");
    addClient(builder, "client", "http_client").link("client.tcp", "server.tcp");
    TestRun run(builder);
    const TcpSocket stranger(run.boundAddress("server.tcp"));
    stranger.send("GET / HTTP/1.0\r\n\r\n");
    EXPECT_FALSE(stranger.readAll().empty());
    ASSERT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish();
    expectConserved(result, run.plan());
    expectFlow(result, run.flow("client.tcp", "server.tcp"), 100);
    EXPECT_EQ(result.final->sockets[run.socket("server.tcp")].received, 101U);
}

namespace {

TopologyBuilder asking(const TcpListener& server, int count)
{
    TopologyBuilder builder;
    builder.node("client", Role::Stream).setting("mode", "http_client").setting("rate", 0);
    builder.setting("count", count).setting("size", 0).setting("path", "/index.html");
    builder.socket("tcp", Stream);
    builder.node("far", Role::External).socket("tcp", Stream, {server.address()});
    builder.link("client.tcp", "far.tcp");
    return builder;
}

} // namespace

TEST(Stream, AsksAPlainTcpServer)
{
    const TcpListener server;
    TestRun run(asking(server, 2));
    const TcpSocket client = server.accept();
    const std::string request = client.readTo("\r\n\r\n");
    EXPECT_TRUE(request.starts_with("GET /index.html HTTP/1.1\r\n")) << request;
    EXPECT_NE(request.find("Host: " + server.address().substr(6) + "\r\n"), std::string::npos);
    client.send("HTTP/1.1 200 OK\r\nContent-Le");
    client.send("ngth: 4\r\n\r\nab");
    client.send("cd");
    EXPECT_FALSE(client.readTo("\r\n\r\n").empty());
    client.send("HTTP/1.1 204 No Content\r\n\r\n");
    EXPECT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_EQ(*result.final->flows[run.flow("far.tcp", "client.tcp")].received, 2U);
    EXPECT_EQ(*result.final->flows[run.flow("client.tcp", "far.tcp")].sent, 2U);
    EXPECT_EQ(result.final->flows[run.flow("client.tcp", "far.tcp")].received, std::nullopt);
}

TEST(Stream, ComesBackToAServerThatClosesAfterEachReply)
{
    const TcpListener server;
    TestRun run(asking(server, 3));
    for (int i = 0; i < 3; ++i) {
        const TcpSocket client = server.accept();
        EXPECT_FALSE(client.readTo("\r\n\r\n").empty());
        client.send("HTTP/1.0 200 OK\r\n\r\nuntil the end");
    }
    EXPECT_TRUE(run.awaitDone());
    const runtime::RunResult result = run.finish(0ms);
    EXPECT_EQ(*result.final->flows[run.flow("far.tcp", "client.tcp")].received, 3U);
    EXPECT_EQ(result.final->flows[run.flow("far.tcp", "client.tcp")].bytesReceived, 3U * 32);
}

TEST(Stream, HangsUpOnAServerThatSpeaksNoHttpAndSaysSo)
{
    const TcpListener server;
    TestRun run(asking(server, 1));
    const TcpSocket client = server.accept();
    EXPECT_FALSE(client.readTo("\r\n\r\n").empty());
    client.send("220 smtp.example ready\r\n\r\n");
    EXPECT_EQ(client.readAll(), "");
    const runtime::RunResult result = run.finish(0ms);
    ASSERT_EQ(result.nodes[run.node("client")].errors.size(), 1U);
    EXPECT_NE(result.nodes[run.node("client")].errors.front().find("no HTTP reply"),
              std::string::npos);
}

} // namespace topomq::tests
