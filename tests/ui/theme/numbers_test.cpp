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
    EXPECT_EQ(humanRateShort(949), QStringLiteral("949 /s"));
    EXPECT_EQ(humanRateShort(960), QStringLiteral("0.96 k/s"));
    EXPECT_EQ(humanRateShort(124'000), QStringLiteral("124 k/s"));
    EXPECT_EQ(humanRateShort(std::nan("")), QStringLiteral("– /s"));
}

TEST(HumanNumbers, KeepTheUnitOfARateThatSwingsAboutARoundNumber)
{
    for (const double round : {1e3, 2e3, 10e3, 20e3, 100e3, 1e6, 2e6}) {
        for (const double swing : {0.996, 0.999, 1.001, 1.004})
            EXPECT_EQ(humanRateShort(round * swing).right(4), humanRateShort(round).right(4))
                << round * swing;
    }
    EXPECT_EQ(humanRateShort(998), humanRateShort(1000));
    for (const double rate : {999.8, 1000.0, 1004.0})
        EXPECT_EQ(humanRate(rate), QStringLiteral("1\u2009000 msg/s"));
    EXPECT_EQ(humanRate(998), QStringLiteral("998 msg/s"));
    EXPECT_EQ(humanRate(4137), QStringLiteral("4\u2009140 msg/s"));
    EXPECT_EQ(humanRate(9998), QStringLiteral("10.0 k msg/s"));
    EXPECT_EQ(humanRate(10'002), QStringLiteral("10.0 k msg/s"));
    EXPECT_EQ(humanRate(999'000), QStringLiteral("1.0 M msg/s"));
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
