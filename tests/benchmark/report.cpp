#include "tests/benchmark/report.h"

#include "tests/benchmark/machine.h"

#include <zmq.h>

#include <array>
#include <cstdio>

namespace topomq::benchmark {

namespace {

std::string afterNumber(const std::string& unit)
{
    return unit == "x" || unit.empty() ? "" : " " + unit;
}

/// Three digits that count.
std::string toText(double value, const std::string& unit)
{
    const int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data() + afterNumber(unit);
}

std::string toText(const Row& row)
{
    if (row.goal.kind == Goal::Kind::None)
        return "-";
    std::array<char, 64> number{};
    std::snprintf(number.data(), number.size(), "%g", row.goal.value);
    return (row.goal.kind == Goal::Kind::AtLeast ? "at least " : "at most ")
        + std::string(number.data()) + afterNumber(row.unit);
}

std::string verdict(const Row& row)
{
    switch (row.goal.kind) {
    case Goal::Kind::AtLeast:
        return row.measured.median >= row.goal.value ? "yes" : "no";
    case Goal::Kind::AtMost:
        return row.measured.median <= row.goal.value ? "yes" : "no";
    case Goal::Kind::None:
        break;
    }
    return "-";
}

std::string machine()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    zmq_version(&major, &minor, &patch);
    std::array<char, 32> library{};
    std::snprintf(library.data(), library.size(), "libzmq %d.%d.%d", major, minor, patch);
    return machineName() + ", " + library.data() + ", " + compilerName() + ", " + loadNow();
}

} // namespace

Report::Report(Style style, const Effort& effort)
    : m_style(style)
{
    std::printf("%s: %s.\n", today().c_str(), machine().c_str());
    std::printf("Median and range of %d pairs or runs of %g s; a figure without a unit is the "
                "engine, with everything measured, as a ratio to bare libzmq.\n\n",
                effort.pairs, effort.seconds);
    if (m_style == Style::Markdown)
        std::printf("| figure | goal | measured | single pairs | met | beside |\n"
                    "| --- | --- | --- | --- | --- | --- |\n");
    std::fflush(stdout);
}

void Report::add(const Row& row)
{
    const std::string range =
        toText(row.measured.least, "") + " to " + toText(row.measured.most, "");
    std::printf(m_style == Style::Markdown ? "| %s | %s | %s | %s | %s | %s |\n"
                                           : "%-54s %-16s %8s  (%s)  %s  %s\n",
                row.figure.c_str(), toText(row).c_str(),
                toText(row.measured.median, row.unit).c_str(), range.c_str(), verdict(row).c_str(),
                row.beside.c_str());
    std::fflush(stdout);
}

} // namespace topomq::benchmark
