#include "engine/io/topology_reader.h"

#include "engine/io/drawing_fields.h"
#include "engine/io/file_keys.h"
#include "engine/io/json_writer.h"
#include "engine/io/loss_place.h"
#include "engine/io/parameter_fields.h"
#include "engine/io/security_fields.h"
#include "engine/io/utf8.h"
#include "engine/io/whole_numbers.h"
#include "engine/model/subtopology.h"

#include <algorithm>
#include <utility>

namespace topomq::io {

using model::Object;
using model::Value;

namespace {

std::string versionProblem(const Value& root)
{
    const std::string name = "\"" + std::string(keys::kVersion) + "\"";
    const Value* version =
        root.asObject() == nullptr ? nullptr : root.asObject()->find(keys::kVersion);
    if (version == nullptr)
        return "Not a TopoMQ topology: it has no " + name + ": 1, the version of its format.";
    const std::optional<std::int64_t> number = wholeNumber(*version);
    if (number && *number == kFormatVersion)
        return {};
    if (number && *number > kFormatVersion)
        return "Written in version " + std::to_string(*number)
            + " of the format; this program reads version 1. Open it with a newer TopoMQ.";
    return "Not a version of the format that this program reads: " + name + " is "
        + shortened(oneLine(*version), 48) + " and must be 1.";
}

} // namespace

ReadResult TopologyReader::takeResult(const std::vector<JsonLoss>& losses, const Value& root)
{
    for (const JsonLoss& loss : losses)
        report(loss, root);
    m_result.findings = m_fields.take();
    if (!m_result.isReadable())
        m_result.topology = {};
    return std::move(m_result);
}

bool TopologyReader::isWithin(std::size_t count, std::size_t most, std::string_view what)
{
    if (count <= most)
        return true;
    m_result.unreadable = "Over the limits: there are more than " + std::to_string(most) + " "
        + std::string(what) + ".";
    return false;
}

void TopologyReader::readHeader(const Object& root)
{
    model::Topology& topology = m_result.topology;
    for (const auto& [key, value] : root.members()) {
        m_fields.setPlace({});
        if (readDrawn(key, value))
            continue;
        if (key == keys::kName)
            topology.name = m_fields.title(key, value, kNameLimit).value_or("");
        else if (key == keys::kDescription)
            topology.description = m_fields.title(key, value, kDescriptionLimit).value_or("");
        else if (key == keys::kContext)
            topology.context = withWholeNumbers(m_fields.object(key, value).value_or(Object()),
                                                &model::findContextOption);
        else if (key == keys::kParameters)
            readParameters(value);
        else if (key == keys::kDefinitions)
            readDefinitions(value);
        else if (key != keys::kVersion)
            topology.extras.append(key, value);
    }
    refreshInstances(topology);
}

void TopologyReader::readParameters(const Value& value)
{
    const auto list = m_fields.object(keys::kParameters, value);
    if (!list || !isWithin(list->size(), kMostParameters, "parameters"))
        return;
    m_result.topology.parameters = readParameterList(m_fields, *list);
}

void TopologyReader::readNodes(const Value& value)
{
    const model::Array* list = m_fields.list(keys::kNodes, value);
    if (list == nullptr || !isWithin(m_nodes += list->size(), kMostNodes, "nodes"))
        return;
    m_result.topology.nodes.reserve(list->size());
    for (std::size_t index = 0; index < list->size(); ++index) {
        const std::string place = m_at + "nodes[" + std::to_string(index) + "]";
        m_fields.setPlace(place);
        if (const Object* object = m_fields.item("node", (*list)[index]))
            readNode(*object, place);
    }
}

std::string TopologyReader::readId(const Object& object, std::string_view what)
{
    const Value* id = object.find(keys::kId);
    if (id == nullptr) {
        m_fields.error("missing-key",
                       "This " + std::string(what) + " has no \"id\"; give it one of its own.");
        return {};
    }
    std::string text = m_fields.text(keys::kId, *id).value_or("");
    if (text.empty() && id->asText() != nullptr)
        m_fields.error("missing-key", "The \"id\" of this " + std::string(what) + " is empty.");
    // A little too long is for the rules to tell; a monster would stand in every message.
    if (text.size() > kLongestId) {
        m_fields.error("invalid-id",
                       "The \"id\" of this " + std::string(what) + " has "
                           + std::to_string(text.size()) + " bytes; 64 are allowed.");
        return {};
    }
    return text;
}

void TopologyReader::readNode(const Object& object, const std::string& place)
{
    model::Node node;
    node.id = model::NodeId(readId(object, "node"));
    const std::string where = node.id.isEmpty() ? place : m_at + node.id.text();
    m_fields.setPlace(where);
    const Value* role = object.find(keys::kRole);
    const std::string* word = role == nullptr ? nullptr : role->asText();
    const bool isInstance =
        word != nullptr && model::roleFromText(*word) == model::Role::Subtopology;
    if (role == nullptr)
        m_fields.error("missing-key",
                       "This node has no \"role\"; say what it does, such as "
                       "\"source\" or \"sink\".");
    for (const auto& [key, value] : object.members()) {
        m_fields.setPlace(where);
        if (isInstance && key == keys::kDefinition)
            node.definition = model::DefinitionId(readName(key, value));
        else if (!isInstance && key == keys::kSockets)
            readSockets(node, value, where);
        else if (key != keys::kId && !readNodeField(node, key, value))
            node.extras.append(key, value);
    }
    if (!node.id.isEmpty())
        m_result.topology.nodes.push_back(std::move(node));
}

/// False when the key is not one of a node's.
bool TopologyReader::readNodeField(model::Node& node, const std::string& key, const Value& value)
{
    if (key == keys::kName)
        node.name = m_fields.title(key, value, kNameLimit).value_or("");
    else if (key == keys::kSettings)
        node.settings = m_fields.object(key, value).value_or(Object());
    else if (key == keys::kPosition)
        node.position = readPoint(m_fields, key, value);
    else if (key == keys::kEnabled)
        node.enabled = m_fields.truth(key, value).value_or(true);
    else if (key == keys::kRole) {
        const std::string word = m_fields.text(key, value).value_or("");
        node.role = model::roleFromText(word);
        if (node.role == model::Role::Unknown)
            node.unknownRole = word;
    } else
        return false;
    return true;
}

void TopologyReader::readSockets(model::Node& node,
                                 const Value& value,
                                 const std::string& nodePlace)
{
    const model::Array* list = m_fields.list(keys::kSockets, value);
    if (list == nullptr || !isWithin(m_sockets += list->size(), kMostSockets, "sockets"))
        return;
    node.sockets.reserve(list->size());
    for (std::size_t index = 0; index < list->size(); ++index) {
        const std::string place = nodePlace + ".sockets[" + std::to_string(index) + "]";
        m_fields.setPlace(place);
        if (const Object* object = m_fields.item("socket", (*list)[index]))
            readSocket(node, *object, place);
    }
}

void TopologyReader::readSocket(model::Node& node, const Object& object, const std::string& place)
{
    model::Socket socket;
    socket.id = model::SocketId(readId(object, "socket"));
    if (!socket.id.isEmpty() && !node.id.isEmpty())
        m_fields.setPlace(m_at + model::SocketRef{node.id, socket.id}.text());
    else
        m_fields.setPlace(place);
    if (object.find(keys::kType) == nullptr)
        m_fields.error("missing-key", "This socket has no \"type\", such as \"PUSH\" or \"SUB\".");
    for (const auto& [key, value] : object.members()) {
        if (key == keys::kType) {
            const std::string word = m_fields.text(key, value).value_or("");
            socket.type = model::socketTypeFromText(word);
            if (socket.type == model::SocketType::Unknown)
                socket.unknownType = word;
        } else if (key == keys::kBind)
            socket.bind = m_fields.textList(key, value).value_or(std::vector<std::string>());
        else if (key == keys::kOptions)
            socket.options = withWholeNumbers(m_fields.object(key, value).value_or(Object()),
                                              &model::findOption);
        else if (key == keys::kSecurity)
            socket.security = readSecurity(m_fields, value);
        else if (key != keys::kId)
            socket.extras.append(key, value);
    }
    if (!socket.id.isEmpty())
        node.sockets.push_back(std::move(socket));
}

void TopologyReader::report(const JsonLoss& loss, const Value& root)
{
    m_fields.setPlace(whereIs(root, loss.path));
    const std::string at = "line " + std::to_string(loss.line) + ": " + pathText(loss.path);
    if (loss.kind == JsonLoss::Kind::DuplicateKey)
        m_fields.error("duplicate-key",
                       at + " stands twice in the same object; remove one of the two.");
    else
        m_fields.warning("rounded-number",
                         at + " has more digits than can be kept; it is rounded.");
}

bool ReadResult::isComplete() const
{
    return isReadable()
        && std::none_of(findings.begin(), findings.end(), [](const model::Finding& finding) {
               return finding.severity == model::Severity::Error;
           });
}

ReadResult readTopology(std::string_view json)
{
    ReadResult result;
    const JsonResult parsed = readJson(json);
    result.unreadable = parsed.problem.empty() ? versionProblem(parsed.value) : parsed.problem;
    if (!result.unreadable.empty())
        return result;
    TopologyReader reader(*parsed.value.asObject());
    return reader.takeResult(parsed.losses, parsed.value);
}

} // namespace topomq::io
