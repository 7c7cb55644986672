#include "engine/runtime/slot_pool.h"

#include "engine/runtime/handover.h"

#include <algorithm>
#include <bit>
#include <new>
#include <sys/mman.h>

namespace topomq::runtime {

namespace {

constexpr std::size_t kWantedRange = std::size_t{1} << 36;
constexpr std::size_t kLeastRange = std::size_t{1} << 26;
constexpr std::size_t kCommitStep = std::size_t{2} * 1024 * 1024;

std::size_t roundUp(std::size_t value, std::size_t step)
{
    return (value + step - 1) / step * step;
}

} // namespace

SlotArena::SlotArena()
{
    // Only addresses are reserved here; where those are limited, a smaller range does as well.
    for (std::size_t size = kWantedRange; size >= kLeastRange; size /= 2) {
        void* base =
            mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (base != MAP_FAILED) {
            m_base = reinterpret_cast<std::uintptr_t>(base);
            m_size = size;
            return;
        }
    }
}

SlotArena::~SlotArena()
{
    if (m_size != 0)
        munmap(reinterpret_cast<void*>(m_base), m_size);
}

char* SlotArena::allocate(std::size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t end = m_used + roundUp(bytes, alignof(Slot));
    if (end > m_size)
        return nullptr;
    if (end > m_committed) {
        const std::size_t commit = std::min(roundUp(end, kCommitStep), m_size);
        void* place = reinterpret_cast<void*>(m_base + m_committed);
        if (mprotect(place, commit - m_committed, PROT_READ | PROT_WRITE) != 0)
            return nullptr;
        m_committed = commit;
    }
    char* start = reinterpret_cast<char*>(m_base + m_used);
    m_used = end;
    return start;
}

SlotPool::SlotPool(SlotArena& arena)
    : m_arena(arena)
{ }

Slot* SlotPool::carve(std::size_t sizeClass)
{
    const std::size_t slotBytes = sizeof(Slot) + (std::size_t{1} << (sizeClass + kSmallestClass));
    // Little at first: most of many nodes send little.
    SlotShelf& shelf = *m_shelves[sizeClass];
    std::size_t& chunk = shelf.nextChunk;
    chunk = std::clamp(chunk * 2, kSmallestChunk, kLargestChunk);
    const std::size_t count = std::max<std::size_t>(1, chunk / slotBytes);
    char* bytes = m_arena.allocate(count * slotBytes);
    if (bytes == nullptr)
        return nullptr;
    Slot* head = nullptr;
    for (std::size_t i = count; i-- > 0;) {
        auto* slot = new (bytes + i * slotBytes) Slot;
        slot->shelf = &shelf;
        slot->next = head;
        head = slot;
    }
    return head;
}

Slot* SlotPool::take(std::size_t bytes)
{
    if (bytes > kLargestPayload)
        return nullptr;
    const auto width =
        static_cast<std::size_t>(std::bit_width(std::max<std::size_t>(bytes, 1) - 1));
    const std::size_t sizeClass = width > kSmallestClass ? width - kSmallestClass : 0;
    if (m_shelves[sizeClass] == nullptr)
        m_shelves[sizeClass] = std::make_unique<SlotShelf>();
    SlotShelf& shelf = *m_shelves[sizeClass];
    Slot*& free = shelf.free;
    if (free == nullptr) {
        free = shelf.returned.exchange(nullptr, std::memory_order_acquire);
        if (free == nullptr)
            free = carve(sizeClass);
        if (free == nullptr)
            return nullptr;
    }
    Slot* slot = free;
    free = slot->next;
    takeOver(slot);
    return slot;
}

void SlotPool::giveBack(Slot* slot)
{
    handOver(slot);
    giveBack(slot, slot);
}

void SlotPool::giveBack(Slot* first, Slot* last)
{
    std::atomic<Slot*>& head = first->shelf->returned;
    last->next = head.load(std::memory_order_relaxed);
    while (!head.compare_exchange_weak(last->next, first, std::memory_order_release,
                                       std::memory_order_relaxed))
    { }
}

void SlotReturner::giveBack(Slot* slot)
{
    thread_local SlotReturner returner;
    takeOver(slot);
    handOver(slot);
    returner.add(slot);
}

void SlotReturner::add(Slot* slot)
{
    if (m_count > 0 && m_first->shelf != slot->shelf)
        flush();
    if (m_count == 0)
        m_last = slot;
    slot->next = m_first;
    m_first = slot;
    if (++m_count == kAtATime)
        flush();
}

void SlotReturner::flush()
{
    if (m_count > 0)
        SlotPool::giveBack(m_first, m_last);
    m_first = m_last = nullptr;
    m_count = 0;
}

} // namespace topomq::runtime
