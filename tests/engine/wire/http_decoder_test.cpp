// What HTTP/1.1 says, line by line.

#include "engine/wire/http_decoder.h"
#include "tests/engine/wire/samples.h"

#include <gmock/gmock.h>

namespace topomq::tests {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using wire::HttpDecoder;
using wire::Protocol;
using wire::SpanKind;

const std::string kRequest = "GET /hello HTTP/1.1\r\nHost: here\r\n\r\n";
const std::string kResponse = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nHello";

wire::WireTotals totalsOf(const std::string& input)
{
    HttpDecoder decoder(0);
    decoder.feed(bytes(input));
    return decoder.totals();
}

std::optional<wire::Trouble> troubleOf(const std::string& input)
{
    HttpDecoder decoder(0);
    decoder.feed(bytes(input));
    return decoder.trouble();
}

} // namespace

TEST(HttpDecoder, TellsTheLinesOfARequest)
{
    const auto spans = decode(Protocol::Http, bytes(kRequest));
    EXPECT_EQ(textsAt(spans, 0).front(), "Request 1: GET /hello");
    EXPECT_THAT(textsAt(spans, 1),
                ElementsAre("Request line: method, path, version", "CR LF: the line ends",
                            "Header Host: here", "CR LF: the line ends",
                            "CR LF: an empty line, so the head ends"));
    EXPECT_EQ(spans.front().length, kRequest.size());
}

TEST(HttpDecoder, FindsTheBodyByItsLength)
{
    const auto spans = decode(Protocol::Http, bytes(kResponse + kResponse));
    EXPECT_THAT(textsAt(spans, 0), ElementsAre("Response 1: 200 OK", "Response 2: 200 OK"));
    EXPECT_EQ(spans.back().kind, SpanKind::Payload);
    EXPECT_EQ(spans.back().text, "Body: 5 bytes");
}

TEST(HttpDecoder, CountsWholeMessagesAndTheirBodies)
{
    const wire::WireTotals totals = totalsOf(kResponse + kResponse + "HTTP/1.1 200 OK\r\n");
    EXPECT_EQ(totals.messages, 2U);
    EXPECT_EQ(totals.payloadBytes, 10U);
    EXPECT_EQ(totals.messageBytes, 2 * kResponse.size());
}

TEST(HttpDecoder, TakesABodyWithoutALengthToTheEnd)
{
    const auto spans = decode(Protocol::Http, bytes("HTTP/1.0 200 OK\r\n\r\nall of it"));
    EXPECT_EQ(spans.back().length, 9U);
    EXPECT_THAT(spans.back().text, HasSubstr("until the connection ends"));
}

TEST(HttpDecoder, KnowsResponsesThatHaveNoBody)
{
    EXPECT_EQ(totalsOf("HTTP/1.1 204 No Content\r\n\r\n" + kResponse).messages, 2U);
}

TEST(HttpDecoder, ReadsABodyInChunks)
{
    const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: "
                                "chunked\r\n\r\n5\r\nHello\r\n1;x=y\r\n!\r\n0\r\n\r\n";
    EXPECT_EQ(totalsOf(chunked + kResponse).messages, 2U);
    EXPECT_EQ(totalsOf(chunked).payloadBytes, 6U);
    EXPECT_EQ(totalsOf(chunked).messageBytes, chunked.size());
}

TEST(HttpDecoder, SaysWhenALineEndsWithLfAlone)
{
    EXPECT_THAT(textsAt(decode(Protocol::Http, bytes("GET / HTTP/1.1\n\n")), 1),
                testing::Contains(HasSubstr("where HTTP asks for CR LF")));
}

TEST(HttpDecoder, SaysWhereItIsNotHttp)
{
    EXPECT_EQ(troubleOf("\xff")->offset, 0U) << "the greeting of ZMTP";
    EXPECT_EQ(troubleOf(std::string("\0", 1))->offset, 0U);
    EXPECT_EQ(troubleOf("hello\r\n")->offset, 0U);
    EXPECT_EQ(troubleOf(kRequest + "what?\r\n")->offset, kRequest.size());
    EXPECT_EQ(troubleOf("GET / HTTP/1.1\r\nno colon\r\n")->offset, 16U);
    EXPECT_EQ(troubleOf("GET / HTTP/1.1\r\nContent-Length: -1\r\n")->offset, 16U);
    EXPECT_EQ(troubleOf("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n")->offset, 16U);
    EXPECT_EQ(troubleOf("GET /" + std::string(9000, 'x'))->offset, 0U);
}

} // namespace topomq::tests
