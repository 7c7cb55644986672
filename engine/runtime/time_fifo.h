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

    ~TimeFifo() { delete m_ends.load(std::memory_order_relaxed); }

    TimeFifo(const TimeFifo&) = delete;
    TimeFifo& operator=(const TimeFifo&) = delete;

    /// Messages were lost, and with them which entry belongs to which: none is told any more.
    /// Thread: any.
    void giveUp() { m_givenUp.store(true, std::memory_order_relaxed); }

    void push(std::uint64_t ticks)
    {
        Ends* ends = m_ends.load(std::memory_order_relaxed);
        if (ends == nullptr) {
            ends = std::make_unique<Ends>().release();
            m_ends.store(ends, std::memory_order_release);
        } else if (ends->written == kBlock) {
            auto* block = std::make_unique<Block>().release();
            ends->tail->next.store(block, std::memory_order_release);
            ends->tail = block;
            ends->written = 0;
        }
        ends->tail->ticks[ends->written].store(ticks, std::memory_order_relaxed);
        ++ends->written;
        ends->tail->filled.store(ends->written, std::memory_order_release);
    }

    /// Takes back the newest entry of a send that did not happen; nothing may have popped it.
    void unpush()
    {
        Ends& ends = *m_ends.load(std::memory_order_relaxed);
        --ends.written;
        ends.tail->filled.store(ends.written, std::memory_order_release);
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
        Ends* ends = m_ends.load(std::memory_order_acquire);
        if (ends == nullptr)
            return 0;
        if (ends->read == kBlock) {
            Block* next = ends->head->next.load(std::memory_order_acquire);
            if (next == nullptr)
                return 0;
            const std::unique_ptr<Block> gone(ends->head);
            ends->head = next;
            ends->read = 0;
        }
        if (ends->read >= ends->head->filled.load(std::memory_order_acquire))
            return 0;
        return ends->head->ticks[ends->read++].load(std::memory_order_relaxed);
    }

    static constexpr std::size_t kBlock = 254;

    struct Block
    {
        std::atomic<std::size_t> filled{0};
        std::atomic<Block*> next{nullptr};
        std::array<std::atomic<std::uint64_t>, kBlock> ticks{};
    };

    struct Ends
    {
        Ends() = default;

        ~Ends()
        {
            while (head != nullptr) {
                const std::unique_ptr<Block> gone(head);
                head = gone->next.load(std::memory_order_relaxed);
            }
        }

        Ends(const Ends&) = delete;
        Ends& operator=(const Ends&) = delete;

        Block* head = std::make_unique<Block>().release();
        std::size_t read = 0;
        alignas(64) Block* tail = head;
        std::size_t written = 0;
    };

    std::atomic<bool> m_givenUp{false};
    /// Null as long as nothing was ever entered: most flows need none of this.
    std::atomic<Ends*> m_ends{nullptr};
};

} // namespace topomq::runtime
