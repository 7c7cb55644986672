#include "engine/io/drawing_fields.h"
#include "engine/io/field_reader.h"
#include "engine/io/file_keys.h"
#include "engine/io/json_reader.h"
#include "engine/io/loss_place.h"
#include "engine/io/parameter_fields.h"
#include "engine/io/security_fields.h"
#include "engine/io/topology_file.h"
#include "engine/io/utf8.h"
#include "engine/model/subtopology.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace topomq::io {

namespace {

using model::Object;
using model::Value;

constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestDescription = 20'000;

/// Turns the value of a whole file into a topology. What cannot be named (a node without an id, a
/// link without its ends) is left out after it has been reported.
class TopologyReader
{
public:
    explicit TopologyReader(const Object& root) { readHeader(root); }

    [[nodiscard]] ReadResult takeResult(const std::vector<JsonLoss>& losses, const Value& root)
    {
        for (const JsonLoss& loss : losses)
            report(loss, root);
        m_result.findings = m_fields.take();
        if (!m_result.isReadable())
            m_result.topology = {};
        return std::move(m_result);
    }

private:
    void readHeader(const Object& root);
    void readParameters(const Value& value);
    void readDefinitions(const Value& value);
    void readDefinition(const Object& object, const std::string& place);
    void readPorts(model::Definition& definition, const Value& value);
    bool readDrawn(const std::string& key, const Value& value);
    void readNodes(const Value& value);
    void readNode(const Object& object, const std::string& place);
    bool readNodeField(model::Node& node, const std::string& key, const Value& value);
    void readSockets(model::Node& node, const Value& value, const std::string& nodePlace);
    void readSocket(model::Node& node, const Object& object, const std::string& place);
    void readLinks(const Value& value);
    template <class Item>
    void readMarks(std::string_view key,
                   std::string_view what,
                   std::size_t most,
                   const Value& value,
                   std::vector<Item>& items,
                   std::optional<Item> (*read)(FieldReader&, const Object&));
    void readLink(const Object& object, const std::string& place);
    bool readEnd(const Object& object,
                 std::string_view what,
                 std::string_view key,
                 model::SocketRef& ref);
    std::string readName(std::string_view key, const Value& value);
    std::string readId(const Object& object, std::string_view what);
    void report(const JsonLoss& loss, const Value& root);
    bool isWithin(std::size_t count, std::size_t most, std::string_view what);

    FieldReader m_fields;
    ReadResult m_result;
    /// Before the names of places: empty, or the definition whose inside is read.
    std::string m_at;
    std::size_t m_nodes = 0;
    std::size_t m_links = 0;
    std::size_t m_sockets = 0;
    std::size_t m_ports = 0;
};

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
            topology.name = m_fields.title(key, value, kLongestName, false).value_or("");
        else if (key == keys::kDescription)
            topology.description =
                m_fields.title(key, value, kLongestDescription, true).value_or("");
        else if (key == keys::kContext)
            topology.context = m_fields.object(key, value).value_or(Object());
        else if (key == keys::kParameters)
            readParameters(value);
        else if (key == keys::kDefinitions)
            readDefinitions(value);
        else if (key != keys::kVersion)
            topology.extras.append(key, value);
    }
    refreshInstances(topology);
}

/// What a topology and a definition have in common. False: the key is none of that.
bool TopologyReader::readDrawn(const std::string& key, const Value& value)
{
    model::Topology& topology = m_result.topology;
    if (key == keys::kNodes)
        readNodes(value);
    else if (key == keys::kLinks)
        readLinks(value);
    else if (key == keys::kGroups)
        readMarks(key, "group", kMostGroups, value, topology.groups, &readGroup);
    else if (key == keys::kNotes)
        readMarks(key, "note", kMostNotes, value, topology.notes, &readNote);
    else
        return false;
    return true;
}

