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

/// Thread: any.
class EventLog
{
public:
    static constexpr std::size_t kMostEvents = 50'000;

    void add(RuntimeEvent event);
    /// From number `first` on.
    [[nodiscard]] std::vector<RuntimeEvent> since(std::size_t first) const;
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

    [[nodiscard]] const std::string* kept(std::string text);

    mutable std::mutex m_mutex; // protects what follows
    std::deque<Kept> m_events;
    std::unordered_set<std::string> m_texts;
    std::uint64_t m_lost = 0;
};

} // namespace topomq::runtime
