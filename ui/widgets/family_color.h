#pragma once
// The colour by which a family of socket types is known in the whole window.

#include "engine/rules/rules.h"
#include "ui/theme/theme.h"

#include <QColor>

namespace topomq::ui {

[[nodiscard]] QColor familyColor(const Colors& colors, rules::Family family);

} // namespace topomq::ui
