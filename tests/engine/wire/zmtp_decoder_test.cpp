// What ZMTP 3 says, byte by byte, in plain words.

#include "engine/wire/zmtp_decoder.h"
#include "tests/engine/wire/samples.h"

#include <gmock/gmock.h>

namespace topomq::tests {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using wire::Protocol;
using wire::SpanKind;
using wire::WireSpan;
using wire::WireTotals;
using wire::ZmtpDecoder;

WireTotals totalsOf(const ByteString& input)
{
    ZmtpDecoder decoder(0);
    decoder.feed(input);
    return decoder.totals();
}

std::optional<wire::Trouble> troubleOf(const ByteString& input)
{
    ZmtpDecoder decoder(0);
    decoder.feed(input);
    return decoder.trouble();
}

ByteString curveMessage(std::size_t size)
{
    return frame("\x07MESSAGE" + std::string(8, '\1') + std::string(17 + size, '\xee'));
}

} // namespace

TEST(ZmtpDecoder, TellsTheGreetingPartByPart)
{
    const auto spans = decode(Protocol::Zmtp, greeting("NULL"));
    ASSERT_EQ(spans.size(), 6U);
    EXPECT_EQ(spans[0], (WireSpan{0, 64, SpanKind::Greeting, 0, "Greeting: ZMTP 3.1, NULL"}));
    EXPECT_EQ(spans[1].length, 10U);
    EXPECT_EQ(spans[2], (WireSpan{10, 2, SpanKind::Field, 1, "Version 3.1"}));
    EXPECT_EQ(spans[3].offset, 12U);
    EXPECT_EQ(spans[4].offset, 32U);
    EXPECT_EQ(spans[5].offset + spans[5].length, 64U);
}

TEST(ZmtpDecoder, TellsWhichSideChecksTheOther)
{
    EXPECT_THAT(decode(Protocol::Zmtp, greeting("PLAIN", true))[4].text,
                HasSubstr("this side checks the other"));
}

TEST(ZmtpDecoder, ReadsThePropertiesOfReady)
{
    const auto spans = decode(
        Protocol::Zmtp,
        greeting()
            + command("READY", property("Socket-Type", "DEALER") + property("Identity", "w1")));
    EXPECT_THAT(textsAt(spans, 0),
                ElementsAre(HasSubstr("Greeting"), "Command READY: this side is a DEALER"));
    EXPECT_THAT(textsAt(spans, 1), testing::Contains("Property Identity = \"w1\""));
}

TEST(ZmtpDecoder, CountsAMessageOfSeveralFramesOnce)
{
    const ByteString input =
        greeting() + ready("REQ") + frame("", true) + frame("question", true) + frame("end");
    const WireTotals totals = totalsOf(input);
    EXPECT_EQ(totals.messages, 1U);
    EXPECT_EQ(totals.frames, 3U);
    EXPECT_EQ(totals.payloadBytes, 11U);
    EXPECT_EQ(totals.messageBytes, 17U);
    EXPECT_EQ(totals.bytes, input.size());
}

TEST(ZmtpDecoder, NamesTheFramesOfAMessage)
{
    const auto spans =
        decode(Protocol::Zmtp, greeting() + ready("REQ") + frame("", true) + frame("ask"));
    EXPECT_THAT(textsAt(spans, 0).back(), "Message 1 of 2 frames");
    const WireSpan& body = spans.back();
    EXPECT_EQ(body.kind, SpanKind::Payload);
    EXPECT_EQ(body.length, 3U);
    EXPECT_EQ(body.depth, 2U);
}

TEST(ZmtpDecoder, ReadsALengthOfEightBytes)
{
    const auto spans =
        decode(Protocol::Zmtp, greeting() + ready("PUSH") + frame(std::string(300, 'x')));
    EXPECT_EQ(spans[spans.size() - 2].length, 8U);
    EXPECT_THAT(spans[spans.size() - 2].text, HasSubstr("300 bytes"));
}

TEST(ZmtpDecoder, KnowsSubscriptionsThatAreCommands)
{
    const ByteString input = greeting() + ready("SUB") + command("SUBSCRIBE", bytes("news"))
        + command("CANCEL", bytes("news"));
    EXPECT_EQ(totalsOf(input).subscriptions, 2U);
    EXPECT_EQ(textsAt(decode(Protocol::Zmtp, input), 0).at(2), "Command SUBSCRIBE: \"news\"");
}

TEST(ZmtpDecoder, KnowsSubscriptionsThatAreMessagesOfAnOlderPeer)
{
    const ByteString input = greeting("NULL", false, 0) + ready("SUB")
        + frame(std::string("\1news", 5)) + frame(std::string("\0news", 5));
    const WireTotals totals = totalsOf(input);
    EXPECT_EQ(totals.subscriptions, 2U);
    EXPECT_EQ(totals.messages, 0U);
    EXPECT_EQ(totals.payloadBytes, 0U);
    EXPECT_THAT(textsAt(decode(Protocol::Zmtp, input), 0).at(2), "Subscription to \"news\"");
}

