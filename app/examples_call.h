#pragma once
// `topomq examples`

#include <string>

namespace topomq::app {

struct ExamplesCall
{
    /// Empty: list them all.
    std::string name;
};

/// Lists the built-in examples or prints one; returns the exit code.
[[nodiscard]] int examples(const ExamplesCall& call);

} // namespace topomq::app
