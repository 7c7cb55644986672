#include "engine/model/node_references.h"

#include <utility>

namespace topomq::model {

bool renameReferences(Node& node, const Renaming& rename)
{
    bool changed = false;
    const Value* to = node.settings.find("to");
    if (const Array* targets = to == nullptr ? nullptr : to->asArray()) {
        Array renamed = *targets;
        for (Value& target : renamed) {
            const std::string* id = target.asText();
            if (const auto name = id == nullptr ? std::nullopt : rename(*id)) {
                target = *name;
                changed = true;
            }
        }
        if (changed)
            node.settings.set("to", std::move(renamed));
    }
    for (Socket& socket : node.sockets) {
        for (std::string& entry : socket.security.allow) {
            const auto dot = entry.find('.');
            if (dot == std::string::npos)
                continue;
            if (const auto name = rename(entry.substr(0, dot))) {
                entry = *name + entry.substr(dot);
                changed = true;
            }
        }
    }
    return changed;
}

} // namespace topomq::model
