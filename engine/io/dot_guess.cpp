#include "engine/io/dot_guess.h"

#include "engine/io/utf8.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace topomq::io {

namespace {

using model::Role;
using model::SocketType;

constexpr std::string_view kAnyPort = "tcp://127.0.0.1:*";
constexpr std::size_t kLongestId = 60;

bool isIdLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-';
}

/// A name as an id: other characters become `_`.
std::string idFrom(std::string_view name, std::string_view otherwise)
{
    std::string id;
    for (const char c : name.substr(0, std::min(name.size(), kLongestId)))
        id += isIdLetter(c) ? c : '_';
    if (id.find_first_not_of('_') == std::string::npos)
        id = otherwise;
    if (id.front() == '-' || (id.front() >= '0' && id.front() <= '9'))
        id.insert(0, 1, '_');
    return id;
}

std::string_view attribute(const DotAttributes& attributes, std::string_view name)
{
    const auto found = attributes.find(name);
    return found == attributes.end() ? std::string_view() : std::string_view(found->second.value);
}

/// `\n`, `\l` and `\r` are the line breaks of a label, `\N` is the node's name.
std::string plainLabel(std::string_view label, const std::string& name)
{
    if (label.starts_with('<') || label.find('|') != std::string_view::npos)
        return {};
    std::string plain;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] != '\\' || i + 1 == label.size()) {
            plain += label[i] == '\n' ? ' ' : label[i];
            continue;
        }
        const char next = label[++i];
        if (next == 'N')
            plain += name;
        else if (next == 'n' || next == 'l' || next == 'r')
            plain += ' ';
        else
            plain += next;
    }
    while (!plain.empty() && plain.back() == ' ')
        plain.pop_back();
    return plain;
}

/// "PUB-SUB", "REQ/REP", "XPUB -> XSUB".
std::optional<std::pair<SocketType, SocketType>> pairIn(std::string_view text)
{
    std::array<std::string, 2> words;
    std::size_t word = 0;
    for (const char c : text) {
        const bool isLetter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (isLetter)
            words[word] += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        else if (std::string_view(" -/>:").find(c) == std::string_view::npos)
            return std::nullopt;
        else if (!words[0].empty())
            word = 1;
    }
    const SocketType tail = model::socketTypeFromText(words[0]);
    const SocketType head = model::socketTypeFromText(words[1]);
    if (tail == SocketType::Unknown || head == SocketType::Unknown)
        return std::nullopt;
    return std::pair(tail, head);
}

/// The address that an edge names, in `address` or as its label.
std::string addressOf(const DotAttributes& attributes)
{
    if (const std::string_view address = attribute(attributes, "address"); !address.empty())
        return withoutControls(address);
    const std::string_view label = attribute(attributes, "label");
    const bool isOne = label.find("://") != std::string_view::npos
        && label.find_first_of(" \\\n") == std::string_view::npos;
    return withoutControls(isOne ? label : kAnyPort);
}

/// What a node with these sockets can be; External when no role has them all.
Role roleFor(const std::vector<model::Socket>& sockets)
{
    const auto all = [&sockets](std::initializer_list<SocketType> types) {
        return std::all_of(sockets.begin(), sockets.end(), [&types](const model::Socket& socket) {
            return std::find(types.begin(), types.end(), socket.type) != types.end();
        });
    };
    using enum SocketType;
    if (sockets.empty())
        return Role::External;
    if (all({Push, Pub, XPub}))
        return Role::Source;
    if (all({Pull, Sub, XSub}))
        return Role::Sink;
    if (all({Push, Pub, XPub, Pull, Sub, XSub}))
        return Role::Worker;
    if (sockets.size() > 1)
        return Role::External;
    switch (sockets.front().type) {
    case Req:
    case Dealer:
        return Role::Client;
    case Rep:
    case Router:
        return Role::Server;
    case Pair:
        return Role::Peer;
    case Stream:
        return Role::Stream;
    default:
        return Role::External;
    }
}

std::string socketName(SocketType type, bool isTail)
{
    if (type == SocketType::Pair)
        return "pair";
    if (!model::canReceive(type))
        return "out";
    if (!model::canSend(type))
        return "in";
    return isTail ? "out" : "in";
}

std::string freeSocketId(const model::Node& node, const std::string& wanted)
{
    std::string id = wanted;
    for (int number = 2; node.find(model::SocketId(id)) != nullptr; ++number)
        id = wanted + std::to_string(number);
    return id;
}

} // namespace

DotGuess::DotGuess(const DotGraph& graph, model::Topology& topology)
    : m_graph(graph)
    , m_topology(topology)
    , m_places(graph.nodes.size())
    , m_degrees(graph.nodes.size())
{
    for (const model::Node& node : topology.nodes)
        m_ids.insert(node.id.text());
    for (const model::Link& link : topology.links) {
        m_ids.insert(link.id.text());
        m_joined.emplace(link.connect, link.bind, link.endpoint);
    }
    for (const DotEdge& edge : graph.edges) {
        ++m_degrees[edge.tail.node];
        ++m_degrees[edge.head.node];
    }
}

