#pragma once
// Send times of messages that carry none themselves, in the order in which they arrive.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace topomq::runtime {

/// A queue without limit between one writer and one reader; a connection keeps order, so the
/// oldest entry belongs to the next arrival.
/// Thread: `push` by the sender's, `pop` by the receiver's.
class TimeFifo
{
public:
    TimeFifo() = default;

    ~TimeFifo()
    {
        for (Block* block = m_head != nullptr ? m_head : m_first.load(std::memory_order_relaxed);
             block != nullptr;)
        {
            const std::unique_ptr<Block> gone(block);
            block = gone->next.load(std::memory_order_relaxed);
        }
    }

    TimeFifo(const TimeFifo&) = delete;
    TimeFifo& operator=(const TimeFifo&) = delete;

    /// Messages were lost, and with them which entry belongs to which: none is told any more.
    /// Thread: any.
    void giveUp() { m_givenUp.store(true, std::memory_order_relaxed); }

    void push(std::uint64_t ticks)
    {
        if (m_tail == nullptr) {
            m_tail = new Block;
            m_first.store(m_tail, std::memory_order_release);
        } else if (m_written == kBlock) {
            auto* block = new Block;
            m_tail->next.store(block, std::memory_order_release);
            m_tail = block;
            m_written = 0;
        }
        m_tail->ticks[m_written].store(ticks, std::memory_order_relaxed);
        ++m_written;
        m_tail->filled.store(m_written, std::memory_order_release);
    }

    /// Takes back the newest entry of a send that did not happen; nothing may have popped it.
    void unpush()
    {
        --m_written;
        m_tail->filled.store(m_written, std::memory_order_release);
    }

    /// 0 when there is none, or none is known.
    [[nodiscard]] std::uint64_t pop()
    {
        const std::uint64_t ticks = take();
        return m_givenUp.load(std::memory_order_relaxed) ? 0 : ticks;
    }

private:
    [[nodiscard]] std::uint64_t take()
    {
        if (m_head == nullptr)
            m_head = m_first.load(std::memory_order_acquire);
        if (m_head == nullptr)
            return 0;
        if (m_read == kBlock) {
            Block* next = m_head->next.load(std::memory_order_acquire);
            if (next == nullptr)
                return 0;
            const std::unique_ptr<Block> gone(m_head);
            m_head = next;
            m_read = 0;
        }
        if (m_read >= m_head->filled.load(std::memory_order_acquire))
            return 0;
        return m_head->ticks[m_read++].load(std::memory_order_relaxed);
    }

    static constexpr std::size_t kBlock = 254;

    struct Block
    {
        std::atomic<std::size_t> filled{0};
        std::atomic<Block*> next{nullptr};
        std::array<std::atomic<std::uint64_t>, kBlock> ticks{};
    };

    std::atomic<bool> m_givenUp{false};
    /// Null as long as nothing was ever entered: most flows need none of this.
    std::atomic<Block*> m_first{nullptr};
    Block* m_head = nullptr;
    std::size_t m_read = 0;
    alignas(64) Block* m_tail = nullptr;
    std::size_t m_written = 0;
};

} // namespace topomq::runtime
