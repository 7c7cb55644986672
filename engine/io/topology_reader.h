#pragma once
// Turns the values of a topology file into a topology, part by part.

#include "engine/io/field_reader.h"
#include "engine/io/json_reader.h"
#include "engine/io/topology_file.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::io {

/// In bytes. Ids that are a little too long are for the rules to tell.
inline constexpr std::size_t kLongestId = 128;

/// Turns the value of a whole file into a topology. What cannot be named (a node without an id, a
/// link without its ends) is left out after it has been reported.
/// Thread: used by one, once.
class TopologyReader
{
public:
    explicit TopologyReader(const model::Object& root) { readHeader(root); }

    [[nodiscard]] ReadResult takeResult(const std::vector<JsonLoss>& losses,
                                        const model::Value& root);

private:
    void readHeader(const model::Object& root);
    void readParameters(const model::Value& value);
    void readDefinitions(const model::Value& value);
    void readDefinition(const model::Object& object, const std::string& place);
    void readPorts(model::Definition& definition, const model::Value& value);
    bool readDrawn(const std::string& key, const model::Value& value);
    void readNodes(const model::Value& value);
    void readNode(const model::Object& object, const std::string& place);
    bool readNodeField(model::Node& node, const std::string& key, const model::Value& value);
    void readSockets(model::Node& node, const model::Value& value, const std::string& nodePlace);
    void readSocket(model::Node& node, const model::Object& object, const std::string& place);
    void readLinks(const model::Value& value);
    template <class Item>
    void readMarks(std::string_view key,
                   std::string_view what,
                   std::size_t most,
                   const model::Value& value,
                   std::vector<Item>& items,
                   std::optional<Item> (*read)(FieldReader&, const model::Object&));
    void readLink(const model::Object& object, const std::string& place);
    bool readEnd(const model::Object& object,
                 std::string_view what,
                 std::string_view key,
                 model::SocketRef& ref);
    std::string readName(std::string_view key, const model::Value& value);
    std::string readId(const model::Object& object, std::string_view what);
    void report(const JsonLoss& loss, const model::Value& root);
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

} // namespace topomq::io
