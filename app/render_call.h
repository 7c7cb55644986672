#pragma once
// `topomq render`

#include <string>

namespace topomq::app {

struct RenderCall
{
    std::string file;
    /// The ending decides: .svg, .png or .pdf.
    std::string out;
    bool dark = false;
};

/// Draws the canvas without a display; returns the exit code.
[[nodiscard]] int render(const RenderCall& call, int argc, char** argv);

} // namespace topomq::app
