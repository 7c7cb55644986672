#pragma once
// Where generated payloads live: slots of one address range, reused without malloc or copy, with a
// hidden header in front of the payload that inproc receivers can read.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace topomq::runtime {

struct SlotShelf;

/// In front of every payload. Written by the sender before it sends; on inproc the receiver gets
/// the sender's own buffer and reads it there, on tcp and ipc it stays behind.
struct alignas(64) Slot
{
    SlotShelf* shelf = nullptr;
    Slot* next = nullptr;
    /// In place of a sender: no message of the topology. A REP that ends has sent it to get at its
    /// next request.
    static constexpr std::uint32_t kFarewell = 0xffffffff;
    /// Socket that sent it last.
    std::uint32_t sender = 0;
    /// Which set of subscribers it matched (publishers only).
    std::uint32_t matchClass = 0;
    /// Content that cannot be told from other content: always written anew.
    static constexpr std::uint32_t kOtherContent = 0;
    /// What the payload holds beside its stamp, so that a reused slot need not be filled again.
    std::uint32_t content = 0;
    /// Flow for which its sender has entered it; all bits set: it did not choose one.
    std::uint32_t flow = 0xffffffff;
    std::uint64_t contentSize = 0;
    std::uint64_t sequence = 0;
    std::uint64_t ticks = 0;
    /// The payload ends with a stamp.
    bool stamped = false;
    /// libzmq holds no share in it: whoever takes the message gives the slot back.
    bool lent = false;

    [[nodiscard]] char* payload() { return reinterpret_cast<char*>(this + 1); }
};

/// One reserved range of addresses for all slots of a run: "is this pointer ours?" is one
/// comparison. Memory is committed as it is needed and given back when the arena goes.
/// Thread: any.
class SlotArena
{
public:
    SlotArena();
    ~SlotArena();
    SlotArena(const SlotArena&) = delete;
    SlotArena& operator=(const SlotArena&) = delete;

    [[nodiscard]] bool owns(const void* pointer) const
    {
        const auto offset = reinterpret_cast<std::uintptr_t>(pointer) - m_base;
        return offset < m_size;
    }

    /// A run of fresh zeroed bytes, 64-byte aligned; null when the range or the memory is used up.
    [[nodiscard]] char* allocate(std::size_t bytes);

private:
    std::uintptr_t m_base = 0;
    std::size_t m_size = 0;
    std::mutex m_mutex; // protects the two below
    std::size_t m_used = 0;
    std::size_t m_committed = 0;
};

/// The slots of one size. Thread: the pool's owner, but for `returned`.
struct SlotShelf
{
    Slot* free = nullptr;
    std::size_t nextChunk = 0;
    alignas(64) std::atomic<Slot*> returned{nullptr};
};

/// The slots of one node, by size. Slots come back from whichever thread lets go of a message.
/// Thread: `take` by the node's own; `giveBack` by any.
class SlotPool
{
public:
    /// Messages larger than this are not generated (the highest that settings allow).
    static constexpr std::size_t kLargestPayload = std::size_t{16} * 1024 * 1024;

    explicit SlotPool(SlotArena& arena);

    /// A slot whose payload holds at least `bytes`; null when there is no memory.
    [[nodiscard]] Slot* take(std::size_t bytes);
    static void giveBack(Slot* slot);
    /// A chain of slots of the same shelf, from `first` to `last`.
    static void giveBack(Slot* first, Slot* last);

private:
    static constexpr std::size_t kSmallestClass = 6; // 64 bytes
    static constexpr std::size_t kClasses = 20; // up to 32 MiB
    static constexpr std::size_t kSmallestChunk = 512;
    static constexpr std::size_t kLargestChunk = std::size_t{64} * 1024;

    [[nodiscard]] Slot* carve(std::size_t sizeClass);

    SlotArena& m_arena;
    /// Most nodes send messages of one size.
    std::array<std::unique_ptr<SlotShelf>, kClasses> m_shelves;
};

/// Collects the slots that a thread lets go of and gives them back several at a time: each return
/// is an atomic exchange with the sender's thread.
/// Thread: one for each, made at need and emptied when the thread ends. All threads that let go of
/// messages (the nodes', libzmq's own, the supervisor's) end before the pools of their run do.
class SlotReturner
{
public:
    SlotReturner() = default;

    ~SlotReturner() { flush(); }

    SlotReturner(const SlotReturner&) = delete;
    SlotReturner& operator=(const SlotReturner&) = delete;

    /// By way of the calling thread's returner.
    static void giveBack(Slot* slot);

private:
    static constexpr std::size_t kAtATime = 32;

    void add(Slot* slot);
    void flush();

    Slot* m_first = nullptr;
    Slot* m_last = nullptr;
    std::size_t m_count = 0;
};

} // namespace topomq::runtime
