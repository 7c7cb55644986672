#pragma once
// The width of the panels beside the canvas.

#include "ui/theme/theme.h"

#include <cmath>

namespace topomq::ui {

/// In pixels. In large type panels grow by less than it does, since the canvas needs the room more.
[[nodiscard]] inline int panelWidth(const Theme& theme, int usual)
{
    constexpr double kLarge = 1.15;
    return theme.isLarge() ? static_cast<int>(std::lround(usual * kLarge)) : usual;
}

} // namespace topomq::ui
