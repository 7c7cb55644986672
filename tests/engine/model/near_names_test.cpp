#include "engine/model/near_names.h"

#include <gtest/gtest.h>

namespace topomq::model {
namespace {

TEST(NearNames, CountsASwapOfTwoLettersAsOneStep)
{
    EXPECT_EQ(nameDistance("raet", "rate"), 1U);
    EXPECT_EQ(nameDistance("Rate", "rate"), 0U);
    EXPECT_EQ(nameDistance("rate", "rates"), 1U);
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
