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

QPolygonF sparkline(const std::vector<double>& points, const QRectF& area)
{
    // In these a rate comes up from 0, a ramp that says nothing of the node.
    constexpr std::size_t kStarting = 2;
    if (points.size() < kStarting + 2)
        return {};
    const auto first = points.begin() + kStarting;
    const auto [least, most] = std::minmax_element(first, points.end());
    if (*most <= 0)
        return {};
    // Small changes stay small: the height is at least a third of the rate itself.
    const double span = std::max((*most - *least) * 1.1, *most * 0.35);
    const double base = std::max(0.0, (*most + *least - span) / 2);
    QPolygonF line;
    line.reserve(static_cast<qsizetype>(points.size()));
    const double step = area.width() / static_cast<double>(points.end() - first - 1);
    for (auto point = first; point != points.end(); ++point)
        line.append(QPointF(area.left() + step * static_cast<double>(point - first),
                            area.bottom() - (*point - base) / span * area.height()));
    return line;
}

} // namespace topomq::ui
