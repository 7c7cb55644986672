#pragma once
// Keeps a storm of the same event from filling the log.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace topomq::runtime {

/// Of each kind of event at each place so many are listed per second; the others are counted.
/// Thread: used by one at a time.
class EventThrottle
{
public:
    static constexpr std::uint64_t kMostPerSecond = 100;

    /// Events that were counted instead of listed.
    struct Skipped
    {
        std::string where;
        std::string event;
        std::uint64_t count = 0;
    };

    /// May the event be listed?
    [[nodiscard]] bool pass(const std::string& where, const char* event, double seconds);
    /// What was counted in seconds that are over; each is told once.
    [[nodiscard]] std::vector<Skipped> takeSkipped(double seconds);

    [[nodiscard]] bool hasSkipped() const { return m_anySkipped; }

private:
    struct Window
    {
        double begin = 0;
        std::uint64_t count = 0;
    };

    std::map<std::pair<std::string, std::string>, Window> m_windows;
    std::vector<Skipped> m_over;
    bool m_anySkipped = false;
};

} // namespace topomq::runtime
