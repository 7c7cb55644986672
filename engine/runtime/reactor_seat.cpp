#include "engine/runtime/reactor_seat.h"

#include "engine/runtime/reactor.h"

namespace topomq::runtime {

ReactorSeat::ReactorSeat(Reactor& reactor)
    : m_reactor(reactor)
    , m_timer{.owner = this}
{ }

void ReactorSeat::begin(std::function<void()> life)
{
    m_reactor.begin();
    m_hasBegun = true;
    m_reactor.add(*this, std::move(life));
}

void ReactorSeat::wake()
{
    if (!m_isAwaited.exchange(true, std::memory_order_acq_rel))
        m_reactor.call(*this);
}

void ReactorSeat::watch(int descriptor)
{
    m_stirred.push_back(0);
    m_descriptors.push_back(descriptor);
    m_reactor.watch(*this, descriptor, m_descriptors.size() - 1);
}

void ReactorSeat::unwatchAll()
{
    for (const int descriptor : m_descriptors)
        m_reactor.unwatch(descriptor);
    m_descriptors.clear();
    m_stirred.clear();
}

void ReactorSeat::wait(Clock::time_point deadline)
{
    if (!m_hasNews)
        m_reactor.standStill(*this, deadline, false);
    m_hasNews = false;
}

void ReactorSeat::sleepUntil(Clock::time_point time)
{
    while (Clock::now() < time)
        m_reactor.standStill(*this, time, false);
}

int ReactorSeat::giveWay()
{
    if (Clock::now() >= m_turnEnds)
        m_reactor.standStill(*this, {}, true);
    return kSteps;
}

} // namespace topomq::runtime
