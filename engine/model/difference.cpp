#include "engine/model/difference.h"

#include "engine/model/subtopology.h"

#include <unordered_map>
#include <utility>

namespace topomq::model {

namespace {

using Fields = std::vector<FieldDifference>;
using enum Difference::Kind;

std::string words(const Value* value)
{
    return value == nullptr ? std::string() : value->describe();
}

std::string words(const std::string& text)
{
    return text;
}

std::string words(bool value)
{
    return value ? "true" : "false";
}

std::string words(std::size_t number)
{
    return std::to_string(number);
}

std::string words(const std::vector<std::string>& texts)
{
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : ", ") + text;
    return all;
}

std::string words(const std::optional<Point>& place)
{
    return place ? Value(Array{place->x, place->y}).describe() : std::string();
}

/// A known word, or the file's own where there is none.
template <class Kind>
std::string wordOf(Kind kind, const std::string& unknown)
{
    return unknown.empty() ? std::string(toText(kind)) : unknown;
}

template <class Item>
void compare(Fields& fields, std::string name, const Item& before, const Item& after)
{
    if (before != after)
        fields.push_back({std::move(name), words(before), words(after)});
}

void compareObjects(Fields& fields,
                    const std::string& prefix,
                    const Object& before,
                    const Object& after)
{
    for (const auto& [key, value] : before.members()) {
        const Value* now = after.find(key);
        if (now == nullptr || *now != value)
            fields.push_back({prefix + key, words(&value), words(now)});
    }
    for (const auto& [key, value] : after.members()) {
        if (before.find(key) == nullptr)
            fields.push_back({prefix + key, {}, words(&value)});
    }
}

Fields fieldsOf(const Security& before, const Security& after)
{
    Fields fields;
    compare(fields, "security.mechanism", wordOf(before.mechanism, before.unknownMechanism),
            wordOf(after.mechanism, after.unknownMechanism));
    compare(fields, "security.server", before.server, after.server);
    compare(fields, "security.username", before.username, after.username);
    compare(fields, "security.allow", before.allow, after.allow);
    compare(fields, "security.server_key", before.serverKey, after.serverKey);
    compareObjects(fields, "security.", before.extras, after.extras);
    return fields;
}

Fields fieldsOf(const Socket& before, const Socket& after)
{
    Fields fields;
    compare(fields, "type", wordOf(before.type, before.unknownType),
            wordOf(after.type, after.unknownType));
    compare(fields, "bind", before.bind, after.bind);
    compareObjects(fields, "options.", before.options, after.options);
    const Fields security = fieldsOf(before.security, after.security);
    fields.insert(fields.end(), security.begin(), security.end());
    compareObjects(fields, {}, before.extras, after.extras);
    return fields;
}

Fields fieldsOf(const Node& before, const Node& after)
{
    Fields fields;
    compare(fields, "name", before.name, after.name);
    compare(fields, "role", wordOf(before.role, before.unknownRole),
            wordOf(after.role, after.unknownRole));
    compare(fields, "enabled", before.enabled, after.enabled);
    compare(fields, "definition", before.definition.text(), after.definition.text());
    compareObjects(fields, "settings.", before.settings, after.settings);
    compareObjects(fields, {}, before.extras, after.extras);
    // Last, so that a node is known to have been moved alone by its first field.
    compare(fields, "position", before.position, after.position);
    return fields;
}

Fields fieldsOf(const Link& before, const Link& after)
{
    Fields fields;
    compare(fields, "connect", before.connect.text(), after.connect.text());
    compare(fields, "bind", before.bind.text(), after.bind.text());
    compare(fields, "endpoint", before.endpoint, after.endpoint);
    compare(fields, "enabled", before.enabled, after.enabled);
    compare(fields, "record_wire", before.recordWire, after.recordWire);
    compareObjects(fields, {}, before.extras, after.extras);
    return fields;
}

std::string sizeOf(const Definition* definition)
{
    if (definition == nullptr)
        return {};
    const auto counted = [](std::size_t count, const std::string& word) {
        return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
    };
    return counted(definition->nodes.size(), "node") + ", "
        + counted(definition->links.size(), "link");
}

/// Each that differs as one field: what is inside is a drawing of its own.
void compareDefinitions(Fields& fields, const Topology& before, const Topology& after)
{
    for (const Definition& definition : before.definitions) {
        const Definition* now = findDefinition(after, definition.id);
        if (now != nullptr && *now == definition)
            continue;
        const std::string old = sizeOf(&definition);
        const std::string fresh = sizeOf(now);
        fields.push_back({"definitions." + definition.id.text(), old,
                          fresh == old ? fresh + ", changed" : fresh});
    }
    for (const Definition& definition : after.definitions) {
        if (findDefinition(before, definition.id) == nullptr)
            fields.push_back({"definitions." + definition.id.text(), {}, sizeOf(&definition)});
    }
}

Fields fieldsOf(const Topology& before, const Topology& after)
{
    Fields fields;
    compare(fields, "name", before.name, after.name);
    compare(fields, "description", before.description, after.description);
    compareObjects(fields, "context.", before.context, after.context);
    compareDefinitions(fields, before, after);
    compareObjects(fields, {}, before.extras, after.extras);
    return fields;
}

template <class Item>
std::unordered_map<std::string, const Item*> indexOf(const std::vector<Item>& items)
{
    std::unordered_map<std::string, const Item*> index;
    for (const Item& item : items)
        index.emplace(item.id.text(), &item);
    return index;
}

/// Compares two lists of things with ids; `both` hears of those that are on both sides.
template <class Item, class Both>
void compareLists(std::vector<Difference>& found,
                  Difference::Thing thing,
                  const std::string& prefix,
                  const std::vector<Item>& before,
                  const std::vector<Item>& after,
                  const Both& both)
{
    const auto old = indexOf(before);
    const auto now = indexOf(after);
    for (const Item& item : after) {
        if (now.at(item.id.text()) != &item)
            continue;
        const auto same = old.find(item.id.text());
        if (same == old.end()) {
            found.push_back({thing, Added, prefix + item.id.text(), {}});
            continue;
        }
        Fields fields = fieldsOf(*same->second, item);
        if (!fields.empty()) {
            const auto kind = thing == Difference::Thing::Node && fields.front().field == "position"
                ? Moved
                : Changed;
            found.push_back({thing, kind, prefix + item.id.text(), std::move(fields)});
        }
        both(*same->second, item);
    }
    for (const Item& item : before) {
        if (old.at(item.id.text()) == &item && !now.contains(item.id.text()))
            found.push_back({thing, Removed, prefix + item.id.text(), {}});
    }
}

} // namespace

std::vector<Difference> differences(const Topology& before, const Topology& after)
{
    std::vector<Difference> found;
    if (Fields fields = fieldsOf(before, after); !fields.empty())
        found.push_back({Difference::Thing::Drawing, Changed, {}, std::move(fields)});
    compareLists(found, Difference::Thing::Node, {}, before.nodes, after.nodes,
                 [&found](const model::Node& old, const model::Node& now) {
                     compareLists(found, Difference::Thing::Socket, now.id.text() + '.',
                                  old.sockets, now.sockets,
                                  [](const model::Socket&, const model::Socket&) {});
                 });
    compareLists(found, Difference::Thing::Link, {}, before.links, after.links,
                 [](const model::Link&, const model::Link&) {});
    return found;
}

} // namespace topomq::model
