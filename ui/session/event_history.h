#pragma once
// The newest events of a run.

#include "engine/runtime/runtime.h"

#include <cstddef>
#include <span>
#include <vector>

namespace topomq::ui {

/// Each has a number, counted from 0, which stays its own when older ones are let go.
/// Thread: the window's.
class EventHistory
{
public:
    /// At least so many of the newest are kept.
    static constexpr std::size_t kMost = 50'000;

    void clear();
    void append(runtime::RuntimeEvent event);

    /// How many there have been: the number that the next one will have.
    [[nodiscard]] std::size_t count() const { return m_letGo + m_events.size(); }

    /// From number `first` on, as far as they are kept; valid until the next call that changes
    /// something.
    [[nodiscard]] std::span<const runtime::RuntimeEvent> since(std::size_t first) const;

    // Those that are kept, oldest first.
    [[nodiscard]] auto begin() const { return m_events.begin(); }

    [[nodiscard]] auto end() const { return m_events.end(); }

private:
    std::vector<runtime::RuntimeEvent> m_events;
    std::size_t m_letGo = 0;
};

} // namespace topomq::ui
