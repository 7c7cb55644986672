#include "engine/io/file_keys.h"
#include "engine/io/json_reader.h"
#include "engine/io/json_writer.h"
#include "engine/io/parameter_fields.h"
#include "engine/io/security_fields.h"
#include "engine/io/topology_file.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace topomq::io {

namespace {

using model::Array;
using model::Object;
using model::Value;

constexpr std::array kTopologyKeys{keys::kVersion, keys::kName,    keys::kDescription, keys::kNodes,
                                   keys::kLinks,   keys::kContext, keys::kParameters};
constexpr std::array kNodeKeys{keys::kId,       keys::kName,    keys::kRole,   keys::kSettings,
                               keys::kPosition, keys::kEnabled, keys::kSockets};
constexpr std::array kSocketKeys{keys::kId, keys::kType, keys::kBind, keys::kOptions,
                                 keys::kSecurity};
constexpr std::array kLinkKeys{keys::kId,       keys::kConnect, keys::kBind,
                               keys::kEndpoint, keys::kEnabled, keys::kRecordWire};

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

Value coordinate(double value)
{
    constexpr double kExact = 9007199254740992.0;
    if (std::abs(value) <= kExact && value == std::trunc(value))
        return static_cast<std::int64_t>(value);
    return value;
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
    if (!node.settings.isEmpty())
        append(object, keys::kSettings, node.settings);
    if (node.position && std::isfinite(node.position->x) && std::isfinite(node.position->y))
        append(object, keys::kPosition,
               Array{coordinate(node.position->x), coordinate(node.position->y)});
    if (!node.enabled)
        append(object, keys::kEnabled, false);
    if (!node.sockets.empty()) {
        Array sockets;
        for (const model::Socket& socket : node.sockets)
            sockets.push_back(toValue(socket));
        append(object, keys::kSockets, std::move(sockets));
    }
    appendExtras(object, node.extras, kNodeKeys);
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
    appendExtras(object, link.extras, kLinkKeys);
    return object;
}

/// Nodes and their sockets always get lines of their own, so that a change of one word changes
/// one line and never the layout around it.
bool alwaysOpen(const std::vector<std::string_view>& path, const Value& value)
{
    if (path.empty())
        return true;
    if (path.front() == keys::kNodes)
        return path.size() == 1
            || (path.size() == 2 && path[1] == keys::kSockets && value.asArray());
    if (path.size() != 1)
        return false;
    return (path.front() == keys::kLinks && value.asArray())
        || (path.front() == keys::kParameters && value.asObject());
}

std::string write(const std::string& name,
                  const std::string& description,
                  const std::vector<model::Node>& nodes,
                  const std::vector<model::Link>& links,
                  const Object& context,
                  const std::vector<model::Parameter>& parameters,
                  const Object& extras)
{
    Object root;
    append(root, keys::kVersion, kFormatVersion);
    if (!name.empty())
        append(root, keys::kName, name);
    if (!description.empty())
        append(root, keys::kDescription, description);
    if (!context.isEmpty())
        append(root, keys::kContext, context);
    if (!parameters.empty())
        append(root, keys::kParameters, parameterFields(parameters));
    Array list;
    for (const model::Node& node : nodes)
        list.push_back(toValue(node));
    append(root, keys::kNodes, std::move(list));
    list.clear();
    for (const model::Link& link : links)
        list.push_back(toValue(link));
    append(root, keys::kLinks, std::move(list));
    appendExtras(root, extras, kTopologyKeys);
    return JsonLayout(alwaysOpen).write(root);
}

} // namespace

std::string writeTopology(const model::Topology& topology)
{
    return write(topology.name, topology.description, topology.nodes, topology.links,
                 topology.context, topology.parameters, topology.extras);
}

std::string writeFragment(const std::vector<model::Node>& nodes,
                          const std::vector<model::Link>& links)
{
    return write({}, {}, nodes, links, {}, {}, {});
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
