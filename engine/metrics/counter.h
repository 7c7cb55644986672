#pragma once
// A counter with one writer and any number of readers, as cheap as a plain increment.

#include <atomic>
#include <cstdint>

namespace topomq::metrics {

/// A read-modify-write instruction costs four times a store: with one writer it is not needed.
/// Thread: `add` and `take` by the one writer; `value` from any thread.
class Counter
{
public:
    void add(std::uint64_t amount = 1)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) + amount, std::memory_order_release);
    }

    void take(std::uint64_t amount = 1)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) - amount, std::memory_order_release);
    }

    [[nodiscard]] std::uint64_t value() const { return m_value.load(std::memory_order_acquire); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

} // namespace topomq::metrics
