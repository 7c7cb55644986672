#pragma once
// The table of all figures: what was wanted, what was measured, and on which machine.

#include "tests/benchmark/figures.h"

#include <string>
#include <vector>

namespace topomq::benchmark {

struct Goal
{
    enum class Kind { AtLeast, AtMost, None };

    Kind kind = Kind::None;
    double value = 0;
};

[[nodiscard]] constexpr Goal atLeast(double value)
{
    return {Goal::Kind::AtLeast, value};
}

[[nodiscard]] constexpr Goal atMost(double value)
{
    return {Goal::Kind::AtMost, value};
}

struct Row
{
    std::string figure;
    Goal goal;
    Range measured;
    std::string unit = "x"; ///< "x" is a ratio to bare libzmq; empty: a count
    std::string beside; ///< absolute figures and whatever else helps to read it
};

/// Says who measures, how, and on what, then prints row after row as they come.
class Report
{
public:
    enum class Style { Text, Markdown };

    Report(Style style, const Effort& effort);

    void add(const Row& row);

private:
    Style m_style;
};

} // namespace topomq::benchmark
