#include "ui/theme/mixed_color.h"

#include <cmath>

namespace topomq::ui {

QColor mixed(const QColor& base, const QColor& over, double share)
{
    const auto part = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {part(base.red(), over.red()), part(base.green(), over.green()),
            part(base.blue(), over.blue())};
}

} // namespace topomq::ui
