#pragma once
// A thread for one node alone.

#include "engine/runtime/node_seat.h"

#include <poll.h>
#include <string>
#include <thread>
#include <vector>

namespace topomq::runtime {

/// The name that debuggers and `top` show for the calling thread. The system keeps 15 bytes of it.
void nameThread(const std::string& name);

/// Lets the calling thread wake when it wants to: the system's slack of 50 µs would show in every
/// short service time.
void wakeOnTime();

/// Thread: as of NodeSeat.
class ThreadSeat : public NodeSeat
{
public:
    explicit ThreadSeat(std::string name);
    ~ThreadSeat() override;

    void begin(std::function<void()> life) override;
    [[nodiscard]] bool hasBegun() const override;
    void join() override;
    void wake() override;
    void watch(int descriptor) override;
    void unwatchAll() override;
    void wait(Clock::time_point deadline) override;
    void sleepUntil(Clock::time_point time) override;

private:
    std::string m_name;
    int m_wake;
    std::vector<pollfd> m_descriptors; ///< first the one of `wake`
    std::thread m_thread;
};

} // namespace topomq::runtime
