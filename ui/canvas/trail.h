#pragma once
// The recent past of one figure.

#include <QPolygonF>
#include <QRectF>

#include <array>
#include <cstddef>
#include <vector>

namespace topomq::ui {

/// The last half minute of one figure, a point every half second, oldest first.
class Trail
{
public:
    static constexpr std::size_t kPoints = 60;
    static constexpr double kStep = 0.5;

    void add(double time, double value);
    [[nodiscard]] std::vector<double> points() const;

private:
    std::array<double, kPoints> m_points{};
    std::size_t m_count = 0;
    std::size_t m_next = 0;
    double m_sum = 0;
    int m_samples = 0;
    double m_slotEnd = 0;
};

/// The line of such points, as wide as `area` however many there are; without the first of them,
/// in which a run may just be starting. Empty where there is nothing to see.
[[nodiscard]] QPolygonF sparkline(const std::vector<double>& points, const QRectF& area);

} // namespace topomq::ui
