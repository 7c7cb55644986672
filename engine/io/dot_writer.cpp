#include "engine/io/dot_file.h"
#include "engine/io/file_keys.h"
#include "engine/io/json_reader.h"
#include "engine/io/json_writer.h"
#include "engine/io/topology_file.h"

namespace topomq::io {

namespace {

using model::Object;
using model::Value;

/// A DOT text in quotes. The JSON that we put in has backslashes of its own: DOT takes only those
/// before a quote away, so each of them is doubled here and halved by the reader.
std::string inQuotes(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

/// The label of a record has signs of its own.
std::string inRecord(std::string_view text)
{
    std::string label;
    for (const char c : text) {
        if (std::string_view("{}|<> \\").find(c) != std::string_view::npos)
            label += '\\';
        // A line break would end the line of the file.
        label += c == '\n' || c == '\r' ? ' ' : c;
    }
    return label;
}

std::string typeOf(const model::Socket& socket)
{
    return socket.unknownType.empty() ? std::string(toText(socket.type)) : socket.unknownType;
}

std::string portsOf(const model::Node& node, bool inputs)
{
    std::string ports;
    for (const model::Socket& socket : node.sockets) {
        const bool isInput = model::canReceive(socket.type) && !model::canSend(socket.type);
        if (isInput != inputs)
            continue;
        ports += (ports.empty() ? "" : "|") + ("<" + inRecord(socket.id.text()) + "> ")
            + inRecord(socket.id.text() + " " + typeOf(socket));
    }
    return ports;
}

/// `{in PULL}|{Worker|worker}|{out PUSH}`. The words of a record are escaped once, by inRecord:
/// only quotes are left to the quoting of the text.
std::string labelOf(const model::Node& node)
{
    const std::string role =
        node.unknownRole.empty() ? std::string(toText(node.role)) : node.unknownRole;
    std::string label = "{" + inRecord(node.title()) + "|" + inRecord(role) + "}";
    if (const std::string in = portsOf(node, true); !in.empty())
        label = "{" + in + "}|" + label;
    if (const std::string out = portsOf(node, false); !out.empty())
        label += "|{" + out + "}";
    std::string quoted = "\"";
    for (const char c : label) {
        if (c == '"')
            quoted += '\\';
        quoted += c;
    }
    return quoted + '"';
}

std::string coordinate(double value)
{
    return value == 0 ? "0" : numberText(value);
}

std::string nodeLine(const model::Node& node, const Value& json)
{
    std::string line = "    " + inQuotes(node.id.text()) + " [label=" + labelOf(node);
    // Graphviz counts points upwards; the mark keeps it from moving the card.
    if (node.position)
        line +=
            ", pos=\"" + coordinate(node.position->x) + "," + coordinate(-node.position->y) + "!\"";
    if (!node.enabled)
        line += ", style=dashed";
    return line + ", topomq=" + inQuotes(oneLine(json)) + "];\n";
}

std::string endOf(const model::SocketRef& socket)
{
    return inQuotes(socket.node.text()) + ":" + inQuotes(socket.socket.text());
}

std::string linkLine(const model::Topology& topology, const model::Link& link, const Value& json)
{
    const model::Socket* connect = topology.find(link.connect);
    const model::Socket* bind = topology.find(link.bind);
    const auto sends = [](const model::Socket* socket) {
        return socket != nullptr && model::canSend(socket->type);
    };
    const auto receives = [](const model::Socket* socket) {
        return socket != nullptr && model::canReceive(socket->type);
    };
    const bool there = sends(connect) && receives(bind);
    const bool back = sends(bind) && receives(connect);
    const bool backwards = back && !there;
    std::string line = "    " + endOf(backwards ? link.bind : link.connect) + " -> "
        + endOf(backwards ? link.connect : link.bind) + " [";
    if (bind != nullptr && link.endpoint < bind->bind.size())
        line += "label=" + inQuotes(bind->bind[link.endpoint]) + ", ";
    if (there && back)
        line += "dir=both, ";
    if (!link.enabled)
        line += "style=dashed, ";
    return line + "topomq=" + inQuotes(oneLine(json)) + "];\n";
}

const model::Array& listIn(const Object& root, std::string_view key)
{
    static const model::Array none;
    const Value* list = root.find(key);
    return list == nullptr || list->asArray() == nullptr ? none : *list->asArray();
}

} // namespace

std::string writeDot(const model::Topology& topology)
{
    // What the file says of each thing goes along, so that nothing is lost on the way back.
    const JsonResult file = readJson(writeTopology(topology));
    if (file.value.asObject() == nullptr)
        return {};
    Object header = *file.value.asObject();
    const model::Array nodes = listIn(header, keys::kNodes);
    const model::Array links = listIn(header, keys::kLinks);
    header.remove(keys::kNodes);
    header.remove(keys::kLinks);
    std::string text = "digraph " + inQuotes(topology.name) + " {\n";
    text += "    graph [rankdir=LR, topomq=" + inQuotes(oneLine(header)) + "];\n";
    text += "    node [shape=record, fontname=\"sans-serif\"];\n";
    text += "    edge [fontname=\"sans-serif\", fontsize=10];\n";
    for (std::size_t i = 0; i < nodes.size() && i < topology.nodes.size(); ++i)
        text += nodeLine(topology.nodes[i], nodes[i]);
    for (std::size_t i = 0; i < links.size() && i < topology.links.size(); ++i)
        text += linkLine(topology, topology.links[i], links[i]);
    return text + "}\n";
}

} // namespace topomq::io
