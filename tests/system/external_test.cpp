// Programs that are not ours, in Python, at the places of `external` nodes: what they read and what
// we count must agree, and what only they know stays unknown.

#include "tests/system/free_port.h"
#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <initializer_list>
#include <string>
#include <vector>

namespace topomq::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kPython = "/usr/bin/python3";

/// A Python program with one ZeroMQ socket, see python_peer.py.
class PythonPeer : public Program
{
public:
    PythonPeer(const std::string& kind, const std::string& address, int count)
        : Program(
            {TOPOMQ_PYTHON_PEER, kind, address, std::to_string(count)}, {}, Output::Pipe, kPython)
    { }
};

/// Why the tests of this file cannot run; empty: they can.
const std::string& whatIsMissing()
{
    static const std::string missing = [] {
        if (!std::filesystem::exists(kPython))
            return std::string(kPython) + " is not installed";
        const ProgramResult result =
            Program({"-c", "import zmq"}, {}, Program::Output::Pipe, kPython).finish();
        return result.status == 0 ? std::string()
                                  : "the package python3-zmq is not installed: " + result.errors;
    }();
    return missing;
}

std::size_t linesWith(const std::string& text, const std::string& beginning)
{
    std::size_t count = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        count += line.starts_with(beginning) ? 1 : 0;
    return count;
}

std::string topologyOf(const std::string& nodes, const std::string& link)
{
    return R"({ "topomq": 1, "name": "A program outside", "nodes": [)" + nodes
        + R"(], "links": [ { "id": "only", )" + link + " } ] }";
}

/// The direction of the only link that begins at this node.
Json flowFrom(const Json& report, const std::string& node)
{
    for (const Json& flow : report.at("flows")) {
        if (flow.at("from").get<std::string>().starts_with(node + "."))
            return flow;
    }
    ADD_FAILURE() << "no flow from " << node;
    return {};
}

/// What only the program outside could tell.
void expectUnknown(const Json& flow, std::initializer_list<const char*> keys)
{
    for (const char* key : keys)
        EXPECT_TRUE(flow.at(key).is_null()) << key;
}

class External : public testing::TestWithParam<std::string>
{
protected:
    void SetUp() override
    {
        if (!whatIsMissing().empty())
            GTEST_SKIP() << whatIsMissing();
    }

    /// An address that is free now.
    [[nodiscard]] std::string address() const
    {
        return GetParam() == "tcp" ? "tcp://127.0.0.1:" + std::to_string(freeTcpPort())
                                   : "ipc://" + m_folder.path("socket");
    }

    /// The report of a run until its counts are done.
    static Json report(const std::string& file, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> arguments{"run", "-", "--json", "-"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const ProgramResult result = call(arguments, file);
        EXPECT_EQ(result.status, 0) << result.errors;
        return Json::parse(result.output, nullptr, false);
    }

    /// A run that ends with `reportOf`.
    [[nodiscard]] Program start(const std::string& file,
                                Program::Output output = Program::Output::Pipe) const
    {
        return Program({"run", "-", "--json", m_folder.path("r.json")}, file, output);
    }

    [[nodiscard]] Json reportOf(Program& ours) const
    {
        ours.send(SIGINT);
        EXPECT_EQ(ours.finish().status, 130);
        return Json::parse(readWhole(m_folder.path("r.json")));
    }

    TemporaryFolder m_folder;
};

TEST_P(External, RepServesOurClient)
{
    const std::string at = address();
    PythonPeer python("rep", "bind:" + at, 20);
    ASSERT_TRUE(python.awaitText("bound "));
    const Json run = report(topologyOf(
        R"({ "id": "python", "role": "external",
             "sockets": [ { "id": "rep", "type": "REP", "bind": [")"
            + at + R"("] } ] },
           { "id": "client", "role": "client",
             "settings": { "rate": 1000, "count": 20, "text": "how are you?" },
             "sockets": [ { "id": "req", "type": "REQ" } ] })",
        R"("connect": "client.req", "bind": "python.rep")"));
    const ProgramResult theirs = python.finish();

    EXPECT_EQ(linesWith(theirs.output, "read how are you?"), 20U) << theirs.errors;
    const Json asked = flowFrom(run, "client");
    EXPECT_EQ(asked.at("sent"), 20);
    EXPECT_EQ(asked.at("bytes_sent"), 20 * 12);
    expectUnknown(asked, {"received", "in_flight", "dropped", "bytes_received", "latency_us"});
    const Json answered = flowFrom(run, "python");
    EXPECT_EQ(answered.at("received"), 20);
    // "answer 1" to "answer 20".
    EXPECT_EQ(answered.at("bytes_received"), 9 * 8 + 11 * 9);
    expectUnknown(answered, {"sent", "in_flight", "dropped", "bytes_sent"});
}

