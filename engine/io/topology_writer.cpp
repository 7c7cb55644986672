#include "engine/io/drawing_fields.h"
#include "engine/io/file_keys.h"
#include "engine/io/json_reader.h"
#include "engine/io/json_writer.h"
#include "engine/io/parameter_fields.h"
#include "engine/io/security_fields.h"
#include "engine/io/topology_file.h"
#include "engine/model/subtopology.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace topomq::io {

namespace {

using model::Array;
using model::Object;
using model::Value;

constexpr std::array kTopologyKeys{
    keys::kVersion, keys::kName,  keys::kDescription, keys::kNodes,      keys::kLinks,
    keys::kGroups,  keys::kNotes, keys::kContext,     keys::kParameters, keys::kDefinitions};
constexpr std::array kDefinitionKeys{keys::kId,     keys::kName,  keys::kNodes, keys::kLinks,
                                     keys::kGroups, keys::kNotes, keys::kPorts};
constexpr std::array kPortKeys{keys::kId, keys::kSocket};
constexpr std::array kInstanceKeys{keys::kId,        keys::kName,     keys::kRole,
                                   keys::kSettings,  keys::kPosition, keys::kEnabled,
                                   keys::kDefinition};
constexpr std::array kNodeKeys{keys::kId,       keys::kName,    keys::kRole,   keys::kSettings,
                               keys::kPosition, keys::kEnabled, keys::kSockets};
constexpr std::array kSocketKeys{keys::kId, keys::kType, keys::kBind, keys::kOptions,
                                 keys::kSecurity};
constexpr std::array kLinkKeys{keys::kId,      keys::kConnect,    keys::kBind, keys::kEndpoint,
                               keys::kEnabled, keys::kRecordWire, keys::kBends};

constexpr std::array kGroupKeys{keys::kId, keys::kTitle, keys::kColor, keys::kMembers,
                                keys::kCollapsed};
constexpr std::array kNoteKeys{keys::kId, keys::kText, keys::kPosition, keys::kSize, keys::kColor};

void append(Object& object, std::string_view key, Value value)
{
    object.append(std::string(key), std::move(value));
}

/// A known key among the extras would stand twice: it is ours, not the extra's.
template <std::size_t N>
void appendExtras(Object& object,
                  const Object& extras,
                  const std::array<std::string_view, N>& known)
{
    for (const auto& [key, value] : extras.members()) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            append(object, key, value);
    }
}

Value toValue(const model::Socket& socket)
{
    Object object;
    append(object, keys::kId, socket.id.text());
    const bool known = socket.type != model::SocketType::Unknown;
    const std::string type = known ? std::string(toText(socket.type)) : socket.unknownType;
    append(object, keys::kType, type);
    if (!socket.bind.empty())
        append(object, keys::kBind, Array(socket.bind.begin(), socket.bind.end()));
    if (!socket.options.isEmpty())
        append(object, keys::kOptions, socket.options);
    if (socket.security != model::Security())
        append(object, keys::kSecurity, securityFields(socket.security));
    appendExtras(object, socket.extras, kSocketKeys);
    return object;
}

Value toValue(const model::Node& node)
{
    Object object;
    append(object, keys::kId, node.id.text());
    if (!node.name.empty())
        append(object, keys::kName, node.name);
    const bool known = node.role != model::Role::Unknown;
    append(object, keys::kRole, known ? std::string(toText(node.role)) : node.unknownRole);
    const bool instance = isInstance(node);
    if (instance && !node.definition.isEmpty())
        append(object, keys::kDefinition, node.definition.text());
    if (!node.settings.isEmpty())
        append(object, keys::kSettings, node.settings);
    if (node.position && std::isfinite(node.position->x) && std::isfinite(node.position->y))
        append(object, keys::kPosition, pointValue(*node.position));
    if (!node.enabled)
        append(object, keys::kEnabled, false);
    // Those of an instance follow from its definition.
    if (!instance && !node.sockets.empty()) {
        Array sockets;
        for (const model::Socket& socket : node.sockets)
            sockets.push_back(toValue(socket));
        append(object, keys::kSockets, std::move(sockets));
    }
    if (instance)
        appendExtras(object, node.extras, kInstanceKeys);
    else
        appendExtras(object, node.extras, kNodeKeys);
    return object;
}

