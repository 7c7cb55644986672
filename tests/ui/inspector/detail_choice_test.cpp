#include "tests/support/namesake_file.h"
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
    EXPECT_EQ(watch().detailOf("link1"), Detail::Counts);
    EXPECT_EQ(watch().detailOf("link2"), Detail::Latency);
    EXPECT_EQ(steps(), 0);
}

TEST_F(DetailChoiceTest, FollowsWhatIsSetElsewhere)
{
    watch().setDetail("link1", Detail::Capture);
    EXPECT_EQ(find<QComboBox>("link/detail")->currentText(),
              QStringLiteral("counts, latency, messages"));
}

TEST_F(DetailChoiceTest, IsNotThatOfANamesakeInAnotherPartOfTheFile)
{
    document.reset(namesakes(), {});
    const model::LinkId link("link1");
    document.selection()->selectLink(link);
    choose("link/detail", "counts");
    ASSERT_TRUE(document.openInside({model::NodeId("stage1")}));
    document.selection()->selectLink(link);
    EXPECT_EQ(find<QComboBox>("link/detail")->currentText(), QStringLiteral("counts, latency"));
    choose("link/detail", "counts, latency, messages");
    EXPECT_EQ(watch().detailOf("link1"), Detail::Counts);
    EXPECT_EQ(watch().detailOf("stage1/link1"), Detail::Capture);
    // Each instance of a definition has its own.
    EXPECT_EQ(watch().detailOf("stage2/link1"), Detail::Latency);
    ASSERT_TRUE(document.openInside({}));
    document.selection()->selectLink(link);
    EXPECT_EQ(find<QComboBox>("link/detail")->currentText(), QStringLiteral("counts"));
}

} // namespace topomq::tests
