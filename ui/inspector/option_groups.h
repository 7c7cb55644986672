#pragma once
// The other socket options, grouped by what they are for.

#include "engine/model/options.h"

#include <QString>

#include <vector>

namespace topomq::ui {

struct OptionGroup
{
    QString title;
    std::vector<const model::OptionInfo*> options;
};

/// The options that mean something for the type, the common ones of a group first; without
/// high-water marks and subscriptions, which are always in view.
[[nodiscard]] std::vector<OptionGroup> optionGroups(model::SocketType type);

} // namespace topomq::ui
