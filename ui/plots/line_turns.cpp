#include "ui/plots/line_turns.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace topomq::ui {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// The time that all lines cover, slot by slot.
struct Raster
{
    double length = 1;
    long long first = 0;
    std::size_t count = 0;

    [[nodiscard]] std::size_t of(double time) const
    {
        return static_cast<std::size_t>(std::llround(std::floor(time / length)) - first);
    }
};

using Lines = std::vector<std::vector<TimePoint>*>;

Raster rasterOf(const Lines& lines, double length)
{
    double from = std::numeric_limits<double>::max();
    double to = std::numeric_limits<double>::lowest();
    for (const std::vector<TimePoint>* line : lines) {
        if (line->empty())
            continue;
        from = std::min(from, line->front().time);
        to = std::max(to, line->back().time);
    }
    Raster raster{.length = length};
    if (to < from)
        return raster;
    raster.first = std::llround(std::floor(from / length));
    raster.count = raster.of(to) + 1;
    return raster;
}

/// By slot; not a number where the line is not.
std::vector<double> meansOf(const std::vector<TimePoint>& line, const Raster& raster)
{
    std::vector<double> sums(raster.count, 0);
    std::vector<int> counts(raster.count, 0);
    for (const TimePoint& point : line) {
        if (std::isnan(point.value))
            continue;
        sums[raster.of(point.time)] += point.value;
        ++counts[raster.of(point.time)];
    }
    std::vector<double> means(raster.count, kNone);
    if (line.empty())
        return means;
    // Between two points far apart it goes on.
    const std::size_t last = raster.of(line.back().time);
    for (std::size_t slot = raster.of(line.front().time); slot <= last; ++slot) {
        if (counts[slot] > 0)
            means[slot] = sums[slot] / counts[slot];
        else if (slot > 0)
            means[slot] = means[slot - 1];
    }
    return means;
}

/// The segments that begin in a slot of its own.
std::vector<TimePoint>
partOf(const std::vector<TimePoint>& line, const std::vector<bool>& isOwn, const Raster& raster)
{
    std::vector<TimePoint> part;
    bool isOpen = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (isOpen)
            part.push_back(line[i]);
        const bool goesOn = isOwn[raster.of(line[i].time)];
        if (goesOn && !isOpen)
            part.push_back(line[i]);
        if (!goesOn && isOpen)
            part.push_back({line[i].time, kNone});
        isOpen = goesOn;
    }
    return part;
}

/// Lets one line at a time of those that are near each other have the slot.
void shareSlot(const std::vector<std::vector<double>>& means,
               std::size_t slot,
               std::size_t turn,
               double near,
               std::vector<std::vector<bool>>& isOwn)
{
    std::vector<std::size_t> order;
    for (std::size_t line = 0; line < means.size(); ++line) {
        if (!std::isnan(means[line][slot]))
            order.push_back(line);
    }
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return means[a][slot] < means[b][slot]; });
    for (auto first = order.begin(); first != order.end();) {
        const auto end = std::find_if(first, order.end(), [&](std::size_t line) {
            return means[line][slot] > means[*first][slot] + near;
        });
        std::sort(first, end);
        const auto count = static_cast<std::size_t>(end - first);
        for (std::size_t i = 0; i < count; ++i)
            isOwn[*(first + static_cast<std::ptrdiff_t>(i))][slot] = i == turn % count;
        first = end;
    }
}

} // namespace

void takeTurns(const std::vector<std::vector<TimePoint>*>& lines, double slot, double near)
{
    const Raster raster = rasterOf(lines, slot);
    if (lines.size() < 2 || raster.count == 0)
        return;
    std::vector<std::vector<double>> means;
    for (const std::vector<TimePoint>* line : lines)
        means.push_back(meansOf(*line, raster));
    std::vector<std::vector<bool>> isOwn(lines.size(), std::vector<bool>(raster.count, true));
    for (std::size_t at = 0; at < raster.count; ++at) {
        // By the time of the run, not of the view. A record begins at 0.
        const auto turn =
            static_cast<std::size_t>(std::max(0LL, raster.first + static_cast<long long>(at)));
        shareSlot(means, at, turn, near, isOwn);
    }
    for (std::size_t i = 0; i < lines.size(); ++i)
        *lines[i] = partOf(*lines[i], isOwn[i], raster);
}

} // namespace topomq::ui
