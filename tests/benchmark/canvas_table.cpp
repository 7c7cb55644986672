#include "tests/benchmark/canvas_table.h"

#include "tests/benchmark/machine.h"

#include <QtGlobal>

#include <array>
#include <cstdio>

namespace topomq::benchmark {

namespace {

/// Three digits that count.
std::string toText(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.*f", value >= 100 ? 0 : value >= 10 ? 1 : 2, value);
    return text.data();
}

std::string toText(const Cell& cell, const std::string& unit)
{
    if (cell.goal <= 0)
        return toText(cell.value) + " " + unit;
    std::array<char, 32> goal{};
    std::snprintf(goal.data(), goal.size(), "%g", cell.goal);
    return toText(cell.value) + " " + unit + " (goal " + goal.data()
        + (cell.value <= cell.goal ? ": met)" : ": missed)");
}

} // namespace

void printMachine(const std::string& how)
{
    std::printf("%s: %s, Qt %s, %s, %s.\n%s\n\n", today().c_str(), machineName().c_str(),
                qVersion(), compilerName().c_str(), loadNow().c_str(), how.c_str());
}

void printTable(const std::vector<std::string>& columns, const std::vector<TimeRow>& rows)
{
    std::printf("| |");
    for (const std::string& column : columns)
        std::printf(" %s |", column.c_str());
    std::printf("\n| --- |");
    for (std::size_t at = 0; at < columns.size(); ++at)
        std::printf(" --- |");
    std::printf("\n");
    for (const TimeRow& row : rows) {
        std::printf("| %s |", row.what.c_str());
        for (const Cell& cell : row.cells)
            std::printf(" %s |", toText(cell, row.unit).c_str());
        std::printf("\n");
    }
    std::fflush(stdout);
}

} // namespace topomq::benchmark
