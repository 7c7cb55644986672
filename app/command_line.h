#pragma once
// The call of the program: what the arguments ask for.

#include "app/check_call.h"
#include "app/examples_call.h"
#include "app/render_call.h"
#include "app/run_call.h"

#include <string>
#include <variant>
#include <vector>

namespace topomq::app {

struct WindowCall
{
    /// None: the gallery of examples.
    std::vector<std::string> files;
};

/// There is nothing left to do: help was printed, or the mistake in the call was told.
struct Answered
{
    int exitCode = 0;
};

using Call = std::variant<WindowCall, CheckCall, RunCall, ExamplesCall, RenderCall, Answered>;

/// Prints help, versions and mistakes itself.
[[nodiscard]] Call parseCommandLine(int argc, char** argv);

} // namespace topomq::app
