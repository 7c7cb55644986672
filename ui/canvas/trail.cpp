#include "ui/canvas/trail.h"

#include <algorithm>

namespace topomq::ui {

void Trail::add(double time, double value)
{
    m_sum += value;
    ++m_samples;
    if (time < m_slotEnd)
        return;
    m_points.at(m_next) = m_sum / m_samples;
    m_next = (m_next + 1) % kPoints;
    m_count = std::min(m_count + 1, kPoints);
    m_sum = 0;
    m_samples = 0;
    m_slotEnd = time + kStep;
}

std::vector<double> Trail::points() const
{
    std::vector<double> points;
    points.reserve(m_count);
    for (std::size_t at = 0; at < m_count; ++at)
        points.push_back(m_points.at((m_next + kPoints - m_count + at) % kPoints));
    return points;
}

} // namespace topomq::ui
