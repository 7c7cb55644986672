// What holds for every input, cut anywhere and with any bytes changed.

#include "engine/wire/decoder.h"
#include "tests/engine/wire/samples.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>

namespace topomq::tests {

namespace {

using wire::Protocol;
using wire::WireSpan;

constexpr std::size_t kMostSpans = 100'000;

constexpr unsigned kSeeds = 300;
/// A test of its own for each would start more programs than it looks at inputs.
constexpr unsigned kSeedsPerTest = 30;

class DecoderProperties : public testing::TestWithParam<unsigned>
{
protected:
    void forEachSeed(const std::function<void()>& holds)
    {
        for (unsigned seed = GetParam(); seed < GetParam() + kSeedsPerTest; ++seed) {
            SCOPED_TRACE("seed " + std::to_string(seed));
            random.seed(seed);
            ASSERT_NO_FATAL_FAILURE(holds());
        }
    }

    [[nodiscard]] std::size_t pick(std::size_t below)
    {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
    }

    [[nodiscard]] std::string text(std::size_t most)
    {
        std::string result(pick(most + 1), ' ');
        for (char& each : result)
            each = static_cast<char>(pick(256));
        return result;
    }

    [[nodiscard]] ByteString zmtp()
    {
        static constexpr const char* kTypes[]{"PUB", "SUB", "XSUB", "REQ", "PUSH"};
        const bool isCurve = pick(4) == 0;
        ByteString input = greeting(isCurve ? "CURVE" : "NULL", false, pick(2) == 0 ? 0 : 1)
            + ready(kTypes[pick(5)]);
        for (std::size_t i = pick(20); i > 0; --i) {
            if (isCurve && pick(2) == 0)
                input = std::move(input) + frame("\x07MESSAGE" + text(60));
            else if (pick(4) == 0)
                input = std::move(input) + command("SUBSCRIBE", bytes(text(9)));
            else if (pick(8) == 0)
                input = std::move(input) + command("X" + text(5), bytes(text(5000)));
            else
                input = std::move(input) + frame(text(9), true) + frame(text(600));
        }
        return input;
    }

    [[nodiscard]] ByteString http()
    {
        ByteString input;
        for (std::size_t i = pick(8); i > 0; --i) {
            const std::string body = text(200);
            const std::string start = pick(2) == 0 ? "POST /x HTTP/1.1\r\n" : "HTTP/1.1 200 OK\r\n";
            const std::string end = pick(3) == 0 ? "\n" : "\r\n";
            input = std::move(input)
                + bytes(start + "Content-Length: " + std::to_string(body.size()) + end + end
                        + body);
        }
        return input;
    }

    void mutate(ByteString& input)
    {
        for (std::size_t i = pick(4); i > 0 && !input.empty(); --i)
            input[pick(input.size())] = static_cast<std::uint8_t>(pick(256));
    }

    std::unique_ptr<wire::Decoder> decodeInPieces(Protocol protocol, const ByteString& input)
    {
        auto decoder = wire::makeDecoder(protocol, kMostSpans);
        wire::Bytes left(input);
        while (!left.empty()) {
            const std::size_t size = 1 + pick(std::min<std::size_t>(left.size(), 50));
            decoder->feed(left.first(size));
            left = left.subspan(size);
        }
        return decoder;
    }

    std::mt19937 random;
};

/// The bytes with no part inside them; parts lie in their parents and never overlap.
void expectTiles(const wire::Decoder& decoder, std::uint64_t size)
{
    const std::vector<WireSpan>& spans = decoder.spans();
    std::vector<std::uint64_t> ends;
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const WireSpan& span = spans[i];
        ASSERT_GT(span.length, 0U) << span.text;
        ASSERT_LE(span.depth, ends.size()) << span.text;
        ends.resize(span.depth);
        if (!ends.empty()) {
            ASSERT_LE(span.offset + span.length, ends.back()) << span.text;
        }
        ends.push_back(span.offset + span.length);
        const bool isLeaf = i + 1 == spans.size() || spans[i + 1].depth <= span.depth;
        const bool isUnfinished = span.offset + span.length > size;
        if (!isLeaf || isUnfinished)
            continue;
        ASSERT_EQ(span.offset, next) << i << ": " << span.text;
        next = span.offset + span.length;
    }
}

void expectSame(const wire::Decoder& one, const wire::Decoder& other)
{
    EXPECT_EQ(one.spans(), other.spans());
    EXPECT_EQ(one.totals(), other.totals());
    EXPECT_EQ(one.trouble(), other.trouble());
}

} // namespace

TEST_P(DecoderProperties, CutsInTheInputMakeNoDifference)
{
    forEachSeed([this] {
        for (const Protocol protocol : {Protocol::Zmtp, Protocol::Http}) {
            ByteString input = protocol == Protocol::Zmtp ? zmtp() : http();
            mutate(input);
            const auto whole = wire::makeDecoder(protocol, kMostSpans);
            whole->feed(input);
            expectSame(*whole, *decodeInPieces(protocol, input));
        }
    });
}

TEST_P(DecoderProperties, PartsLieSideBySideWithoutGaps)
{
    forEachSeed([this] {
        const ByteString one = zmtp();
        const auto decoder = decodeInPieces(Protocol::Zmtp, one);
        EXPECT_FALSE(decoder->trouble()) << decoder->trouble()->text;
        expectTiles(*decoder, one.size());
        const ByteString other = http();
        expectTiles(*decodeInPieces(Protocol::Http, other), other.size());
    });
}

TEST_P(DecoderProperties, CountingAloneCountsTheSame)
{
    forEachSeed([this] {
        for (const Protocol protocol : {Protocol::Zmtp, Protocol::Http}) {
            ByteString input = protocol == Protocol::Zmtp ? zmtp() : http();
            mutate(input);
            const auto counting = wire::makeDecoder(protocol, 0);
            counting->feed(input);
            const auto telling = decodeInPieces(protocol, input);
            EXPECT_EQ(counting->totals(), telling->totals());
            EXPECT_EQ(counting->trouble(), telling->trouble());
            EXPECT_TRUE(counting->spans().empty());
        }
    });
}

TEST_P(DecoderProperties, AnyBytesAreSurvivedAndTroubleStandsWithinThem)
{
    forEachSeed([this] {
        const std::string noise = text(3000);
        for (const Protocol protocol : {Protocol::Zmtp, Protocol::Http}) {
            const ByteString input =
                (pick(2) == 0 && protocol == Protocol::Zmtp ? greeting() : ByteString())
                + bytes(noise);
            const auto decoder = decodeInPieces(protocol, input);
            EXPECT_EQ(decoder->totals().bytes, input.size());
            EXPECT_LE(decoder->totals().payloadBytes, input.size());
            if (decoder->trouble()) {
                EXPECT_LT(decoder->trouble()->offset, input.size());
            }
        }
    });
}

INSTANTIATE_TEST_SUITE_P(Seed, DecoderProperties, testing::Range(0U, kSeeds, kSeedsPerTest));

} // namespace topomq::tests
