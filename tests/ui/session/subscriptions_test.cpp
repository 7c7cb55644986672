#include "ui/session/subscriptions.h"

#include <gtest/gtest.h>

#include <string>

namespace topomq::ui::test {
namespace {

std::string words(const std::string& prefix)
{
    return prefixText(prefix).toStdString();
}

TEST(SubscriptionWords, AnEmptyPrefixIsEverything)
{
    EXPECT_EQ(words(""), "everything");
}

TEST(SubscriptionWords, ATextStandsInQuotes)
{
    EXPECT_EQ(words("weather."), "“weather.”");
    EXPECT_EQ(words("天气"), "“天气”");
}

TEST(SubscriptionWords, BytesThatAreNoTextAreHex)
{
    EXPECT_EQ(words(std::string("\x00\xff\x10", 3)), "0x00 ff 10");
    EXPECT_EQ(words("line\n"), "0x6c 69 6e 65 0a");
}

TEST(SubscriptionWords, AnEndlessPrefixIsShortened)
{
    EXPECT_LE(prefixText(std::string(10'000, 'a')).size(), 40);
    EXPECT_LE(prefixText(std::string(10'000, '\xff')).size(), 40);
}

TEST(SubscriptionWords, ALongListIsCountedAtItsEnd)
{
    const Subscriber many{{}, std::vector<std::string>(20, "a")};
    const QStringList lines = prefixLines(many, 8);
    EXPECT_EQ(lines.size(), 9);
    EXPECT_EQ(lines.last(), QStringLiteral("and 12 more"));
}

TEST(SubscriptionWords, OneMoreIsShownItself)
{
    EXPECT_EQ(prefixLines({{}, std::vector<std::string>(9, "a")}, 8).last(), QStringLiteral("“a”"));
}

TEST(SubscriptionWords, NothingAndUnknownAreTwoThings)
{
    EXPECT_EQ(prefixesText({{}, std::vector<std::string>()}, 8), QStringLiteral("nothing"));
    EXPECT_TRUE(prefixesText({{}, std::nullopt}, 8).startsWith(QStringLiteral("unknown")));
}

} // namespace
} // namespace topomq::ui::test