std::string DotGuess::freeId(const std::string& wanted)
{
    std::string id = wanted;
    for (int number = 2; !m_ids.insert(id).second; ++number)
        id = wanted + "_" + std::to_string(number);
    return id;
}

void DotGuess::addNode(std::size_t index, std::optional<model::Point> place)
{
    const DotNode& from = m_graph.nodes[index];
    model::Node node;
    node.id = model::NodeId(freeId(idFrom(from.name, "node")));
    node.name = withoutControls(plainLabel(attribute(from.attributes, "label"), from.name));
    if (node.name.empty())
        node.name = withoutControls(from.name);
    node.name = shortened(node.name, kLongestTitle);
    if (node.name == node.id.text())
        node.name.clear();
    node.position = place;
    m_places[index] = m_topology.nodes.size();
    m_added.emplace_back(m_topology.nodes.size(),
                         model::roleFromText(attribute(from.attributes, "role")));
    m_topology.nodes.push_back(std::move(node));
}

void DotGuess::useNode(std::size_t index, std::size_t node)
{
    m_places[index] = node;
}

DotGuess::Types DotGuess::typesOf(const DotEdge& edge) const
{
    for (const std::string_view name : {"sockets", "pattern", "label"}) {
        if (const auto pair = pairIn(attribute(edge.attributes, name)))
            return {pair->first, pair->second};
    }
    if (m_graph.directed)
        return {SocketType::Push, SocketType::Pull};
    return {SocketType::Pair, SocketType::Pair};
}

bool DotGuess::tailBinds(const DotEdge& edge, const Types& types) const
{
    // Who answers and who publishes is the one that others look for.
    const auto isService = [](SocketType type) {
        return type == SocketType::Rep || type == SocketType::Router || type == SocketType::Pub
            || type == SocketType::XPub;
    };
    if (isService(types.tail) != isService(types.head))
        return isService(types.tail);
    return m_degrees[edge.tail.node] >= m_degrees[edge.head.node];
}

model::Socket& DotGuess::socketFor(const DotEnd& end, SocketType type, bool isTail)
{
    model::Node& node = m_topology.nodes[m_places[end.node]];
    const auto add = [&node, type](const std::string& id) -> model::Socket& {
        return node.sockets.emplace_back(model::Socket{.id = model::SocketId(id), .type = type});
    };
    if (!end.port.empty()) {
        const std::string id = idFrom(end.port, "port");
        model::Socket* found = node.find(model::SocketId(id));
        if (found != nullptr && found->type == type && type != SocketType::Pair)
            return *found;
        return add(freeSocketId(node, id));
    }
    const auto same = std::find_if(node.sockets.begin(), node.sockets.end(),
                                   [type](const model::Socket& each) { return each.type == type; });
    if (same != node.sockets.end() && type != SocketType::Pair)
        return *same;
    return add(freeSocketId(node, socketName(type, isTail)));
}

std::size_t DotGuess::addressFor(model::Socket& socket, const std::string& address)
{
    const auto found = std::find(socket.bind.begin(), socket.bind.end(), address);
    const auto index = static_cast<std::size_t>(found - socket.bind.begin());
    if (found == socket.bind.end())
        socket.bind.push_back(address);
    return index;
}

void DotGuess::addEdge(const DotEdge& edge)
{
    const Types types = typesOf(edge);
    const auto refTo = [this](const DotEnd& end, const model::Socket& socket) {
        return model::SocketRef{m_topology.nodes[m_places[end.node]].id, socket.id};
    };
    // One after the other: a new socket may move those of the same node.
    const model::SocketRef tail = refTo(edge.tail, socketFor(edge.tail, types.tail, true));
    const model::SocketRef head = refTo(edge.head, socketFor(edge.head, types.head, false));
    model::Link link;
    const bool bindsTail = tailBinds(edge, types);
    link.bind = bindsTail ? tail : head;
    link.connect = bindsTail ? head : tail;
    model::Node& binder = m_topology.nodes[m_places[bindsTail ? edge.tail.node : edge.head.node]];
    link.endpoint = addressFor(*binder.find(link.bind.socket), addressOf(edge.attributes));
    if (!m_joined.emplace(link.connect, link.bind, link.endpoint).second) {
        ++m_doubled;
        return;
    }
    link.id = model::LinkId(freeId("link" + std::to_string(m_topology.links.size() + 1)));
    m_topology.links.push_back(std::move(link));
}

void DotGuess::finish()
{
    for (const auto& [place, role] : m_added) {
        model::Node& node = m_topology.nodes[place];
        node.role = role == Role::Unknown ? roleFor(node.sockets) : role;
    }
}

std::vector<std::string> DotGuess::notes() const
{
    std::vector<std::string> notes;
    if (m_doubled > 0)
        notes.push_back("Edges that stand twice were read once: " + std::to_string(m_doubled)
                        + " left out.");
    return notes;
}

} // namespace topomq::io
