#include "engine/io/loss_place.h"

#include "engine/io/file_keys.h"
#include "engine/io/utf8.h"

namespace topomq::io {

using model::Object;
using model::Value;

std::string whereIs(const Value& root, const JsonPath& path)
{
    const auto entryOf = [&path](const Object* parent, std::size_t at,
                                 std::string_view key) -> const Object* {
        if (parent == nullptr || at + 1 >= path.size())
            return nullptr;
        const auto* name = std::get_if<std::string>(&path[at]);
        const auto* index = std::get_if<std::size_t>(&path[at + 1]);
        const Value* list = parent->find(key);
        if (name == nullptr || *name != key || index == nullptr || list == nullptr
            || list->asArray() == nullptr || *index >= list->asArray()->size())
            return nullptr;
        return (*list->asArray())[*index].asObject();
    };
    const auto idOf = [](const Object& object) {
        const Value* id = object.find(keys::kId);
        return id != nullptr && id->asText() != nullptr ? *id->asText() : std::string();
    };
    if (const Object* link = entryOf(root.asObject(), 0, keys::kLinks))
        return idOf(*link);
    const Object* node = entryOf(root.asObject(), 0, keys::kNodes);
    if (node == nullptr)
        return {};
    const Object* socket = entryOf(node, 2, keys::kSockets);
    return socket == nullptr ? idOf(*node) : idOf(*node) + "." + idOf(*socket);
}

std::string pathText(const JsonPath& path)
{
    std::string text;
    for (const auto& step : path) {
        if (const auto* name = std::get_if<std::string>(&step))
            text += (text.empty() ? "" : ".") + shortened(*name, 40);
        else
            text += "[" + std::to_string(std::get<std::size_t>(step)) + "]";
    }
    return text;
}

} // namespace topomq::io
