#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/session/message_watch.h"

namespace topomq::tests {

namespace {

using metrics::Detail;

class DetailChoiceTest : public InspectorTest
{
protected:
    DetailChoiceTest() { document.selection()->selectLink(model::LinkId("link1")); }

    ui::MessageWatch& watch() { return session.messages(); }
};

} // namespace

TEST_F(DetailChoiceTest, ALinkIsMeasuredWithLatencyAtFirst)
{
    EXPECT_EQ(find<QComboBox>("link/detail")->currentText(), QStringLiteral("counts, latency"));
}

TEST_F(DetailChoiceTest, IsMadeInTheInspectorAndIsNoEdit)
{
    choose("link/detail", "counts");
    EXPECT_EQ(watch().detailOf(model::LinkId("link1")), Detail::Counts);
    EXPECT_EQ(watch().detailOf(model::LinkId("link2")), Detail::Latency);
    EXPECT_EQ(steps(), 0);
}

TEST_F(DetailChoiceTest, FollowsWhatIsSetElsewhere)
{
    watch().setDetail(model::LinkId("link1"), Detail::Capture);
    EXPECT_EQ(find<QComboBox>("link/detail")->currentText(),
              QStringLiteral("counts, latency, messages"));
}

TEST_F(DetailChoiceTest, ReachesTheRunThatIsStartedLater)
{
    choose("link/detail", "counts");
    ASSERT_TRUE(session.start());
    const auto isUntimed = [this] {
        const auto latest = session.latest();
        return latest
            && latest->flows[session.flowsOf(model::LinkId("link1")).front()].received > 3U
            && latest->flows[session.flowsOf(model::LinkId("link2")).front()].latency.count > 0;
    };
    ASSERT_TRUE(QTest::qWaitFor(isUntimed, 20000));
    // The first messages may have come before the choice was handed over; none is shown for it.
    EXPECT_EQ(
        session.latest()->flows[session.flowsOf(model::LinkId("link1")).front()].latency.count, 0U);
    session.stop();
    EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, 20000));
}

} // namespace topomq::tests
