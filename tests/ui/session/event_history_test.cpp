#include "ui/session/event_history.h"

#include <gtest/gtest.h>

#include <cstddef>

namespace topomq::ui {
namespace {

void add(EventHistory& history, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        history.append({.time = static_cast<double>(history.count())});
}

TEST(EventHistory, GivesWhatHasComeSince)
{
    EventHistory history;
    add(history, 3);
    ASSERT_EQ(history.since(1).size(), 2U);
    EXPECT_EQ(history.since(1).front().time, 1);
    EXPECT_TRUE(history.since(3).empty());
    EXPECT_TRUE(history.since(9).empty());
}

TEST(EventHistory, LetsGoOfTheOldestAndKeepsTheNumbersOfTheOthers)
{
    EventHistory history;
    const std::size_t all = EventHistory::kMost * 2;
    add(history, all);
    EXPECT_EQ(history.count(), all);
    const auto kept = static_cast<std::size_t>(history.end() - history.begin());
    EXPECT_GE(kept, EventHistory::kMost);
    EXPECT_LT(kept, all);
    EXPECT_EQ(history.since(0).size(), kept);
    EXPECT_EQ(history.since(all - 1).front().time, static_cast<double>(all - 1));
}

TEST(EventHistory, CountsFromTheBeginningOnceItIsCleared)
{
    EventHistory history;
    add(history, EventHistory::kMost * 2);
    history.clear();
    EXPECT_EQ(history.count(), 0U);
    add(history, 1);
    EXPECT_EQ(history.since(0).size(), 1U);
}

} // namespace
} // namespace topomq::ui
