#pragma once
// `topomq run`

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace topomq::app {

struct RunCall
{
    std::string file;
    /// Nothing: until every count is done.
    std::optional<std::chrono::milliseconds> duration;
    std::chrono::milliseconds drain{2000};
    double speed = 1;
    /// File, `-` for standard output, or empty for no report.
    std::string json;
    /// NODE.SETTING=VALUE
    std::vector<std::string> settings;
    bool allowNetwork = false;
};

/// Runs without a window and reports; returns the exit code.
[[nodiscard]] int run(const RunCall& call);

} // namespace topomq::app
