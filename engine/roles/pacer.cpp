#include "engine/roles/pacer.h"

#include <algorithm>
#include <random>

namespace topomq::roles {

namespace {

/// More than the scheduler takes away at a time; less than people would call a pause.
constexpr auto kMostToCatchUp = std::chrono::milliseconds(50);

} // namespace

void Pacer::advance(double count)
{
    const model::Rate& rate = m_context.settings().rate;
    if (rate.perSecond <= 0)
        return;
    const double perSecond = rate.perSecond * m_context.speed() / count;
    const double turns =
        rate.poisson ? std::exponential_distribution<double>(1.0)(m_context.random()) : 1.0;
    const auto step = runtime::durationOf(turns / perSecond);
    const auto now = Clock::now();
    m_due = m_due + step;
    if (m_due + kMostToCatchUp < now)
        m_due = now;
    // A rate that has just been raised must not wait for a gap of the old one.
    m_due = std::min(m_due, now + step);
}

} // namespace topomq::roles
