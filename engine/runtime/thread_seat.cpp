#include "engine/runtime/thread_seat.h"

#include <algorithm>
#include <cstdint>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

timespec untilDeadline(NodeSeat::Clock::time_point deadline)
{
    using Clock = NodeSeat::Clock;
    const auto left = std::max(deadline - Clock::now(), Clock::duration::zero());
    const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(left).count();
    return {.tv_sec = nanoseconds / 1'000'000'000, .tv_nsec = nanoseconds % 1'000'000'000};
}

} // namespace

void nameThread(const std::string& name)
{
    constexpr std::size_t kLongestThreadName = 15;
    pthread_setname_np(pthread_self(), name.substr(0, kLongestThreadName).c_str());
}

void wakeOnTime()
{
    prctl(PR_SET_TIMERSLACK, 1UL);
}

ThreadSeat::ThreadSeat(std::string name)
    : m_name(std::move(name))
    , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
    , m_descriptors{{.fd = m_wake, .events = POLLIN, .revents = 0}}
{ }

ThreadSeat::~ThreadSeat()
{
    join();
    close(m_wake);
}

void ThreadSeat::begin(std::function<void()> life)
{
    m_thread = std::thread([this, life = std::move(life)] {
        nameThread(m_name);
        wakeOnTime();
        life();
    });
}

bool ThreadSeat::hasBegun() const
{
    return m_thread.joinable();
}

void ThreadSeat::join()
{
    if (m_thread.joinable())
        m_thread.join();
}

void ThreadSeat::wake()
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
}

void ThreadSeat::watch(int descriptor)
{
    m_descriptors.push_back({.fd = descriptor, .events = POLLIN, .revents = 0});
    m_stirred.push_back(0);
}

void ThreadSeat::unwatchAll()
{
    m_descriptors.resize(1);
    m_stirred.clear();
}

void ThreadSeat::wait(Clock::time_point deadline)
{
    const bool isEndless = deadline == Clock::time_point::max();
    const timespec left = isEndless ? timespec{} : untilDeadline(deadline);
    const int ready =
        ppoll(m_descriptors.data(), m_descriptors.size(), isEndless ? nullptr : &left, nullptr);
    if (ready <= 0)
        return;
    if (m_descriptors[0].revents != 0) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = read(m_wake, &count, sizeof count);
        m_isCalled = true;
    }
    for (std::size_t i = 1; i < m_descriptors.size(); ++i) {
        if (m_descriptors[i].revents != 0)
            m_stirred[i - 1] = 1;
    }
}

void ThreadSeat::sleepUntil(Clock::time_point time)
{
    std::this_thread::sleep_until(time);
}

} // namespace topomq::runtime
