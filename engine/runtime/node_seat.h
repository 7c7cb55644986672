#pragma once
// Where a node waits for messages, orders and time: a thread of its own, or a place in a reactor
// that it shares with others.

#include <chrono>
#include <cstddef>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace topomq::runtime {

/// Thread: the node's own, but for what says otherwise.
class NodeSeat
{
public:
    using Clock = std::chrono::steady_clock;

    NodeSeat() = default;
    virtual ~NodeSeat() = default;
    NodeSeat(const NodeSeat&) = delete;
    NodeSeat& operator=(const NodeSeat&) = delete;

    /// Lets the node live; `life` returns when it never will again. Throws std::system_error when
    /// the system has no thread for it. Thread: the run's.
    virtual void begin(std::function<void()> life) = 0;
    [[nodiscard]] virtual bool hasBegun() const = 0;
    /// Waits until `life` has returned, if it has begun. Thread: the run's.
    virtual void join() = 0;
    /// Ends the wait that goes on, or else the next. Thread: any.
    virtual void wake() = 0;

    /// Waits from now on also for this descriptor (ZMQ_FD); they are numbered from 0.
    virtual void watch(int descriptor) = 0;
    /// To be called while they are still open.
    virtual void unwatchAll() = 0;
    /// Waits for a call, for any of the descriptors, or until the deadline; may end early.
    virtual void wait(Clock::time_point deadline) = 0;
    /// Waits for nothing but time. Calls and descriptors stay for the next `wait`.
    virtual void sleepUntil(Clock::time_point time) = 0;

    /// Was the node called since this was last asked?
    [[nodiscard]] bool takeCall() { return std::exchange(m_isCalled, false); }

    /// The same of a descriptor.
    [[nodiscard]] bool takeStir(std::size_t number)
    {
        return std::exchange(m_stirred[number], false);
    }

    /// The node has made its preparations, which took more of the stack than what it does from now
    /// on.
    virtual void settle() { }

    /// To be called for every message: lets the neighbours go on when it is their turn.
    void step()
    {
        if (--m_steps <= 0)
            m_steps = giveWay();
    }

protected:
    static constexpr int kEndless = std::numeric_limits<int>::max();

    /// How many steps may pass until this is called again.
    [[nodiscard]] virtual int giveWay() { return kEndless; }

    bool m_isCalled = false;
    std::vector<char> m_stirred; ///< by descriptor

private:
    int m_steps = 1;
};

} // namespace topomq::runtime