void TopologyReader::readDefinitions(const Value& value)
{
    const model::Array* list = m_fields.list(keys::kDefinitions, value);
    if (list == nullptr || !isWithin(list->size(), kMostDefinitions, "definitions"))
        return;
    std::unordered_set<std::string> ids;
    for (std::size_t index = 0; index < list->size(); ++index) {
        const std::string place = "definitions[" + std::to_string(index) + "]";
        m_fields.setPlace(place);
        if (const Object* object = m_fields.item("definition", (*list)[index]))
            readDefinition(*object, place);
        const auto& read = m_result.topology.definitions;
        if (read.empty() || ids.size() == read.size() || ids.insert(read.back().id.text()).second)
            continue;
        // Edits reach definitions by their ids, so each is kept once.
        m_fields.setPlace(read.back().id.text());
        m_fields.error("duplicate-id",
                       "Another definition is called \"" + read.back().id.text()
                           + "\" already; give this one an id of its own.");
        m_result.topology.definitions.pop_back();
    }
}

/// What is drawn inside is read as that of a topology of its own.
void TopologyReader::readDefinition(const Object& object, const std::string& place)
{
    model::Definition definition;
    definition.id = model::DefinitionId(readId(object, "definition"));
    const std::string where = definition.id.isEmpty() ? place : definition.id.text();
    model::Topology outer = std::exchange(m_result.topology, {});
    m_at = where + "/";
    for (const auto& [key, value] : object.members()) {
        m_fields.setPlace(where);
        if (readDrawn(key, value))
            continue;
        if (key == keys::kName)
            definition.name = m_fields.title(key, value, kLongestName, false).value_or("");
        else if (key == keys::kPorts)
            readPorts(definition, value);
        else if (key != keys::kId)
            definition.extras.append(key, value);
    }
    m_at.clear();
    model::Topology inside = std::exchange(m_result.topology, std::move(outer));
    definition.nodes = std::move(inside.nodes);
    definition.links = std::move(inside.links);
    definition.groups = std::move(inside.groups);
    definition.notes = std::move(inside.notes);
    if (!definition.id.isEmpty())
        m_result.topology.definitions.push_back(std::move(definition));
}

void TopologyReader::readPorts(model::Definition& definition, const Value& value)
{
    const model::Array* list = m_fields.list(keys::kPorts, value);
    if (list == nullptr || !isWithin(m_ports += list->size(), kMostPorts, "ports"))
        return;
    for (const Value& each : *list) {
        const Object* object = m_fields.item("port", each);
        if (object == nullptr)
            continue;
        model::Port port;
        port.id = model::SocketId(readId(*object, "port"));
        const bool leads = readEnd(*object, "port", keys::kSocket, port.socket);
        for (const auto& [key, field] : object->members()) {
            if (key != keys::kId && key != keys::kSocket)
                port.extras.append(key, field);
        }
        if (leads && !port.id.isEmpty())
            definition.ports.push_back(std::move(port));
    }
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
    if (text.size() > kLongestName) {
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
        node.name = m_fields.title(key, value, kLongestName, false).value_or("");
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
            socket.options = m_fields.object(key, value).value_or(Object());
        else if (key == keys::kSecurity)
            socket.security = readSecurity(m_fields, value);
        else if (key != keys::kId)
            socket.extras.append(key, value);
    }
    if (!socket.id.isEmpty())
        node.sockets.push_back(std::move(socket));
}

void TopologyReader::readLinks(const Value& value)
{
    const model::Array* list = m_fields.list(keys::kLinks, value);
    if (list == nullptr || !isWithin(m_links += list->size(), kMostLinks, "links"))
        return;
    m_result.topology.links.reserve(list->size());
    for (std::size_t index = 0; index < list->size(); ++index) {
        const std::string place = m_at + "links[" + std::to_string(index) + "]";
        m_fields.setPlace(place);
        if (const Object* object = m_fields.item("link", (*list)[index]))
            readLink(*object, place);
    }
}

