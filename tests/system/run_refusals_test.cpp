// What `topomq run` refuses to start, and what it must not touch.

#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace topomq::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// A port of 127.0.0.1 that somebody else has.
class TakenPort
{
public:
    TakenPort()
        : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* general = reinterpret_cast<sockaddr*>(&address);
        if (::bind(m_socket, general, size) == 0 && ::listen(m_socket, 1) == 0
            && ::getsockname(m_socket, general, &size) == 0)
            m_port = ntohs(address.sin_port);
    }

    ~TakenPort() { ::close(m_socket); }

    TakenPort(const TakenPort&) = delete;
    TakenPort& operator=(const TakenPort&) = delete;

    [[nodiscard]] std::string address() const
    {
        return "tcp://127.0.0.1:" + std::to_string(m_port);
    }

private:
    int m_socket;
    int m_port = 0;
};

TEST(RunRefusal, NamesTheErrorsAndStartsNothing)
{
    const TemporaryFolder folder;
    const ProgramResult result = call({"run", "-", "--for", "1s", "--json", folder.path("r.json")},
                                      pushPullFile("tcp://127.0.0.1:99999"));
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("bad-address"), HasSubstr("not run: 1 error")));
    EXPECT_THAT(result.output, IsEmpty());
    EXPECT_FALSE(std::filesystem::exists(folder.path("r.json")));
}

TEST(RunRefusal, HoldsForAFileThatWasReadInPartOnly)
{
    std::string file = pushPullFile("inproc://*");
    file.replace(file.find("\"a\""), 3, "17");
    const ProgramResult result = call({"run", "-", "--for", "1s"}, file);
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("wrong-kind"));
}

TEST(RunRefusal, HoldsForAFileThatIsNotReadable)
{
    EXPECT_EQ(call({"run", "-"}, "{").status, 2);
}

TEST(RunRefusal, KeepsTheNetworkClosedUnlessItIsMeant)
{
    const ProgramResult result = call({"run", "-", "--for", "200ms"}, pushPullFile("tcp://*:*"));
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.errors, HasSubstr("--allow-network"));
}

TEST(RunRefusal, LeavesNoReportBehind)
{
    const TemporaryFolder folder;
    const std::string file = folder.write("a.topomq", "{");
    EXPECT_EQ(call({"run", file, "--json", folder.path("r.json")}).status, 2);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path("")), {}), 1);
}

/// One slip of a shell that completes names.
TEST(RunRefusal, NeverReplacesTheTopologyByItsReport)
{
    const TemporaryFolder folder;
    const std::string text = pushPullFile("inproc://*", R"({ "rate": 0, "count": 5 })");
    const std::string file = folder.write("a.topomq", text);
    std::filesystem::create_symlink(file, folder.path("link.topomq"));
    for (const std::string& target : {file, folder.path("link.topomq"), folder.path("./a.topomq")})
    {
        const ProgramResult result = call({"run", file, "--json", target});
        EXPECT_EQ(result.status, 2) << target;
        EXPECT_THAT(result.errors, AllOf(HasSubstr(target), HasSubstr("the topology itself")));
        EXPECT_THAT(result.output, IsEmpty());
    }
    Program piped({"-c", R"("$0" run - --json "$1" < "$1")", TOPOMQ_PROGRAM, file}, {},
                  Program::Output::Pipe, "/bin/sh");
    EXPECT_EQ(piped.finish().status, 2);
    EXPECT_EQ(readWhole(file), text);
}

TEST(RunRefusal, NeverReplacesTheKeysByAReport)
{
    const TemporaryFolder folder;
    const std::string file =
        folder.write("a.topomq", pushPullFile("inproc://*", R"({ "rate": 0, "count": 5 })"));
    const std::string keys = folder.write("a.topomq.keys", "precious");
    EXPECT_EQ(call({"run", file, "--json", keys}).status, 2);
    EXPECT_EQ(readWhole(keys), "precious");
}

TEST(RunFailure, OfAnAddressInUseFailsTheNodeAndSaysSo)
{
    const TakenPort port;
    const ProgramResult result =
        call({"run", "-", "--for", "300ms", "--json", "-"}, pushPullFile(port.address()));
    EXPECT_EQ(result.status, 1) << result.errors;
    EXPECT_THAT(result.errors,
                AllOf(HasSubstr("vent"), HasSubstr(port.address()), HasSubstr("in use")));
    const Json report = Json::parse(result.output);
    EXPECT_EQ(report.at("nodes")[0].at("state"), "failed");
    EXPECT_FALSE(report.at("nodes")[0].at("errors").empty());
    EXPECT_EQ(report.at("nodes")[1].at("state"), "stopped");
}

/// Without a time it would wait for ever: its sink cannot come.
TEST(RunFailure, EndsARunInWhichNobodyCanGoOn)
{
    const TakenPort port;
    const ProgramResult result = call({"run", "-", "--drain", "0s", "--json", "-"},
                                      R"({ "topomq": 1, "nodes": [
        { "id": "vent", "role": "source", "settings": { "rate": 1000, "count": 300 },
          "sockets": [ { "id": "out", "type": "PUSH" } ] },
        { "id": "sink", "role": "sink", "sockets": [
            { "id": "in", "type": "PULL", "bind": [")"
                                          + port.address() + R"("] } ] } ],
      "links": [ { "id": "a", "connect": "vent.out", "bind": "sink.in" } ] })");
    EXPECT_EQ(result.status, 1) << result.errors;
    EXPECT_EQ(Json::parse(result.output).at("nodes").at(1).at("state"), "failed");
}

TEST(RunFailure, EndsARunOfWhichNothingWorks)
{
    const TakenPort port;
    const std::string server = R"({ "topomq": 1, "nodes": [
        { "id": "server", "role": "server", "sockets": [
            { "id": "rep", "type": "REP", "bind": [")"
        + port.address() + R"("] } ] } ] })";
    EXPECT_EQ(call({"run", "-"}, server).status, 1);
    EXPECT_EQ(call({"run", "-"}, R"({ "topomq": 1, "nodes": [] })").status, 0);
}

TEST(RunFailure, NeverReplacesAFileByAnIpcSocket)
{
    const TemporaryFolder folder;
    const std::string precious = folder.write("precious.txt", "do not lose me");
    const ProgramResult result =
        call({"run", "-", "--for", "300ms"}, pushPullFile("ipc://" + precious));
    EXPECT_THAT(result.status, testing::AnyOf(1, 2));
    EXPECT_THAT(result.errors, HasSubstr(precious));
    EXPECT_EQ(readWhole(precious), "do not lose me");
}

TEST(RunFailure, NeverReplacesAFileBehindASymbolicLink)
{
    const TemporaryFolder folder;
    const std::string precious = folder.write("precious.txt", "do not lose me");
    std::filesystem::create_symlink(precious, folder.path("link"));
    const ProgramResult result =
        call({"run", "-", "--for", "300ms"}, pushPullFile("ipc://" + folder.path("link")));
    EXPECT_THAT(result.status, testing::AnyOf(1, 2));
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link")));
    EXPECT_EQ(readWhole(precious), "do not lose me");
}

} // namespace
} // namespace topomq::test
