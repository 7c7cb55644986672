#include "engine/rules/roles.h"

#include "engine/model/options.h"
#include "engine/model/settings.h"

#include <algorithm>

namespace topomq::rules {

using model::Role;
using model::SocketType;

bool allowsType(Role role, SocketType type)
{
    const auto slots = model::infoOf(role).slots;
    return std::any_of(slots.begin(), slots.end(), [type](const model::SocketSlot& slot) {
        return std::find(slot.types.begin(), slot.types.end(), type) != slot.types.end();
    });
}

std::vector<SocketType> typesOf(Role role)
{
    std::vector<SocketType> types;
    for (const model::SocketSlot& slot : model::infoOf(role).slots) {
        for (const SocketType type : slot.types) {
            if (std::find(types.begin(), types.end(), type) == types.end())
                types.push_back(type);
        }
    }
    return types;
}

std::string roleWord(const model::Node& node)
{
    return node.role == Role::Unknown ? node.unknownRole : std::string(toText(node.role));
}

std::string typeWord(const model::Socket& socket)
{
    return socket.type == SocketType::Unknown ? socket.unknownType
                                              : std::string(toText(socket.type));
}

std::optional<std::string> routingIdOf(const model::Node& node, const model::Socket& socket)
{
    const model::OptionInfo& info = *model::findOption("ROUTING_ID");
    const model::Value* set = socket.options.find(info.name);
    if (set != nullptr && appliesTo(info, socket.type) && !whyNot(info, *set))
        return *set->asText();
    if (node.role == Role::Peer && socket.type == SocketType::Router)
        return node.id.text();
    return std::nullopt;
}

} // namespace topomq::rules
