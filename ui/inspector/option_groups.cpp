#include "ui/inspector/option_groups.h"

#include <QCoreApplication>

#include <array>
#include <string_view>

namespace topomq::ui {

namespace {

enum class Group { Queues, Pattern, Timing, Connection, Count };

class GroupWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::GroupWords)
};

Group groupOf(std::string_view name)
{
    if (name == "CONFLATE" || name == "IMMEDIATE" || name == "XPUB_NODROP" || name == "SNDBUF"
        || name == "RCVBUF" || name == "MAXMSGSIZE")
        return Group::Queues;
    if (name == "ROUTING_ID" || name.starts_with("ROUTER_") || name.starts_with("REQ_"))
        return Group::Pattern;
    if (name == "LINGER" || name == "SNDTIMEO" || name == "RCVTIMEO")
        return Group::Timing;
    return Group::Connection;
}

bool alwaysInView(std::string_view name)
{
    return name == "SNDHWM" || name == "RCVHWM" || name == "SUBSCRIBE";
}

} // namespace

std::vector<OptionGroup> optionGroups(model::SocketType type)
{
    std::array<OptionGroup, static_cast<std::size_t>(Group::Count)> groups{
        OptionGroup{GroupWords::tr("Queues and sizes"), {}},
        OptionGroup{GroupWords::tr("Pattern"), {}},
        OptionGroup{GroupWords::tr("Waiting and closing"), {}},
        OptionGroup{GroupWords::tr("Connections"), {}},
    };
    for (const model::OptionInfo& option : model::allOptions()) {
        if (option.isCommon && !alwaysInView(option.name) && model::appliesTo(option, type))
            groups.at(static_cast<std::size_t>(groupOf(option.name))).options.push_back(&option);
    }
    std::vector<OptionGroup> filled;
    for (OptionGroup& group : groups) {
        if (!group.options.empty())
            filled.push_back(std::move(group));
    }
    return filled;
}

} // namespace topomq::ui
