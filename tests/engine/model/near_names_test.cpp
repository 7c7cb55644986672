#include "engine/model/near_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace topomq::model {
namespace {

TEST(NearNames, CountsASwapOfTwoLettersAsOneStep)
{
    EXPECT_EQ(nameDistance("raet", "rate"), 1U);
    EXPECT_EQ(nameDistance("Rate", "rate"), 0U);
    EXPECT_EQ(nameDistance("rate", "rates"), 1U);
}

TEST(NearNames, CountsNoFurtherThanItIsAskedTo)
{
    EXPECT_EQ(nameDistance("kitten", "sitting"), 3U);
    EXPECT_EQ(nameDistance("kitten", "sitting", 3), 3U);
    EXPECT_EQ(nameDistance("kitten", "sitting", 2), 3U);
    EXPECT_EQ(nameDistance("kitten", "sitting", 1), 2U);
    EXPECT_EQ(nameDistance("", "abcd", 2), 3U);
    EXPECT_EQ(nameDistance("abcd", "badc", 2), 2U);
    std::minstd_rand random(5);
    const auto word = [&random] {
        std::string letters(random() % 8, 'a');
        for (char& letter : letters)
            letter = static_cast<char>('a' + random() % 3);
        return letters;
    };
    for (int i = 0; i < 2000; ++i) {
        const std::string a = word();
        const std::string b = word();
        const std::size_t all = nameDistance(a, b);
        for (std::size_t most = 0; most < 5; ++most)
            ASSERT_EQ(nameDistance(a, b, most), std::min(all, most + 1)) << a << ' ' << b;
    }
}

TEST(NearNames, FindsTheNearestAndNothingThatIsFar)
{
    EXPECT_EQ(nearestName("raet", {"work", "rates", "rate"}), "rate");
    EXPECT_EQ(nearestName("load", {"work", "rate"}), "");
    // A short name is not near to every other short name.
    EXPECT_EQ(nearestName("n", {"m"}), "");
}

} // namespace
} // namespace topomq::model
