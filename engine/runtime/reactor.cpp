#include "engine/runtime/reactor.h"

#include "engine/runtime/reactor_seat.h"
#include "engine/runtime/thread_seat.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <limits>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace topomq::runtime {

namespace {

constexpr std::uint64_t kWake = ~std::uint64_t{0};
constexpr unsigned kSeatShift = 32;
constexpr int kEventsAtATime = 256;

/// Long enough that going round costs little.
constexpr auto kShortestTurn = std::chrono::microseconds(200);
/// About as long as the kernel lets a thread go on while others wait.
constexpr auto kLongestTurn = std::chrono::milliseconds(4);

/// epoll_wait with nanoseconds; rounded up to milliseconds where the kernel knows no better.
int awaitEvents(int epoll, std::array<epoll_event, kEventsAtATime>& events, const timespec* limit)
{
    int count = epoll_pwait2(epoll, events.data(), kEventsAtATime, limit, nullptr);
    if (count < 0 && errno == ENOSYS) {
        constexpr std::int64_t kLongest = std::numeric_limits<int>::max();
        const std::int64_t milliseconds =
            limit == nullptr ? -1 : limit->tv_sec * 1'000 + (limit->tv_nsec + 999'999) / 1'000'000;
        count = epoll_wait(epoll, events.data(), kEventsAtATime,
                           static_cast<int>(std::min(milliseconds, kLongest)));
    }
    return count;
}

} // namespace

Reactor::Reactor(std::string name)
    : m_name(std::move(name))
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_wake(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event{.events = EPOLLIN | EPOLLET, .data = {.u64 = kWake}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wake, &event);
}

Reactor::~Reactor()
{
    close(m_wake);
    close(m_epoll);
}

void Reactor::begin()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] { run(); });
}

void Reactor::finish()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isFinishing = true;
    }
    ring();
    m_thread.join();
}

void Reactor::ring() const
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = write(m_wake, &one, sizeof one);
}

void Reactor::add(ReactorSeat& seat, std::function<void()> life)
{
    {
        const std::lock_guard lock(m_mutex);
        seat.m_life = std::move(life);
    }
    seat.wake();
}

void Reactor::call(ReactorSeat& seat)
{
    bool isFirst = false;
    {
        const std::lock_guard lock(m_mutex);
        isFirst = m_calls.empty();
        m_calls.push_back(&seat);
    }
    // Whoever came first has rung, or is about to.
    if (isFirst)
        ring();
}

void Reactor::watch(ReactorSeat& seat, int descriptor, std::size_t number)
{
    // Edges do: a node looks at its socket after each, and libzmq lets go of a new one then.
    epoll_event event{.events = EPOLLIN | EPOLLET,
                      .data = {.u64 = std::uint64_t{seat.m_number} << kSeatShift | number}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
}

void Reactor::unwatch(int descriptor)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

void Reactor::standStill(ReactorSeat& seat, Clock::time_point deadline, bool isReady)
{
    using State = ReactorSeat::State;
    seat.m_state = isReady ? State::Ready : State::Still;
    if (isReady) {
        m_spent.push_back(&seat);
    } else if (deadline != Clock::time_point::max()) {
        seat.m_timer.time = deadline;
        m_timers.add(seat.m_timer);
    }
    seat.m_fiber->suspend();
}

void Reactor::makeReady(ReactorSeat& seat)
{
    if (seat.m_state != ReactorSeat::State::Still)
        return;
    m_timers.remove(seat.m_timer);
    seat.m_state = ReactorSeat::State::Ready;
    m_fresh.push_back(&seat);
}

void Reactor::run()
{
    nameThread(m_name);
    wakeOnTime();
    for (;;) {
        poll();
        if (m_isRung && takeCalls())
            return;
        takeLate();
        runNodes();
    }
}

void Reactor::poll()
{
    timespec limit{};
    const bool isIdle = m_fresh.empty() && m_spent.empty();
    const bool isEndless = isIdle && m_timers.empty();
    if (isIdle && !isEndless) {
        const auto left =
            std::max(m_timers.first().time - Clock::now(), Clock::duration::zero()).count();
        limit = {.tv_sec = left / 1'000'000'000, .tv_nsec = left % 1'000'000'000};
    }
    std::array<epoll_event, kEventsAtATime> events; // NOLINT: only what the kernel fills is read
    const int count = awaitEvents(m_epoll, events, isEndless ? nullptr : &limit);
    for (int i = 0; i < count; ++i) {
        const std::uint64_t data = events[static_cast<std::size_t>(i)].data.u64;
        if (data == kWake) {
            m_isRung = true;
            continue;
        }
        ReactorSeat& seat = *m_seats[data >> kSeatShift];
        seat.m_stirred[static_cast<std::uint32_t>(data)] = 1;
        seat.m_hasNews = true;
        makeReady(seat);
    }
}

bool Reactor::takeCalls()
{
    m_isRung = false;
    std::uint64_t count = 0;
    [[maybe_unused]] const auto got = read(m_wake, &count, sizeof count);
    std::vector<ReactorSeat*> called;
    bool isFinishing = false;
    {
        const std::lock_guard lock(m_mutex);
        called.swap(m_calls);
        isFinishing = m_isFinishing;
        for (ReactorSeat* seat : called) {
            if (seat->m_life && seat->m_fiber == nullptr)
                bear(*seat);
        }
    }
    for (ReactorSeat* seat : called) {
        // In this order: who calls from now on is heard once more.
        (void)seat->m_isAwaited.exchange(false, std::memory_order_acq_rel);
        seat->m_isCalled = true;
        seat->m_hasNews = true;
        makeReady(*seat);
    }
    return isFinishing && m_living == 0;
}

void Reactor::bear(ReactorSeat& seat)
{
    seat.m_number = static_cast<std::uint32_t>(m_seats.size());
    m_seats.push_back(&seat);
    seat.m_fiber = std::make_unique<Fiber>(m_stacks.take(), FiberStacks::kBytes,
                                           std::exchange(seat.m_life, nullptr));
    seat.m_state = ReactorSeat::State::Still;
    ++m_living;
}

void Reactor::takeLate()
{
    if (m_timers.empty())
        return;
    const auto now = Clock::now();
    while (!m_timers.empty() && m_timers.first().time <= now)
        makeReady(*m_timers.first().owner);
}

void Reactor::runNodes()
{
    const auto begin = Clock::now();
    auto now = begin;
    m_running.swap(m_fresh);
    for (ReactorSeat* seat : m_running) {
        resume(*seat, now + kShortestTurn);
        now = Clock::now();
    }
    m_running.clear();
    // Those who have waited come first, but one of the others always has its turn, too: as long as
    // they had together. The more of them a flood wakes, the more each then finds.
    if (m_spent.empty())
        return;
    ReactorSeat& seat = *m_spent.front();
    m_spent.pop_front();
    resume(seat, now + std::clamp<Clock::duration>(now - begin, kShortestTurn, kLongestTurn));
}

void Reactor::resume(ReactorSeat& seat, Clock::time_point turnEnds)
{
    seat.m_state = ReactorSeat::State::Running;
    seat.m_turnEnds = turnEnds;
    seat.m_fiber->resume();
    if (!seat.m_fiber->isDone())
        return;
    m_stacks.giveBack(seat.m_fiber->stack());
    seat.m_fiber.reset();
    seat.m_state = ReactorSeat::State::Over;
    if (--m_living == 0)
        ring();
}

} // namespace topomq::runtime
