// Messages are found in a stream of bytes wherever TCP happens to cut it.

#include "engine/roles/message_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace topomq::tests {

namespace {

using model::StreamMode;
using roles::MessageReader;
using State = MessageReader::State;

const std::string kGet = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string kPost = "POST /b HTTP/1.1\r\ncontent-length:  5 \r\n\r\nhello";

std::vector<std::string> all(MessageReader& reader)
{
    std::vector<std::string> found;
    while (reader.next() == State::Complete)
        found.emplace_back(reader.message());
    return found;
}

State stateOf(StreamMode mode, const std::string& bytes)
{
    MessageReader reader(mode);
    reader.add(bytes);
    return reader.next();
}

} // namespace

TEST(MessageReader, FindsMessagesInSingleBytes)
{
    MessageReader reader(StreamMode::HttpServer);
    std::vector<std::string> found;
    for (const char byte : kGet + kPost + kGet) {
        reader.add(std::string(1, byte));
        for (const std::string& each : all(reader))
            found.push_back(each);
    }
    EXPECT_EQ(found, (std::vector{kGet, kPost, kGet}));
}

TEST(MessageReader, FindsAllMessagesInOnePiece)
{
    MessageReader reader(StreamMode::HttpServer);
    reader.add(kPost + "\r\n" + kGet + kPost);
    EXPECT_EQ(all(reader), (std::vector{kPost, kGet, kPost}));
}

TEST(MessageReader, FindsLinesAndLeavesTheRest)
{
    MessageReader reader(StreamMode::LineServer);
    reader.add("one\r\ntwo\r");
    EXPECT_EQ(all(reader), std::vector<std::string>{"one\r\n"});
    reader.add("\n\r\nthr");
    EXPECT_EQ(all(reader), (std::vector<std::string>{"two\r\n", "\r\n"}));
}

TEST(MessageReader, ReadsAReplyWithoutLengthToTheEndOfItsConnection)
{
    MessageReader reader(StreamMode::HttpClient);
    reader.add("HTTP/1.0 200 OK\r\n\r\nall ");
    EXPECT_EQ(reader.next(), State::Incomplete);
    reader.add("of it");
    EXPECT_EQ(reader.next(), State::Incomplete);
    EXPECT_EQ(reader.finish(), State::Complete);
    EXPECT_EQ(reader.message(), "HTTP/1.0 200 OK\r\n\r\nall of it");
}

TEST(MessageReader, DoesNotTakeHalfAReplyForAWholeOne)
{
    MessageReader reader(StreamMode::HttpClient);
    reader.add("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    EXPECT_EQ(reader.finish(), State::Incomplete);
    MessageReader headless(StreamMode::HttpClient);
    headless.add("HTTP/1.1 200 OK\r\nConte");
    EXPECT_EQ(headless.finish(), State::Incomplete);
}

TEST(MessageReader, KnowsRepliesThatHaveNoBody)
{
    EXPECT_EQ(stateOf(StreamMode::HttpClient, "HTTP/1.1 304 Not Modified\r\n\r\n"),
              State::Complete);
    EXPECT_EQ(stateOf(StreamMode::HttpClient, "HTTP/1.1 200 OK\r\n\r\n"), State::Incomplete);
}

TEST(MessageReader, SeesThatTheConnectionShallEnd)
{
    for (const auto& [head, closes] :
         {std::pair("GET / HTTP/1.0\r\n\r\n", true),
          std::pair("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false),
          std::pair("GET / HTTP/1.1\r\nCONNECTION: Close\r\n\r\n", true),
          std::pair("GET / HTTP/1.1\r\n\r\n", false)})
    {
        MessageReader reader(StreamMode::HttpServer);
        reader.add(head);
        EXPECT_EQ(reader.next(), State::Complete);
        EXPECT_EQ(reader.wantsClose(), closes) << head;
    }
}

TEST(MessageReader, RefusesWhatItCannotUnderstand)
{
    for (const char* bytes :
         {"POST / HTTP/1.1\r\nContent-Length: five\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length:\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length : 5\r\n\r\n",
          "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
          "GET / HTTP/1.1\r\n: nameless\r\n\r\n", "GET / HTTP/2\r\n\r\n", "GET /\r\n\r\n",
          "GET  HTTP/1.1\r\n\r\n", " \r\n\r\n", "\xff\x01\x7f nonsense\r\n\r\n"})
        EXPECT_EQ(stateOf(StreamMode::HttpServer, bytes), State::Broken) << bytes;
    EXPECT_EQ(stateOf(StreamMode::HttpClient, "ICY 200 OK\r\n\r\n"), State::Broken);
    EXPECT_EQ(stateOf(StreamMode::HttpClient, "HTTP/1.1 abc\r\n\r\n"), State::Broken);
}

TEST(MessageReader, StaysBrokenWhateverFollows)
{
    MessageReader reader(StreamMode::HttpServer);
    reader.add("nonsense\r\n\r\n");
    ASSERT_EQ(reader.next(), State::Broken);
    reader.add(kGet);
    EXPECT_EQ(reader.next(), State::Broken);
}

TEST(MessageReader, GivesUpOnAHeadWithoutEnd)
{
    const std::string longHead =
        "GET / HTTP/1.1\r\nX: " + std::string(MessageReader::kLongestHead, 'x');
    EXPECT_EQ(stateOf(StreamMode::HttpServer, longHead), State::Broken);
    EXPECT_EQ(stateOf(StreamMode::HttpServer, longHead + "\r\n\r\n"), State::Broken);
    EXPECT_EQ(stateOf(StreamMode::HttpServer, longHead.substr(0, 16'000) + "\r\n\r\n"),
              State::Complete);
}

} // namespace topomq::tests
