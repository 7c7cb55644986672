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
/// Thread: `push` and `unpush` by the sender's, `pop` and `newestSince` by the receiver's.
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

    struct Newest
    {
        std::uint64_t ticks = 0; ///< 0: there is none, or none is known
        std::size_t recent = 0; ///< entries from the asked-for time on
    };

    /// For a reader whom only the newest message can reach: lets go of all entries before it. It
    /// stays itself, because its sender may still take it back.
    [[nodiscard]] Newest newestSince(std::uint64_t ticks)
    {
        Newest newest;
        while (const std::atomic<std::uint64_t>* entry = front()) {
            newest.ticks = entry->load(std::memory_order_relaxed);
            newest.recent += newest.ticks >= ticks ? 1 : 0;
            if (isLast())
                break;
            ++m_ends.load(std::memory_order_relaxed)->read;
        }
        if (m_givenUp.load(std::memory_order_relaxed))
            newest.ticks = 0;
        return newest;
    }

private:
    [[nodiscard]] std::uint64_t take()
    {
        const std::atomic<std::uint64_t>* const entry = front();
        if (entry == nullptr)
            return 0;
        ++m_ends.load(std::memory_order_relaxed)->read;
        return entry->load(std::memory_order_relaxed);
    }

    /// The oldest entry; null: there is none.
    [[nodiscard]] const std::atomic<std::uint64_t>* front()
    {
        Ends* ends = m_ends.load(std::memory_order_acquire);
        if (ends == nullptr)
            return nullptr;
        if (ends->read == kBlock) {
            Block* next = ends->head->next.load(std::memory_order_acquire);
            if (next == nullptr)
                return nullptr;
            const std::unique_ptr<Block> gone(ends->head);
            ends->head = next;
            ends->read = 0;
        }
        if (ends->read >= ends->head->filled.load(std::memory_order_acquire))
            return nullptr;
        return &ends->head->ticks[ends->read];
    }

    /// The oldest entry, which is there, is the newest, too.
    [[nodiscard]] bool isLast() const
    {
        const Ends& ends = *m_ends.load(std::memory_order_relaxed);
        if (ends.read + 1 < kBlock)
            return ends.read + 1 >= ends.head->filled.load(std::memory_order_acquire);
        const Block* next = ends.head->next.load(std::memory_order_acquire);
        return next == nullptr || next->filled.load(std::memory_order_acquire) == 0;
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
