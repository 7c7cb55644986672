// That what is watched of a link is that link's, whatever part of the file is in view.
#include "engine/roles/role_factory.h"
#include "tests/support/namesake_file.h"
#include "ui/document/topology_document.h"
#include "ui/session/message_watch.h"
#include "ui/session/run_session.h"

#include <QTest>

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

using metrics::Detail;

constexpr int kPatience = 30'000;

class MessageWatchTest : public testing::Test
{
protected:
    MessageWatchTest() { document.reset(tests::namesakes(), {}); }

    ~MessageWatchTest() override
    {
        session.stop();
        EXPECT_TRUE(QTest::qWaitFor([this] { return !session.isActive(); }, kPatience));
    }

    void run()
    {
        ASSERT_TRUE(session.start());
        ASSERT_TRUE(QTest::qWaitFor([this] { return session.takesCommands(); }, kPatience));
    }

    void open(const char* instance) { ASSERT_TRUE(document.openInside({model::NodeId(instance)})); }

    /// The first flow of the link at that place.
    std::size_t flowAt(const char* place)
    {
        const std::vector<std::size_t> flows = session.flowsAt(place);
        EXPECT_FALSE(flows.empty()) << place;
        return flows.empty() ? 0 : flows.front();
    }

    std::uint64_t receivedAt(const char* place)
    {
        return session.hasFigures() ? session.latest()->flows[flowAt(place)].received.value_or(0)
                                    : 0;
    }

    std::uint64_t measuredAt(const char* place)
    {
        return session.latest()->flows[flowAt(place)].latency.count;
    }

    /// The latency of one of the next messages, from now on.
    bool isMeasured(const char* place)
    {
        const std::uint64_t received = receivedAt(place);
        const std::uint64_t measured = measuredAt(place);
        EXPECT_TRUE(QTest::qWaitFor([&] { return receivedAt(place) > received + 10; }, kPatience));
        return measuredAt(place) > measured;
    }

    std::uint64_t seenAt(const char* place) { return watch().copiesOf(flowAt(place)).seen; }

    MessageWatch& watch() { return session.messages(); }

    TopologyDocument document;
    RunSession session{document, roles::makeRoleFactory()};
};

TEST_F(MessageWatchTest, ALinkIsMeasuredAsSetByWhateverPartItWasStartedFrom)
{
    watch().setDetail("link1", Detail::Counts);
    watch().setDetail("stage2/link1", Detail::Counts);
    open("stage1");
    run();
    // The first messages may have been under way before.
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return receivedAt("link1") > 20 && receivedAt("stage2/link1") > 20; }, kPatience));
    EXPECT_FALSE(isMeasured("link1"));
    EXPECT_FALSE(isMeasured("stage2/link1"));
    EXPECT_TRUE(isMeasured("stage1/link1"));
}

TEST_F(MessageWatchTest, WhatIsSetWhileItRunsReachesALinkThatIsNotInView)
{
    run();
    open("stage1");
    watch().setDetail("link1", Detail::Capture);
    EXPECT_TRUE(QTest::qWaitFor([this] { return seenAt("link1") > 3; }, kPatience));
    EXPECT_EQ(seenAt("stage1/link1"), 0U);
    EXPECT_EQ(seenAt("stage2/link1"), 0U);
}

TEST_F(MessageWatchTest, CopiesComeOnWhenAnotherPartIsOpened)
{
    run();
    watch().setDetail("stage1/link1", Detail::Capture);
    ASSERT_TRUE(QTest::qWaitFor([this] { return seenAt("stage1/link1") > 0; }, kPatience));
    for (const char* instance : {"stage1", "stage2"}) {
        open(instance);
        const std::uint64_t before = seenAt("stage1/link1");
        EXPECT_TRUE(QTest::qWaitFor([&] { return seenAt("stage1/link1") > before; }, kPatience))
            << instance;
    }
    EXPECT_EQ(seenAt("link1"), 0U);
    EXPECT_EQ(seenAt("stage2/link1"), 0U);
}

} // namespace
} // namespace topomq::ui
