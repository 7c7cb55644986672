#include "ui/theme/theme.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

using namespace topomq::ui;

namespace {

struct Case
{
    double value;
    std::string text;
};

} // namespace

TEST(HumanNumbers, ShortenCounts)
{
    const std::vector<Case> cases{{0, "0"},           {1, "1"},
                                  {0.4, "0.4"},       {0.02, "0.02"},
                                  {9.3, "9.3"},       {12, "12"},
                                  {412.4, "412"},     {999, "999"},
                                  {999.6, "1.0 k"},   {1362, "1.4 k"},
                                  {12'400, "12.4 k"}, {124'000, "124 k"},
                                  {999'960, "1.0 M"}, {3'100'000, "3.1 M"},
                                  {2.5e9, "2.5 G"},   {-1500, "-1.5 k"}};
    for (const Case& each : cases)
        EXPECT_EQ(humanCount(each.value).toStdString(), each.text) << each.value;
}

TEST(HumanNumbers, GiveRatesTheirUnit)
{
    EXPECT_EQ(humanRate(12'400), QStringLiteral("12.4 k msg/s"));
    EXPECT_EQ(humanRate(3), QStringLiteral("3 msg/s"));
}

TEST(HumanNumbers, HaveAShortFormOfRates)
{
    EXPECT_EQ(humanRateShort(4100), QStringLiteral("4.1 k/s"));
    EXPECT_EQ(humanRateShort(12), QStringLiteral("12 /s"));
}

TEST(HumanNumbers, CountBytesInThousands)
{
    const std::vector<Case> cases{
        {0, "0 B"}, {64, "64 B"}, {1300, "1.3 kB"}, {3'100'000, "3.1 MB"}, {2e9, "2.0 GB"}};
    for (const Case& each : cases)
        EXPECT_EQ(humanBytes(each.value).toStdString(), each.text) << each.value;
    EXPECT_EQ(humanByteRate(3'100'000), QStringLiteral("3.1 MB/s"));
}

TEST(HumanNumbers, PickTheUnitOfATime)
{
    const std::vector<Case> cases{{0, "0 µs"},          {0.4, "0.4 µs"},     {84, "84 µs"},
                                  {999.7, "1.0 ms"},    {1200, "1.2 ms"},    {84'300, "84 ms"},
                                  {1'200'000, "1.2 s"}, {12.34e6, "12.3 s"}, {59.99e6, "1 min 0 s"},
                                  {125e6, "2 min 5 s"}, {7.5e9, "2 h 5 min"}};
    for (const Case& each : cases)
        EXPECT_EQ(humanMicroseconds(each.value).toStdString(), each.text) << each.value;
}

TEST(HumanNumbers, ShowADashForWhatIsNoNumber)
{
    EXPECT_EQ(humanCount(std::nan("")), QStringLiteral("–"));
    EXPECT_EQ(humanBytes(INFINITY), QStringLiteral("–"));
    EXPECT_EQ(humanMicroseconds(std::nan("")), QStringLiteral("–"));
}

TEST(HumanNumbers, GroupDigitsByThinSpaces)
{
    EXPECT_EQ(groupedDigits(7), QStringLiteral("7"));
    EXPECT_EQ(groupedDigits(999), QStringLiteral("999"));
    EXPECT_EQ(groupedDigits(41'207), QStringLiteral("41\u2009207"));
    EXPECT_EQ(groupedDigits(1'234'567), QStringLiteral("1\u2009234\u2009567"));
}

TEST(HumanNumbers, MarkWhatIsEstimated)
{
    EXPECT_EQ(withEstimateMark(groupedDigits(412), true), QStringLiteral("≈ 412"));
    EXPECT_EQ(withEstimateMark(groupedDigits(412), false), QStringLiteral("412"));
}
