#pragma once
// A Markdown table of figures with their goals: times in milliseconds, or what `unit` says.

#include <string>
#include <vector>

namespace topomq::benchmark {

/// A column of the table; 0 as a goal: there is none.
struct Cell
{
    double goal = 0;
    double value = 0;
};

struct TimeRow
{
    std::string what;
    std::vector<Cell> cells;
    std::string unit = "ms";
};

/// Says when and on what it was measured, then `how`.
void printMachine(const std::string& how);
/// `columns` name the cells, each of which comes with its goal: "3.10 ms (goal 10: met)".
void printTable(const std::vector<std::string>& columns, const std::vector<TimeRow>& rows);

} // namespace topomq::benchmark
