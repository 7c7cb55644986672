// Links, marks of the drawing, and definitions. See topology_reader.cpp for the rest of the class.

#include "engine/io/drawing_fields.h"
#include "engine/io/file_keys.h"
#include "engine/io/topology_reader.h"
#include "engine/io/utf8.h"

#include <unordered_set>
#include <utility>

namespace topomq::io {

using model::Object;
using model::Value;

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
            definition.name = m_fields.title(key, value, kNameLimit).value_or("");
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

/// Of a definition: a little too long is for the rules to tell.
std::string TopologyReader::readName(std::string_view key, const Value& value)
{
    return m_fields.title(key, value, kNameLimit).value_or("");
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
    if (text->size() > 2 * kLongestId || dot == std::string::npos || dot == 0
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

} // namespace topomq::io
