#pragma once
// The less common socket options, grouped by what they are for.

#include "engine/model/options.h"

#include <QString>

#include <vector>

namespace topomq::ui {

struct OptionGroup
{
    QString title;
    std::vector<const model::OptionInfo*> options;
};

/// The options that mean something for the type, but for high-water marks and subscriptions,
/// which are always in view.
[[nodiscard]] std::vector<OptionGroup> optionGroups(model::SocketType type);

} // namespace topomq::ui
