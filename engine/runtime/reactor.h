#pragma once
// One thread that many nodes share: each is a fiber, which stands still while it has nothing to do.

#include "engine/runtime/fiber_stacks.h"
#include "engine/runtime/timer_heap.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace topomq::runtime {

class ReactorSeat;

/// Waits with epoll for the sockets of all its nodes at once, so that a wait costs the same for two
/// nodes and for thousands, and goes round among those that have something to do. A node stays with
/// its reactor for good.
/// Thread: made, begun and finished by the run's; `call` by any; the rest is its own.
class Reactor
{
public:
    using Clock = std::chrono::steady_clock;

    explicit Reactor(std::string name);
    /// After `finish`.
    ~Reactor();
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;

    /// Nothing to do when it runs already. Throws std::system_error.
    void begin();
    /// Waits until all its nodes have ended for good.
    void finish();

    /// Makes it look after a seat soon.
    void call(ReactorSeat& seat);
    /// The seat begins its life.
    void add(ReactorSeat& seat, std::function<void()> life);

    // For its seats, on its thread.
    void watch(ReactorSeat& seat, int descriptor, std::size_t number);
    void unwatch(int descriptor);
    /// Lets others go on until the seat is called, stirred or late. With `isReady` it only lets
    /// them have a turn.
    void standStill(ReactorSeat& seat, Clock::time_point deadline, bool isReady);

private:
    void run();
    void poll();
    /// True: nothing is left to be done, ever.
    [[nodiscard]] bool takeCalls();
    void bear(ReactorSeat& seat);
    void ring() const;
    void takeLate();
    void runNodes();
    void resume(ReactorSeat& seat, Clock::time_point turnEnds);
    void makeReady(ReactorSeat& seat);

    const std::string m_name;
    const int m_epoll;
    const int m_wake;

    std::mutex m_mutex; // protects the two below
    std::vector<ReactorSeat*> m_calls;
    bool m_isFinishing = false;

    FiberStacks m_stacks;
    TimerHeap m_timers;
    std::vector<ReactorSeat*> m_seats; ///< those with a fiber, ever
    std::size_t m_living = 0;
    /// Those that have got something to do since they last ran.
    std::vector<ReactorSeat*> m_fresh;
    std::vector<ReactorSeat*> m_running;
    /// Those that would have gone on and were interrupted.
    std::deque<ReactorSeat*> m_spent;
    bool m_isRung = false;
    std::thread m_thread;
};

} // namespace topomq::runtime
