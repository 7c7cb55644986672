#pragma once
// The small pictures of the gallery, drawn by the canvas itself.

#include "engine/rules/capabilities.h"

#include <QPixmap>
#include <QSize>

namespace topomq::ui {

struct Example;
class Theme;

/// The example, marked with what the rules find on a machine with these capabilities, fitted into
/// `size` device-independent pixels, `ratio` device pixels each; null when it cannot be read.
/// Thread: the window's.
[[nodiscard]] QPixmap examplePicture(const Example& example,
                                     const rules::Capabilities& capabilities,
                                     Theme& theme,
                                     QSize size,
                                     double ratio);

} // namespace topomq::ui