TEST_P(External, ReqIsAnsweredByOurServerWithItsOwnWords)
{
    const std::string at = address();
    Program ours = start(topologyOf(
        R"({ "id": "python", "role": "external",
                          "sockets": [ { "id": "req", "type": "REQ" } ] },
                        { "id": "server", "role": "server",
                          "sockets": [ { "id": "rep", "type": "REP", "bind": [")"
            + at + R"("] } ] })",
        R"("connect": "python.req", "bind": "server.rep")"));
    const ProgramResult theirs = PythonPeer("req", at, 20).finish();
    const Json run = reportOf(ours);

    for (const char* task : {"read task 1\n", "read task 20\n", "done\n"})
        EXPECT_THAT(theirs.output, HasSubstr(task)) << theirs.errors;
    EXPECT_EQ(flowFrom(run, "python").at("received"), 20);
    EXPECT_TRUE(flowFrom(run, "python").at("sent").is_null());
    EXPECT_EQ(flowFrom(run, "server").at("sent"), 20);
    EXPECT_TRUE(flowFrom(run, "server").at("received").is_null());
}

TEST_P(External, SubListensToOurPublisher)
{
    const std::string at = address();
    Program ours = start(topologyOf(
        R"({ "id": "python", "role": "external",
                          "sockets": [ { "id": "sub", "type": "SUB",
                                         "options": { "SUBSCRIBE": [""] } } ] },
                        { "id": "publisher", "role": "source",
                          "settings": { "rate": 500, "text": "good news" },
                          "sockets": [ { "id": "pub", "type": "PUB", "bind": [")"
            + at + R"("] } ] })",
        R"("connect": "python.sub", "bind": "publisher.pub")"));
    const ProgramResult theirs = PythonPeer("sub", at, 50).finish();
    const Json run = reportOf(ours);

    EXPECT_EQ(linesWith(theirs.output, "read good news"), 50U) << theirs.errors;
    const Json published = flowFrom(run, "publisher");
    EXPECT_GE(published.at("sent").get<int>(), 50);
    EXPECT_EQ(published.at("bytes_sent").get<int>(), 9 * published.at("sent").get<int>());
    expectUnknown(published, {"received", "in_flight", "dropped", "bytes_received"});
}

TEST_P(External, PushFeedsOurSink)
{
    const std::string at = address();
    Program ours = start(topologyOf(
                             R"({ "id": "python", "role": "external",
                          "sockets": [ { "id": "push", "type": "PUSH" } ] },
                        { "id": "sink", "role": "sink",
                          "sockets": [ { "id": "pull", "type": "PULL", "bind": [")"
                                 + at + R"("] } ] })",
                             R"("connect": "python.push", "bind": "sink.pull")"),
                         Program::Output::Terminal);
    // The end of its context waits until all has been handed over.
    const ProgramResult theirs = PythonPeer("push", at, 50).finish();
    EXPECT_THAT(theirs.output, HasSubstr("done")) << theirs.errors;
    const Json run = reportOf(ours);

    const Json pushed = flowFrom(run, "python");
    EXPECT_EQ(pushed.at("received"), 50);
    // "task 1" to "task 50".
    EXPECT_EQ(pushed.at("bytes_received"), 9 * 6 + 41 * 7);
    expectUnknown(pushed, {"sent", "in_flight", "dropped", "bytes_sent"});
}

INSTANTIATE_TEST_SUITE_P(Python, External, testing::Values("tcp", "ipc"), [](const auto& each) {
    return each.param;
});

} // namespace
} // namespace topomq::test
