#pragma once
// Pairs of measurements that are taken in turn, and what is said of them: median and range.

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <utility>
#include <vector>

namespace topomq::benchmark {

/// How long all of it may take.
struct Effort
{
    int pairs = 9; ///< also how often something is measured that is compared with nothing
    double seconds = 0.5; ///< for each measurement
};

/// "[PAIRS] [SECONDS]" from the arguments of a program, each at its default where it is missing.
[[nodiscard]] inline Effort effortFrom(int argc, char** argv, Effort effort)
{
    if (argc > 1)
        effort.pairs = std::clamp(std::atoi(argv[1]), 1, 1000);
    if (argc > 2)
        effort.seconds = std::clamp(std::atof(argv[2]), 0.01, 600.0);
    return effort;
}

struct Range
{
    double median = 0;
    double least = 0;
    double most = 0;
};

/// Of an even number of values the median is the upper of the two in the middle; of none, all is 0.
[[nodiscard]] inline Range rangeOf(std::vector<double> values)
{
    if (values.empty())
        return {};
    std::sort(values.begin(), values.end());
    return {values[values.size() / 2], values.front(), values.back()};
}

[[nodiscard]] inline double median(std::vector<double> values)
{
    return rangeOf(std::move(values)).median;
}

/// One figure of both sides, pair by pair. Other programs disturb both measurements of a pair
/// alike, so that the ratio of a pair says more than the ratio of two medians.
class Pairs
{
public:
    void add(double engine, double bare)
    {
        m_engine.push_back(engine);
        m_bare.push_back(bare);
        m_ratios.push_back(bare > 0 ? engine / bare : 0);
    }

    [[nodiscard]] double engine() const { return median(m_engine); }

    [[nodiscard]] double bare() const { return median(m_bare); }

    [[nodiscard]] Range ratio() const { return rangeOf(m_ratios); }

private:
    std::vector<double> m_engine;
    std::vector<double> m_bare;
    std::vector<double> m_ratios;
};

/// Measures both sides `pairs` times in turn and hands each pair to `take(engine, bare)`. Who is
/// first changes from pair to pair: the machine may be slower after the one than after the other.
template <class Engine, class Bare, class Take>
void takeInTurn(int pairs, const Engine& engine, const Bare& bare, const Take& take)
{
    for (int i = 0; i < pairs; ++i) {
        if (i % 2 == 0) {
            const auto plain = bare();
            take(engine(), plain);
        } else {
            const auto ours = engine();
            take(ours, bare());
        }
    }
}

/// Of the whole process, by all its threads.
[[nodiscard]] inline double processorSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

} // namespace topomq::benchmark
