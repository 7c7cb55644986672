#include "engine/roles/role_factory.h"
#include "tests/support/topology_builder.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"
#include "ui/shell/find_subjects.h"

#include <QTest>

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace topomq::ui::test {
namespace {

constexpr int kPatience = 30'000;
constexpr double kCongested = 800'000; // µs
constexpr double kQuick = 50'000;

class FindSubjectsTest : public testing::Test
{
protected:
    FindSubjectsTest()
    {
        tests::TopologyBuilder builder;
        builder.node("vent", model::Role::Source).setting("rate", 500);
        builder.socket("out", model::SocketType::Push, {"inproc://*"});
        builder.node("sink", model::Role::Sink).setting("service_time", 20'000);
        builder.socket("in", model::SocketType::Pull).link("sink.in", "vent.out");
        document.reset(builder, {});
    }

    ~FindSubjectsTest() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    /// The sink takes no time any more for a message.
    void hurry()
    {
        model::Node sink = *document.topology().find(model::NodeId("sink"));
        sink.settings.set("service_time", 0);
        document.push(QStringLiteral("Set"), model::ReplaceNode{sink});
    }

    /// Of the link, now.
    std::optional<double> figure(const char* name)
    {
        std::vector<FindSubject> subjects = findSubjects(document);
        readFigures(subjects, document, session);
        const auto& figures = subjects.back().figures;
        const auto found = figures.find(QString::fromUtf8(name));
        return found == figures.end() ? std::nullopt : std::optional(found->second);
    }

    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
};

TEST_F(FindSubjectsTest, AreFoundByTheLatenciesOfTheLastMoments)
{
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return figure("p99").value_or(0) > kCongested; }, kPatience));
    hurry();
    EXPECT_TRUE(
        QTest::qWaitFor([this] { return figure("p99").value_or(kQuick) < kQuick; }, kPatience));
    EXPECT_GT(session.latest()->flows[0].latency.p99, kCongested / 4);
}

TEST_F(FindSubjectsTest, HaveNoLatencyWhereNothingCameInTheLastMoments)
{
    hurry();
    ASSERT_TRUE(session.start());
    ASSERT_TRUE(QTest::qWaitFor([this] { return figure("p50").has_value(); }, kPatience));
    session.order(NodeCommand::Freeze, {model::NodeId("sink")});
    EXPECT_TRUE(QTest::qWaitFor([this] { return !figure("p50").has_value(); }, kPatience));
    EXPECT_GT(session.latest()->flows[0].latency.count, 0U);
}

} // namespace
} // namespace topomq::ui::test
