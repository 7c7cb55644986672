// `topomq run` that is stopped by a signal.

#include "tests/system/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace topomq::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Its sink takes a second for each message, and thousands wait for it.
std::string toASlowSink()
{
    std::string file = pushPullFile("inproc://*", R"({ "rate": 0 })");
    file.replace(file.find("\"role\": \"sink\""), 14,
                 R"("role": "sink", "settings": { "service_time": 1000000 })");
    return file;
}

/// An endless run on a terminal, whose table tells when it has begun.
class InterruptedRun : public testing::Test
{
protected:
    /// Sends the signal once the run has begun, and waits for the end.
    ProgramResult interrupt(int signal)
    {
        Program program({"run", "-", "--json", m_report}, pushPullFile("inproc://*"),
                        Program::Output::Terminal);
        EXPECT_TRUE(program.awaitText("Running "));
        program.send(signal);
        return program.finish();
    }

    TemporaryFolder m_folder;
    std::string m_report = m_folder.path("r.json");
};

TEST_F(InterruptedRun, BySigintIsReported)
{
    const ProgramResult result = interrupt(SIGINT);
    EXPECT_EQ(result.status, 130);
    EXPECT_TRUE(Json::parse(readWhole(m_report)).at("conserved").get<bool>());
}

/// As `timeout` does, which signals the process and then its group. Two of one kind would be one
/// where they wait together.
TEST_F(InterruptedRun, ByTwoSignalsAtOnceIsReported)
{
    Program program({"run", "-", "--json", m_report}, pushPullFile("inproc://*"),
                    Program::Output::Terminal);
    ASSERT_TRUE(program.awaitText("Running "));
    program.send(SIGINT);
    program.send(SIGTERM);
    const ProgramResult result = program.finish();
    EXPECT_EQ(result.status, 130);
    EXPECT_THAT(result.errors, Not(HasSubstr("without a report")));
    ASSERT_TRUE(std::filesystem::exists(m_report));
    EXPECT_TRUE(Json::parse(readWhole(m_report)).at("conserved").get<bool>());
}

TEST_F(InterruptedRun, BySigtermIsReported)
{
    const ProgramResult result = interrupt(SIGTERM);
    EXPECT_EQ(result.status, 143);
    EXPECT_EQ(Json::parse(readWhole(m_report)).at("topomq_report"), 1);
}

/// The terminal was closed, or the connection to it was lost.
TEST_F(InterruptedRun, BySighupIsReported)
{
    const ProgramResult result = interrupt(SIGHUP);
    EXPECT_EQ(result.status, 129);
    ASSERT_TRUE(std::filesystem::exists(m_report));
    EXPECT_EQ(Json::parse(readWhole(m_report)).at("topomq_report"), 1);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(m_folder.path("")), {}), 1);
}

TEST_F(InterruptedRun, OutlivesItsTerminalUnderNohup)
{
    Program program({"-c", R"(trap '' HUP; exec "$0" run - --json "$1")", TOPOMQ_PROGRAM, m_report},
                    pushPullFile("inproc://*"), Program::Output::Terminal, "/bin/sh");
    ASSERT_TRUE(program.awaitText("Running "));
    program.send(SIGHUP);
    program.send(SIGTERM);
    EXPECT_EQ(program.finish().status, 143);
    EXPECT_TRUE(std::filesystem::exists(m_report));
}

TEST_F(InterruptedRun, LeavesNothingBehindWhenItIsKilled)
{
    EXPECT_EQ(interrupt(SIGKILL).status, -SIGKILL);
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.path("")));
}

TEST_F(InterruptedRun, EndsWhileItsFileIsStillBeingRead)
{
    for (const int signal : {SIGINT, SIGTERM}) {
        // More than a pipe holds: once it is written, reading has begun.
        Program program({"run", "-", "--json", m_report}, std::string(1 << 20, ' '),
                        Program::Output::Pipe, TOPOMQ_PROGRAM, Program::Input::Nothing);
        program.send(signal);
        EXPECT_EQ(program.finish().status, -signal);
        EXPECT_FALSE(std::filesystem::exists(m_report));
    }
}

TEST_F(InterruptedRun, WhileItDrainsIsReportedAsItIs)
{
    Program program({"run", "-", "--for", "100ms", "--drain", "10m", "--json", m_report},
                    toASlowSink(), Program::Output::Terminal);
    ASSERT_TRUE(program.awaitText("Ctrl+C ends the drain."));
    program.send(SIGINT);
    const ProgramResult result = program.finish();
    EXPECT_EQ(result.status, 130);
    ASSERT_TRUE(std::filesystem::exists(m_report));
    const Json report = Json::parse(readWhole(m_report));
    EXPECT_FALSE(report.at("drained").get<bool>());
    EXPECT_GT(report.at("flows").at(0).at("in_flight").get<int>(), 0);
}

TEST_F(InterruptedRun, EndsAtOnceAtTheSecondSignal)
{
    Program program({"run", "-", "--drain", "50s", "--json", m_report}, toASlowSink(),
                    Program::Output::Terminal);
    ASSERT_TRUE(program.awaitText("Running "));
    program.send(SIGINT);
    // A signal before that would be one with the first.
    ASSERT_TRUE(program.awaitText("Draining "));
    ASSERT_TRUE(program.awaitText("Ctrl+C stops at once."));
    program.send(SIGINT);
    const ProgramResult result = program.finish();
    EXPECT_EQ(result.status, 130);
    EXPECT_THAT(result.errors, HasSubstr("without a report"));
    EXPECT_TRUE(std::filesystem::is_empty(m_folder.path("")));
}

TEST_F(InterruptedRun, HasATableOfItsFlowsOnATerminal)
{
    const ProgramResult result = interrupt(SIGINT);
    EXPECT_THAT(
        result.output,
        AllOf(HasSubstr("vent.out → sink.in"), HasSubstr("Ctrl+C stops"), HasSubstr("\x1b[")));
}

} // namespace
} // namespace topomq::test
