#include "ui/plots/time_range.h"

#include <algorithm>

namespace topomq::ui {

namespace {

/// A run of no length yet still needs an axis (s).
constexpr double kShortestRecord = 5;

} // namespace

void TimeRange::setWindow(std::optional<double> seconds)
{
    m_window = seconds;
    m_live = true;
}

void TimeRange::setRecord(double oldest, double newest)
{
    m_oldest = oldest;
    m_newest = newest;
}

double TimeRange::from() const
{
    if (!m_live)
        return m_from;
    return m_window ? m_newest - *m_window : std::min(m_oldest, m_newest - kShortestRecord);
}

double TimeRange::to() const
{
    return m_live ? m_newest : m_to;
}

void TimeRange::detach()
{
    const double begin = from();
    const double end = to();
    m_from = begin;
    m_to = end;
    m_live = false;
}

void TimeRange::zoom(double factor, double around)
{
    detach();
    const double record = std::max(m_newest - m_oldest, kShortestRecord);
    const double longest = std::max({record, m_window.value_or(record), m_to - m_from});
    const double length = std::clamp((m_to - m_from) / factor, kShortest, longest);
    const double share = (around - m_from) / (m_to - m_from);
    m_from = around - share * length;
    m_to = m_from + length;
}

void TimeRange::pan(double seconds)
{
    detach();
    m_from += seconds;
    m_to += seconds;
}

} // namespace topomq::ui