Value toValue(const model::Group& group)
{
    Object object = groupFields(group);
    appendExtras(object, group.extras, kGroupKeys);
    return object;
}

Value toValue(const model::Note& note)
{
    Object object = noteFields(note);
    appendExtras(object, note.extras, kNoteKeys);
    return object;
}

Value toValue(const model::Link& link)
{
    Object object;
    append(object, keys::kId, link.id.text());
    append(object, keys::kConnect, link.connect.text());
    append(object, keys::kBind, link.bind.text());
    append(object, keys::kEndpoint, static_cast<std::int64_t>(link.endpoint));
    if (!link.enabled)
        append(object, keys::kEnabled, false);
    if (link.recordWire)
        append(object, keys::kRecordWire, true);
    if (!link.bends.empty())
        append(object, keys::kBends, bendsValue(link.bends));
    appendExtras(object, link.extras, kLinkKeys);
    return object;
}

Value toValue(const model::Port& port)
{
    Object object;
    append(object, keys::kId, port.id.text());
    append(object, keys::kSocket, port.socket.text());
    appendExtras(object, port.extras, kPortKeys);
    return object;
}

Value toValue(const model::Definition& definition);

template <class Item>
void appendList(Object& object, std::string_view key, const std::vector<Item>& items)
{
    Array list;
    for (const Item& item : items)
        list.push_back(toValue(item));
    append(object, key, std::move(list));
}

Value toValue(const model::Definition& definition)
{
    Object object;
    append(object, keys::kId, definition.id.text());
    if (!definition.name.empty())
        append(object, keys::kName, definition.name);
    appendList(object, keys::kNodes, definition.nodes);
    appendList(object, keys::kLinks, definition.links);
    if (!definition.groups.empty())
        appendList(object, keys::kGroups, definition.groups);
    if (!definition.notes.empty())
        appendList(object, keys::kNotes, definition.notes);
    appendList(object, keys::kPorts, definition.ports);
    appendExtras(object, definition.extras, kDefinitionKeys);
    return object;
}

/// Nodes and their sockets always get lines of their own, so that a change of one word changes
/// one line and never the layout around it.
bool alwaysOpen(const std::vector<std::string_view>& path, const Value& value)
{
    if (path.empty())
        return true;
    if (path.front() == keys::kDefinitions)
        return path.size() <= 2 && value.asArray() != nullptr;
    if (path.front() == keys::kNodes)
        return path.size() == 1
            || (path.size() == 2 && path[1] == keys::kSockets && value.asArray());
    const bool listed = path.front() == keys::kLinks || path.front() == keys::kGroups
        || path.front() == keys::kNotes;
    return path.size() == 1
        && ((listed && value.asArray()) || (path.front() == keys::kParameters && value.asObject()));
}

} // namespace

std::string writeTopology(const model::Topology& topology)
{
    Object root;
    append(root, keys::kVersion, kFormatVersion);
    if (!topology.name.empty())
        append(root, keys::kName, topology.name);
    if (!topology.description.empty())
        append(root, keys::kDescription, topology.description);
    if (!topology.context.isEmpty())
        append(root, keys::kContext, topology.context);
    if (!topology.parameters.empty())
        append(root, keys::kParameters, parameterFields(topology.parameters));
    appendList(root, keys::kNodes, topology.nodes);
    appendList(root, keys::kLinks, topology.links);
    if (!topology.groups.empty())
        appendList(root, keys::kGroups, topology.groups);
    if (!topology.notes.empty())
        appendList(root, keys::kNotes, topology.notes);
    if (!topology.definitions.empty())
        appendList(root, keys::kDefinitions, topology.definitions);
    appendExtras(root, topology.extras, kTopologyKeys);
    return JsonLayout(alwaysOpen).write(root);
}

model::Value valueFromJsonOrText(std::string_view text)
{
    JsonResult parsed = readJson(text);
    if (parsed.problem.empty() && parsed.losses.empty())
        return std::move(parsed.value);
    return Value(std::string(text));
}

std::string toJson(const model::Value& value)
{
    return oneLine(value);
}

} // namespace topomq::io
