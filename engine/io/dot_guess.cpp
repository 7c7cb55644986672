#include "engine/io/dot_guess.h"

#include "engine/io/dot_ports.h"
#include "engine/io/utf8.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace topomq::io {

namespace {

using model::Role;
using model::SocketType;

constexpr std::string_view kAnyPort = "tcp://127.0.0.1:*";
/// Leaves room in the 64 letters of an id for a `_` before it and a number behind it.
constexpr std::size_t kLongestId = 57;

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

} // namespace

DotGuess::DotGuess(const DotGraph& graph, model::Topology& topology)
    : m_graph(graph)
    , m_topology(topology)
    , m_places(graph.nodes.size())
    , m_sockets(graph.nodes.size())
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

void DotGuess::Sockets::note(const model::Socket& socket)
{
    const std::size_t place = endpoints.size();
    byId.emplace(socket.id.text(), place);
    firstOfType.emplace(socket.type, place);
    endpoints.emplace_back();
    for (std::size_t endpoint = 0; endpoint < socket.bind.size(); ++endpoint)
        endpoints.back().emplace(socket.bind[endpoint], endpoint);
}

std::string DotGuess::Sockets::freeId(const std::string& wanted)
{
    if (!byId.contains(wanted))
        return wanted;
    for (int& number = numbers.try_emplace(wanted, 2).first->second;; ++number) {
        std::string id = wanted + std::to_string(number);
        if (!byId.contains(id))
            return id;
    }
}

model::Node& DotGuess::nodeOf(std::size_t index)
{
    return m_topology.nodes[m_places[index]];
}

bool DotGuess::hasPort(const DotEnd& end)
{
    Sockets& known = m_sockets[end.node];
    if (end.port.empty() || !end.mayBeSide || known.byId.contains(end.port))
        return !end.port.empty();
    if (!known.ports)
        known.ports = portsIn(attribute(m_graph.nodes[end.node].attributes, "label"));
    return known.ports->contains(end.port);
}

std::string DotGuess::freeId(const std::string& wanted)
{
    if (m_ids.insert(wanted).second)
        return wanted;
    for (int& number = m_numbers.try_emplace(wanted, 2).first->second;; ++number) {
        std::string id = wanted + "_" + std::to_string(number);
        if (m_ids.insert(id).second)
            return id;
    }
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
    for (const model::Socket& socket : m_topology.nodes[node].sockets)
        m_sockets[index].note(socket);
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

std::size_t DotGuess::socketFor(const DotEnd& end, SocketType type, bool isTail)
{
    Sockets& known = m_sockets[end.node];
    std::string wanted = socketName(type, isTail);
    if (hasPort(end)) {
        wanted = idFrom(end.port, "port");
        const auto found = known.byId.find(wanted);
        if (type != SocketType::Pair && found != known.byId.end()
            && nodeOf(end.node).sockets[found->second].type == type)
            return found->second;
    } else if (type != SocketType::Pair) {
        const auto found = known.firstOfType.find(type);
        if (found != known.firstOfType.end())
            return found->second;
    }
    return addSocket(end.node, known.freeId(wanted), type);
}

std::size_t DotGuess::addSocket(std::size_t index, const std::string& id, SocketType type)
{
    std::vector<model::Socket>& sockets = nodeOf(index).sockets;
    sockets.push_back({.id = model::SocketId(id), .type = type});
    m_sockets[index].note(sockets.back());
    return sockets.size() - 1;
}

std::size_t DotGuess::endpointFor(std::size_t index, std::size_t socket, const std::string& address)
{
    std::vector<std::string>& bind = nodeOf(index).sockets[socket].bind;
    const auto [found, isNew] = m_sockets[index].endpoints[socket].emplace(address, bind.size());
    if (isNew)
        bind.push_back(address);
    return found->second;
}

void DotGuess::addEdge(const DotEdge& edge)
{
    const Types types = typesOf(edge);
    const std::size_t tail = socketFor(edge.tail, types.tail, true);
    const std::size_t head = socketFor(edge.head, types.head, false);
    const auto refTo = [this](const DotEnd& end, std::size_t socket) {
        const model::Node& node = nodeOf(end.node);
        return model::SocketRef{node.id, node.sockets[socket].id};
    };
    const bool bindsTail = tailBinds(edge, types);
    model::Link link;
    link.bind = bindsTail ? refTo(edge.tail, tail) : refTo(edge.head, head);
    link.connect = bindsTail ? refTo(edge.head, head) : refTo(edge.tail, tail);
    link.endpoint = endpointFor(bindsTail ? edge.tail.node : edge.head.node,
                                bindsTail ? tail : head, addressOf(edge.attributes));
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
