#pragma once
// A node's place in a reactor.

#include "engine/runtime/fiber.h"
#include "engine/runtime/node_seat.h"
#include "engine/runtime/timer_heap.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace topomq::runtime {

class Reactor;

/// Thread: as of NodeSeat; its own is the reactor's.
class ReactorSeat : public NodeSeat
{
public:
    explicit ReactorSeat(Reactor& reactor);

    void begin(std::function<void()> life) override;

    [[nodiscard]] bool hasBegun() const override { return m_hasBegun; }

    /// The reactor waits for all its nodes together (Reactor::finish).
    void join() override { }

    void wake() override;
    void watch(int descriptor) override;
    void unwatchAll() override;
    void wait(Clock::time_point deadline) override;
    void sleepUntil(Clock::time_point time) override;

    void settle() override { m_fiber->trim(); }

protected:
    [[nodiscard]] int giveWay() override;

private:
    friend class Reactor;

    /// So often the clock is looked at.
    static constexpr int kSteps = 16;

    Reactor& m_reactor;
    std::vector<int> m_descriptors;
    bool m_hasBegun = false;

    // Of the reactor.
    enum class State : std::uint8_t { Unborn, Still, Ready, Running, Over };
    State m_state = State::Unborn;
    bool m_hasNews = false; ///< a call or a stir that `wait` has not told of yet
    std::atomic<bool> m_isAwaited{false}; ///< is among the calls of the reactor
    std::function<void()> m_life; ///< protected by the reactor's mutex until it is born
    std::unique_ptr<Fiber> m_fiber;
    std::uint32_t m_number = 0;
    Timer m_timer;
    Clock::time_point m_turnEnds;
};

} // namespace topomq::runtime
