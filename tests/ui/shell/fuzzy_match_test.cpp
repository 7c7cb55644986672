#include "ui/shell/fuzzy_match.h"

#include <gtest/gtest.h>

namespace topomq::ui {
namespace {

std::optional<int> score(const char* pattern, const char* text)
{
    return fuzzyScore(QString::fromUtf8(pattern), QString::fromUtf8(text));
}

TEST(FuzzyScore, FitsLettersInTheirOrder)
{
    EXPECT_TRUE(score("zmf", "Zoom to fit").has_value());
    EXPECT_FALSE(score("fz", "Zoom to fit").has_value());
    EXPECT_EQ(score("", "Zoom to fit"), 0);
}

TEST(FuzzyScore, FitsWordsInAnyOrder)
{
    EXPECT_TRUE(score("fit zoom", "Zoom to fit").has_value());
    EXPECT_FALSE(score("fit copy", "Zoom to fit").has_value());
}

TEST(FuzzyScore, PrefersStartsOfWords)
{
    EXPECT_GT(score("zf", "Zoom to fit"), score("zf", "Azure of"));
}

TEST(FuzzyScore, PrefersLettersInARow)
{
    EXPECT_GT(score("run", "Run"), score("run", "Reset upper node"));
    EXPECT_GT(score("paus", "Pause"), score("paus", "Put all up, stop"));
}

TEST(FuzzyScore, PrefersTheWholeWord)
{
    EXPECT_GT(score("run", "Run"), score("run", "Running"));
}

} // namespace
} // namespace topomq::ui
