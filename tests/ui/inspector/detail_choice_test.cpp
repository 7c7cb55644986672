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

} // namespace topomq::tests
