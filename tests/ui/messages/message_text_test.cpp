#include "ui/messages/message_text.h"

#include <gtest/gtest.h>

#include <string>

namespace topomq::ui {

namespace {

metrics::CapturedMessage requestAtRouter()
{
    using enum metrics::FrameRole;
    metrics::CapturedMessage message;
    message.number = 41'207;
    message.time = 12.3456;
    message.latency = 84;
    message.frames = {{RoutingId, 5,
                       std::string("\0k\x8b"
                                   "Eg",
                                   5)},
                      {Delimiter, 0, ""},
                      {Body, 5, "hello"}};
    message.frameCount = 3;
    message.bytes = 10;
    return message;
}

} // namespace

TEST(MessageText, ShowsUtf8AsItIs)
{
    EXPECT_EQ(textOf("naïve 消息 🙂\nnext"), QStringLiteral("naïve 消息 🙂\nnext"));
}

TEST(MessageText, ShowsOtherBytesByTheirNumbers)
{
    EXPECT_EQ(textOf(std::string_view("a\0\x9f\xc3", 4)), QStringLiteral("a\\x00\\x9f\\xc3"));
}

TEST(MessageText, CutsALineBetweenCharacters)
{
    EXPECT_EQ(lineOf("one\ntwo", 5), QStringLiteral("one⏎t…"));
    EXPECT_EQ(lineOf("one", 5), QStringLiteral("one"));
}

TEST(MessageText, ShowsHexWithOffsetsAndWhatIsAscii)
{
    const QString hex = hexOf(std::string_view("0123456789abcdef\x01Z", 18));
    EXPECT_EQ(hex,
              QStringLiteral(
                  "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n"
                  "00000010  01 5a                                             ·Z"));
}

TEST(MessageText, IndentsJsonAndKeepsOrderAndNumbers)
{
    const auto json = jsonOf(R"({"z":1.10,"a":[1,{}],"s":"x:,{\"y"})");
    ASSERT_TRUE(json);
    EXPECT_EQ(*json,
              QStringLiteral("{\n  \"z\": 1.10,\n  \"a\": [\n    1,\n    {}\n  ],\n"
                             "  \"s\": \"x:,{\\\"y\"\n}"));
}

TEST(MessageText, TakesNothingElseForJson)
{
    EXPECT_FALSE(jsonOf("hello"));
    EXPECT_FALSE(jsonOf(R"({"a":)"));
    EXPECT_FALSE(jsonOf(""));
}

TEST(MessageText, PreviewsOfWhatWasMadeUpOnlyTheLength)
{
    const std::string mark("\x88\x1aY4\x01\xa3\xfbM^\xcf\xcc\xc1\x13\xf3\xfd\x01", 16);
    const std::string letters = "abcdefghijklmnopqrstuvwxyzabcd";
    metrics::CapturedMessage message;
    message.isStamped = true;
    message.frameCount = 1;
    const auto previewWith = [&](const std::string& bytes, std::uint64_t length) {
        message.frames = {{metrics::FrameRole::Body, length, bytes}};
        return previewOf(message);
    };
    EXPECT_EQ(previewWith(letters + mark, 46), QStringLiteral("(46 B generated)"));
    EXPECT_EQ(previewWith("weather." + letters + mark, 54),
              QStringLiteral("weather. (46 B generated)"));
    EXPECT_EQ(previewWith(mark, 16), QStringLiteral("(16 B generated)"));
    // The mark was not kept with so long a frame.
    EXPECT_EQ(previewWith(letters, 9000), QString::fromStdString(letters));
    message.isStamped = false;
    EXPECT_EQ(previewWith(letters, 30), QString::fromStdString(letters));
}

TEST(MessageText, SaysALongLatencyInLittleRoom)
{
    metrics::CapturedMessage message;
    EXPECT_EQ(shortLatencyOf(message), QStringLiteral("–"));
    message.latency = 84;
    EXPECT_EQ(shortLatencyOf(message), latencyOf(message));
    message.latency = 64.9e6;
    EXPECT_EQ(shortLatencyOf(message), QStringLiteral("1:04 min"));
    message.latency = 3900e6;
    EXPECT_EQ(shortLatencyOf(message), QStringLiteral("1:05 h"));
}

TEST(MessageText, PreviewsTheBodyWithoutItsEnvelope)
{
    EXPECT_EQ(previewOf(requestAtRouter()), QStringLiteral("hello"));
}

TEST(MessageText, DescribesEveryFrame)
{
    const QString text = describe(requestAtRouter(), QStringLiteral("Client → Server"));
    EXPECT_TRUE(text.startsWith(QStringLiteral("Client → Server, message 41")))
        << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("[0] routing id, 5 B\n00000000  00 6b 8b 45 67")));
    EXPECT_TRUE(text.contains(QStringLiteral("[1] delimiter, 0 B\n")));
    EXPECT_TRUE(text.contains(QStringLiteral("[2] body, 5 B\nhello")));
}

TEST(MessageText, SaysWhatWasNotKept)
{
    metrics::CapturedMessage message;
    message.frames = {{metrics::FrameRole::Body, 5000, std::string(4096, 'a')}};
    message.frameCount = 100;
    const QString text = describe(message, QStringLiteral("a → b"));
    EXPECT_TRUE(text.contains(QStringLiteral("(904 B more were not kept)")));
    EXPECT_TRUE(text.contains(QStringLiteral("(99 more frame")));
}

} // namespace topomq::ui
