#include "engine/runtime/message_tap.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

namespace topomq::runtime {

namespace {

using metrics::CapturedMessage;
using metrics::CapturedMessages;
using metrics::Detail;

CapturedMessage messageOf(std::size_t bytes)
{
    CapturedMessage message;
    message.frames.push_back({metrics::FrameRole::Body, bytes, std::string(bytes, 'x')});
    return message;
}

} // namespace

TEST(MessageTap, KeepsTheNewest)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    for (int i = 0; i < 450; ++i)
        tap.keep(messageOf(10));
    const CapturedMessages found = tap.since(0);
    ASSERT_EQ(found.messages.size(), MessageTap::kMostMessages);
    EXPECT_EQ(found.messages.front()->seen, 251U);
    EXPECT_EQ(found.messages.back()->seen, 450U);
    EXPECT_EQ(found.seen, 450U);
}

TEST(MessageTap, KeepsNoMoreBytesThanItsBudget)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    for (int i = 0; i < 200; ++i)
        tap.keep(messageOf(100'000));
    EXPECT_EQ(tap.since(0).messages.size(), MessageTap::kMostBytes / 100'000);
}

TEST(MessageTap, KeepsOneMessageThatIsLargerThanItsBudget)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    tap.keep(messageOf(MessageTap::kMostBytes + 1));
    EXPECT_EQ(tap.since(0).messages.size(), 1U);
}

TEST(MessageTap, GivesOutWhatCameAfterTheLastLook)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    for (int i = 0; i < 5; ++i)
        tap.keep(messageOf(1));
    const CapturedMessages found = tap.since(3);
    ASSERT_EQ(found.messages.size(), 2U);
    EXPECT_EQ(found.messages.front()->seen, 4U);
    EXPECT_TRUE(tap.since(5).messages.empty());
}

TEST(MessageTap, WantsNoMoreCopiesThanAnybodyCanLookAt)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    int kept = 0;
    for (int i = 0; i < 1000; ++i) {
        tap.count();
        if (!tap.mayKeep(1))
            continue;
        tap.keep(messageOf(1));
        ++kept;
    }
    EXPECT_GT(kept, 100);
    EXPECT_LE(kept, static_cast<int>(MessageTap::kBurst));
    const CapturedMessages found = tap.since(0);
    EXPECT_EQ(found.passed, 1000U);
    EXPECT_EQ(found.seen, static_cast<std::uint64_t>(kept));
}

TEST(MessageTap, LetsGoOfItsCopiesWhenNobodyWatchesAnyMore)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    tap.keep(messageOf(1));
    tap.setDetail(Detail::Latency);
    EXPECT_TRUE(tap.since(0).messages.empty());
    EXPECT_EQ(tap.since(0).seen, 1U);
}

TEST(MessageTap, NeverLetsTheWriterWaitForAReader)
{
    MessageTap tap;
    tap.setDetail(Detail::Capture);
    std::atomic<bool> stop = false;
    std::thread reader([&] {
        while (!stop)
            (void)tap.since(0);
    });
    constexpr std::uint64_t kCount = 20'000;
    for (std::uint64_t i = 0; i < kCount; ++i) {
        tap.count();
        tap.keep(messageOf(100));
    }
    stop = true;
    reader.join();
    // Nobody is in the way of this one.
    tap.keep(messageOf(100));
    const CapturedMessages found = tap.since(0);
    EXPECT_EQ(found.passed, kCount);
    EXPECT_LE(found.seen, kCount + 1);
    ASSERT_FALSE(found.messages.empty());
    EXPECT_EQ(found.messages.back()->seen, found.seen);
}

} // namespace topomq::runtime
