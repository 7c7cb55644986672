#pragma once
// Deadlines in order, each of which can be taken out again before its time.

#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

namespace topomq::runtime {

class ReactorSeat;

/// One deadline; part of whoever waits for it.
struct Timer
{
    static constexpr std::size_t kOut = static_cast<std::size_t>(-1);

    ReactorSeat* owner = nullptr;
    std::chrono::steady_clock::time_point time;
    std::size_t place = kOut; ///< of TimerHeap
};

/// Thread: used by one at a time.
class TimerHeap
{
public:
    [[nodiscard]] bool empty() const { return m_heap.empty(); }

    /// The one that is due first.
    [[nodiscard]] Timer& first() const { return *m_heap.front(); }

    /// `timer` stays where it is in memory, and its time as it is, until it is removed.
    void add(Timer& timer)
    {
        timer.place = m_heap.size();
        m_heap.push_back(&timer);
        rise(timer.place);
    }

    void remove(Timer& timer)
    {
        if (timer.place == Timer::kOut)
            return;
        const std::size_t place = std::exchange(timer.place, Timer::kOut);
        Timer* last = m_heap.back();
        m_heap.pop_back();
        if (last == &timer)
            return;
        put(*last, place);
        rise(place);
        sink(last->place);
    }

private:
    void put(Timer& timer, std::size_t place)
    {
        m_heap[place] = &timer;
        timer.place = place;
    }

    void rise(std::size_t place)
    {
        Timer& timer = *m_heap[place];
        for (; place > 0 && timer.time < m_heap[(place - 1) / 2]->time; place = (place - 1) / 2)
            put(*m_heap[(place - 1) / 2], place);
        put(timer, place);
    }

    void sink(std::size_t place)
    {
        Timer& timer = *m_heap[place];
        for (;;) {
            std::size_t child = 2 * place + 1;
            if (child >= m_heap.size())
                break;
            if (child + 1 < m_heap.size() && m_heap[child + 1]->time < m_heap[child]->time)
                ++child;
            if (timer.time <= m_heap[child]->time)
                break;
            put(*m_heap[child], place);
            place = child;
        }
        put(timer, place);
    }

    std::vector<Timer*> m_heap;
};

} // namespace topomq::runtime
