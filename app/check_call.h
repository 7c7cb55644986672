#pragma once
// `topomq check`

#include <string>

namespace topomq::app {

struct CheckCall
{
    std::string file;
    bool json = false;
};

/// Prints the findings; returns the exit code.
[[nodiscard]] int check(const CheckCall& call);

} // namespace topomq::app
