#pragma once
// The discrete events of a run, bounded; what did not fit is counted.

#include "engine/runtime/runtime.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_set>
#include <vector>

namespace topomq::runtime {

/// What comes again by itself for as long as its cause lasts, as a connection that is tried and
/// tried, does not take the last quarter, which is for what happens once; errors of that kind may
/// take half of it. Thread: any.
class EventLog
{
public:
    static constexpr std::size_t kMostEvents = 50'000;
    static constexpr std::size_t kRoomForRecurring = kMostEvents / 4 * 3;
    static constexpr std::size_t kRoomForRecurringErrors = kMostEvents / 8 * 7;
    /// Whoever takes the events makes room again; for those that recur only at this pace, so that
    /// a storm of them does not keep him busy.
    static constexpr double kRoomPerSecond = 1'000;

    void add(RuntimeEvent event);
    void addRecurring(RuntimeEvent event);
    /// From number `first` on, of those that have not been taken.
    [[nodiscard]] std::vector<RuntimeEvent> since(std::size_t first) const;
    /// All that have not been taken; the log is empty then.
    [[nodiscard]] std::vector<RuntimeEvent> take();
    /// For how many there was no room.
    [[nodiscard]] std::uint64_t lost() const;

private:
    /// A RuntimeEvent whose texts are among `m_texts`: the same few come again and again.
    struct Kept
    {
        double time = 0;
        const std::string* where = nullptr;
        const std::string* event = nullptr;
        const std::string* address = nullptr;
        const std::string* detail = nullptr;
        bool error = false;
    };

    // Under m_mutex.
    void enter(RuntimeEvent event);
    [[nodiscard]] const std::string* kept(std::string text);
    [[nodiscard]] std::vector<RuntimeEvent> listed(std::size_t first) const;

    mutable std::mutex m_mutex; // protects what follows
    std::deque<Kept> m_events;
    std::unordered_set<std::string> m_texts;
    std::uint64_t m_lost = 0;
    /// Events that have been taken and whose room is not free again for what recurs, at `m_time`.
    double m_owed = 0;
    double m_time = 0;
};

} // namespace topomq::runtime