TEST(ZmtpDecoder, TakesAByteOfOneFromAPublisherForAMessage)
{
    EXPECT_EQ(totalsOf(greeting() + ready("PUB") + frame("\1news")).messages, 1U);
}

TEST(ZmtpDecoder, TellsPingAndPong)
{
    const auto texts = textsAt(decode(Protocol::Zmtp,
                                      greeting() + ready("PUB")
                                          + command("PING",
                                                    bytes(std::string("\0\x0a"
                                                                      "c",
                                                                      3)))
                                          + command("PONG", bytes("c"))),
                               0);
    EXPECT_EQ(texts.at(2), "Command PING: are you there?");
    EXPECT_EQ(texts.at(3), "Command PONG: I am here");
}

TEST(ZmtpDecoder, TellsTheReasonOfAnError)
{
    EXPECT_EQ(
        textsAt(decode(Protocol::Zmtp, greeting() + command("ERROR", bytes("\x0dInvalid client"))),
                0)
            .back(),
        "Command ERROR");
    EXPECT_EQ(
        textsAt(decode(Protocol::Zmtp, greeting() + command("ERROR", bytes("\x03not"))), 0).back(),
        "Command ERROR: not");
}

TEST(ZmtpDecoder, SaysThatAPasswordIsReadable)
{
    const auto spans = decode(Protocol::Zmtp,
                              greeting("PLAIN")
                                  + command("HELLO",
                                            bytes("\x03"
                                                  "ada\x02pw")));
    EXPECT_THAT(textsAt(spans, 1), testing::Contains("The password, not encrypted"));
}

TEST(ZmtpDecoder, NamesTheCommandsOfCurveAndLooksIntoNone)
{
    const auto spans = decode(Protocol::Zmtp,
                              greeting("CURVE") + command("HELLO", ByteString(194))
                                  + command("INITIATE", ByteString(300)));
    EXPECT_EQ(textsAt(spans, 0).at(1), "Command HELLO");
    EXPECT_EQ(spans.back().kind, SpanKind::Opaque);
    EXPECT_EQ(spans.back().length, 300U);
}

TEST(ZmtpDecoder, CountsEncryptedFramesAndNoMessages)
{
    const WireTotals totals = totalsOf(greeting("CURVE") + curveMessage(5) + curveMessage(0));
    EXPECT_EQ(totals.encrypted, 2U);
    EXPECT_EQ(totals.messages, 0U);
    EXPECT_EQ(totals.payloadBytes, 5U);
}

TEST(ZmtpDecoder, ShowsTheBoxOfAnEncryptedFrame)
{
    const auto spans = decode(Protocol::Zmtp, greeting("CURVE") + curveMessage(5));
    EXPECT_EQ(spans.back().kind, SpanKind::Opaque);
    EXPECT_EQ(spans.back().length, 22U);
    EXPECT_EQ(spans[spans.size() - 3].text, "Name: MESSAGE of CURVE");
}

TEST(ZmtpDecoder, SaysWhereItIsNotZmtpAnyMore)
{
    EXPECT_EQ(troubleOf(bytes("GET / HTTP/1.1\r\n"))->offset, 0U);
    EXPECT_EQ(troubleOf(ByteString{0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7e})->offset, 9U);
    EXPECT_EQ(troubleOf(ByteString{0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 1})->offset, 10U);
    EXPECT_EQ(troubleOf(greeting() + ByteString{0x08, 0})->offset, 64U);
    EXPECT_EQ(troubleOf(greeting() + ByteString{0x05, 0})->offset, 64U);
    EXPECT_EQ(troubleOf(greeting() + ByteString{0x04, 1, 9})->offset, 66U);
    EXPECT_EQ(troubleOf(greeting() + frame("a", true) + command("PING"))->offset, 67U);
}

TEST(ZmtpDecoder, RefusesALengthThatNothingCanHave)
{
    const ByteString huge{2, 0x80, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_EQ(troubleOf(greeting() + huge)->offset, 65U);
}

TEST(ZmtpDecoder, WaitsForALongBodyWithoutTroubleOrMemory)
{
    const ByteString announced{2, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    ZmtpDecoder decoder(100);
    decoder.feed(greeting() + announced + ByteString(1000));
    EXPECT_FALSE(decoder.trouble());
    EXPECT_EQ(decoder.totals().messages, 0U);
    EXPECT_EQ(decoder.spans().back().length, static_cast<std::uint64_t>(INT64_MAX));
}

TEST(ZmtpDecoder, GoesOnCountingWhenItKeepsNoMoreSpans)
{
    ZmtpDecoder decoder(10);
    decoder.feed(greeting());
    for (int i = 0; i < 100; ++i)
        decoder.feed(frame("x"));
    EXPECT_TRUE(decoder.isCut());
    EXPECT_EQ(decoder.spans().size(), 10U);
    EXPECT_EQ(decoder.totals().messages, 100U);
}

} // namespace topomq::tests