/// Groups or notes. Edits reach them by their ids, so each is kept once.
template <class Item>
void TopologyReader::readMarks(std::string_view key,
                               std::string_view what,
                               std::size_t most,
                               const Value& value,
                               std::vector<Item>& items,
                               std::optional<Item> (*read)(FieldReader&, const Object&))
{
    const model::Array* list = m_fields.list(key, value);
    if (list == nullptr || !isWithin(list->size(), most, key))
        return;
    std::unordered_set<std::string> ids;
    for (std::size_t index = 0; index < list->size(); ++index) {
        m_fields.setPlace(m_at + std::string(key) + "[" + std::to_string(index) + "]");
        const Object* object = m_fields.item(what, (*list)[index]);
        std::optional<Item> item = object == nullptr ? std::nullopt : read(m_fields, *object);
        if (!item)
            continue;
        if (ids.insert(item->id.text()).second)
            items.push_back(std::move(*item));
        else
            m_fields.error("duplicate-id",
                           "Another " + std::string(what) + " is called \"" + item->id.text()
                               + "\" already; give this one an id of its own.");
    }
}

/// Of a definition: a little too long is for the rules to tell.
std::string TopologyReader::readName(std::string_view key, const Value& value)
{
    return m_fields.title(key, value, kLongestName, false).value_or("");
}

bool TopologyReader::readEnd(const Object& object,
                             std::string_view what,
                             std::string_view key,
                             model::SocketRef& ref)
{
    const Value* value = object.find(key);
    if (value == nullptr) {
        m_fields.error("missing-key",
                       "This " + std::string(what) + " has no \"" + std::string(key)
                           + "\"; name a socket as \"node.socket\".");
        return false;
    }
    const auto text = m_fields.text(key, *value);
    if (!text)
        return false;
    const auto dot = text->find('.');
    if (text->size() > 2 * kLongestName || dot == std::string::npos || dot == 0
        || dot + 1 == text->size())
    {
        m_fields.error("bad-reference",
                       "\"" + std::string(key) + "\" is \"" + shortened(*text, 80)
                           + "\"; name a socket as \"node.socket\".");
        return false;
    }
    ref = {model::NodeId(text->substr(0, dot)), model::SocketId(text->substr(dot + 1))};
    return true;
}

void TopologyReader::readLink(const Object& object, const std::string& place)
{
    model::Link link;
    link.id = model::LinkId(readId(object, "link"));
    m_fields.setPlace(link.id.isEmpty() ? place : m_at + link.id.text());
    const bool connects = readEnd(object, "link", keys::kConnect, link.connect);
    const bool binds = readEnd(object, "link", keys::kBind, link.bind);
    for (const auto& [key, value] : object.members()) {
        if (key == keys::kEndpoint)
            link.endpoint = m_fields.position(key, value).value_or(0);
        else if (key == keys::kEnabled)
            link.enabled = m_fields.truth(key, value).value_or(true);
        else if (key == keys::kRecordWire)
            link.recordWire = m_fields.truth(key, value).value_or(false);
        else if (key == keys::kBends)
            link.bends = readBends(m_fields, key, value);
        else if (key != keys::kId && key != keys::kConnect && key != keys::kBind)
            link.extras.append(key, value);
    }
    if (connects && binds && !link.id.isEmpty())
        m_result.topology.links.push_back(std::move(link));
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

std::string versionProblem(const Value& root)
{
    const std::string name = "\"" + std::string(keys::kVersion) + "\"";
    const Value* version =
        root.asObject() == nullptr ? nullptr : root.asObject()->find(keys::kVersion);
    if (version == nullptr)
        return "Not a TopoMQ topology: it has no " + name + ": 1, the version of its format.";
    const std::int64_t* number = version->asInteger();
    if (number != nullptr && *number == kFormatVersion)
        return {};
    if (number != nullptr && *number > kFormatVersion)
        return "Written in version " + std::to_string(*number)
            + " of the format; this program reads version 1. Open it with a newer TopoMQ.";
    return "Not a version of the format that this program reads: " + name + " is "
        + shortened(version->describe(), 48) + " and must be 1.";
}

} // namespace

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
