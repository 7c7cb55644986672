#include "ui/inspector/option_groups.h"

#include "ui/document/engine_text.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace topomq::ui {

namespace {

bool alwaysInView(std::string_view name)
{
    return name == "SNDHWM" || name == "RCVHWM" || name == "SUBSCRIBE";
}

} // namespace

std::vector<OptionGroup> optionGroups(model::SocketType type)
{
    std::map<model::OptionGroup, OptionGroup> groups;
    for (const model::OptionInfo& option : model::allOptions()) {
        if (alwaysInView(option.name) || !model::appliesTo(option, type))
            continue;
        OptionGroup& group = groups[option.group];
        group.title = engineText(model::labelOf(option.group));
        group.options.push_back(&option);
    }
    std::vector<OptionGroup> filled;
    for (auto& [kind, group] : groups) {
        std::stable_partition(group.options.begin(), group.options.end(),
                              [](const model::OptionInfo* option) { return option->isCommon; });
        filled.push_back(std::move(group));
    }
    return filled;
}

} // namespace topomq::ui
