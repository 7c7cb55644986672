// Places in a ring are used again when the wire has seen what lay in them, and not before.

#include "engine/runtime/written_ring.h"

#include <gtest/gtest.h>

#include <cstring>
#include <deque>
#include <random>

namespace topomq::tests {

namespace {

using runtime::SlotArena;
using runtime::WireLedger;
using runtime::WrittenRing;

struct Sent
{
    char* place = nullptr;
    std::size_t bytes = 0;
    char letter = 0;
};

bool isWhole(const Sent& sent)
{
    for (std::size_t i = 0; i < sent.bytes; ++i) {
        if (sent.place[i] != sent.letter)
            return false;
    }
    return true;
}

} // namespace

TEST(WrittenRing, NeverTouchesWhatIsNotWritten)
{
    std::mt19937 random(1);
    SlotArena arena;
    WireLedger wire;
    wire.connections = 1;
    WrittenRing ring;
    std::deque<Sent> queue;
    std::uint64_t number = 0;
    std::size_t given = 0;
    for (int step = 0; step < 200'000; ++step) {
        const bool sends = random() % 1000 < (step / 10'000 % 2 == 0 ? 600U : 400U);
        if (sends) {
            const std::size_t bytes = random() % 8 == 0 ? random() % 257 : 64;
            char* place = ring.take(arena, wire, number, bytes);
            if (place != nullptr) {
                const auto letter = static_cast<char>('a' + number % 26);
                std::memset(place, letter, bytes);
                queue.push_back({place, bytes, letter});
                ++given;
            } else {
                queue.push_back({nullptr, 0, 0});
            }
            ++number;
        } else if (!queue.empty()) {
            ASSERT_TRUE(queue.front().place == nullptr || isWhole(queue.front())) << step;
            queue.pop_front();
            wire.written.fetch_add(1);
        }
    }
    EXPECT_GT(given, number / 2) << "most find a place";
}

TEST(WrittenRing, GivesTheSamePlaceToTheSameNumber)
{
    SlotArena arena;
    WireLedger wire;
    WrittenRing ring;
    char* first = ring.take(arena, wire, 0, 64);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(ring.take(arena, wire, 0, 64), first);
    EXPECT_NE(ring.take(arena, wire, 1, 64), first);
}

TEST(WrittenRing, HasNoEndlessRoomForWhatIsNeverWritten)
{
    SlotArena arena;
    WireLedger wire;
    WrittenRing ring;
    std::uint64_t number = 0;
    while (number < 100'000 && ring.take(arena, wire, number, 64) != nullptr)
        ++number;
    EXPECT_LT(number, 10'000U);
    wire.written = number;
    EXPECT_NE(ring.take(arena, wire, number, 64), nullptr) << "all places are free again";
}

TEST(WrittenRing, IsOutOfUseFromASecondConnectionOn)
{
    SlotArena arena;
    WireLedger wire;
    wire.connections = 1;
    WrittenRing ring;
    std::uint64_t number = 0;
    for (; number < 50; ++number)
        ASSERT_NE(ring.take(arena, wire, number, 64), nullptr);
    wire.connections = 2;
    wire.written = 50;
    while (number < 1000 && ring.take(arena, wire, number, 64) != nullptr)
        ++number;
    EXPECT_LT(number, 100U) << "only places that had never been used";
}

TEST(WrittenRing, LeavesLongMessagesToOthers)
{
    SlotArena arena;
    WireLedger wire;
    WrittenRing ring;
    EXPECT_EQ(ring.take(arena, wire, 0, WrittenRing::kLongest + 1), nullptr);
    EXPECT_NE(ring.take(arena, wire, 0, WrittenRing::kLongest), nullptr);
    ring.retire();
    EXPECT_EQ(ring.take(arena, wire, 0, 1), nullptr);
}

} // namespace topomq::tests
