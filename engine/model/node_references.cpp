#include "engine/model/node_references.h"

#include <utility>

namespace topomq::model {

namespace {

/// Nothing of what is no socket of a node.
std::optional<std::string> renamedSocket(const std::string& entry, const Renaming& rename)
{
    const auto dot = entry.find('.');
    if (dot == std::string::npos)
        return std::nullopt;
    if (auto whole = rename(entry))
        return whole;
    const auto node = rename(entry.substr(0, dot));
    return node ? std::optional(*node + entry.substr(dot)) : std::nullopt;
}

} // namespace

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
            if (auto name = renamedSocket(entry, rename)) {
                entry = std::move(*name);
                changed = true;
            }
        }
    }
    return changed;
}

} // namespace topomq::model
