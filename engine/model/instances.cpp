#include "engine/model/instances.h"

#include <algorithm>
#include <cctype>
#include <functional>

namespace topomq::model {

namespace {

/// Leaves room for a number behind it, and in a run for what is inside.
constexpr std::size_t kLongestStem = 24;
constexpr std::size_t kLongestPortStem = 48;

const Definition* definitionOf(const Topology& topology, const Node* node)
{
    return node == nullptr || !isInstance(*node) ? nullptr
                                                 : findDefinition(topology, node->definition);
}

/// What a port of an instance leads to, through definitions inside definitions, becomes what
/// `change` makes of it. An empty Batch when it leads nowhere.
Edit changeBehindPort(const Topology& topology,
                      const SocketRef& port,
                      const std::function<void(Socket&)>& change)
{
    const Node* node = topology.find(port.node);
    SocketId name = port.socket;
    for (std::size_t depth = 0; node != nullptr && depth < kDeepestDefinitions; ++depth) {
        const Definition* definition = findDefinition(topology, node->definition);
        const Port* found = definition == nullptr ? nullptr : definition->find(name);
        if (found == nullptr)
            break;
        Definition changed = *definition;
        Node* inner = changed.find(found->socket.node);
        if (inner != nullptr && !isInstance(*inner)) {
            Socket* socket = inner->find(found->socket.socket);
            if (socket == nullptr)
                break;
            change(*socket);
            return put(changed);
        }
        name = found->socket.socket;
        node = definition->find(found->socket.node);
    }
    return Batch{};
}

} // namespace

Edit addPortAddress(const Topology& topology, const SocketRef& port, const std::string& address)
{
    return changeBehindPort(topology, port,
                            [&address](Socket& socket) { socket.bind.push_back(address); });
}

Edit setSecurity(const Topology& topology, const SocketRef& socket, const Security& security)
{
    const Node* node = topology.find(socket.node);
    if (node == nullptr || !isInstance(*node))
        return SetSecurity{socket, security};
    return changeBehindPort(topology, socket,
                            [&security](Socket& inner) { inner.security = security; });
}

bool offerPort(Definition& definition, const SocketRef& socket)
{
    const auto leads = [&socket](const Port& port) { return port.socket == socket; };
    if (std::any_of(definition.ports.begin(), definition.ports.end(), leads))
        return false;
    std::string name = socket.socket.text();
    if (definition.find(SocketId(name)) != nullptr)
        name = socket.node.text() + "-" + socket.socket.text();
    if (!isValidId(name))
        name = "port";
    const std::string stem = name.substr(0, kLongestPortStem);
    for (int number = 2; definition.find(SocketId(name)) != nullptr; ++number)
        name = stem + std::to_string(number);
    definition.ports.push_back({SocketId(name), socket, {}});
    return true;
}

const Definition* definitionAt(const Topology& topology, const std::vector<NodeId>& way)
{
    const Definition* at = nullptr;
    for (const NodeId& step : way) {
        const Node* node = at == nullptr ? topology.find(step) : at->find(step);
        at = definitionOf(topology, node);
        if (at == nullptr)
            return nullptr;
    }
    return at;
}

std::vector<PathStep> stepsOf(const Topology& topology, const std::string& path)
{
    std::vector<PathStep> steps;
    const Definition* inside = nullptr;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        PathStep step{NodeId(path.substr(begin, end - begin))};
        if (steps.empty())
            step.node = topology.find(step.id);
        else if (inside != nullptr)
            step.node = inside->find(step.id);
        inside = definitionOf(topology, step.node);
        steps.push_back(std::move(step));
        begin = end + 1;
    }
    return steps;
}

std::size_t countInstances(const Topology& topology, const DefinitionId& definition)
{
    std::size_t all = countInstances(topology.nodes, definition);
    for (const Definition& each : topology.definitions)
        all += countInstances(each.nodes, definition);
    return all;
}

std::size_t countInstances(const std::vector<Node>& nodes, const DefinitionId& definition)
{
    return static_cast<std::size_t>(
        std::count_if(nodes.begin(), nodes.end(), [&definition](const Node& node) {
            return isInstance(node) && node.definition == definition;
        }));
}

Node makeInstance(const Topology& topology, const DefinitionId& id, Point position)
{
    Node node;
    const Definition* definition = findDefinition(topology, id);
    node.id = NodeId(freeId(topology, loweredId(idFromTitle(id.text(), "stage"))));
    const std::string title = definition == nullptr ? id.text() : definition->title();
    const auto taken = [&topology](const std::string& text) {
        return std::any_of(topology.nodes.begin(), topology.nodes.end(),
                           [&text](const Node& each) { return each.title() == text; });
    };
    node.name = title;
    for (int number = 2; taken(node.name); ++number)
        node.name = title + " " + std::to_string(number);
    node.role = Role::Subtopology;
    node.definition = id;
    node.position = position;
    return node;
}

std::string idFromTitle(const std::string& title, const std::string& otherwise)
{
    std::string id;
    for (const char each : title) {
        const auto byte = static_cast<unsigned char>(each);
        if (byte < 0x80 && (std::isalnum(byte) != 0 || each == '-' || each == '_'))
            id += each;
        else if (!id.empty() && id.back() != '_')
            id += '_';
    }
    id.resize(std::min(id.size(), kLongestStem));
    while (!id.empty() && id.back() == '_')
        id.pop_back();
    return isValidId(id) ? id : otherwise;
}

std::string loweredId(std::string id)
{
    for (char& each : id)
        each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    return id;
}

Point middleOf(const std::vector<Node>& nodes)
{
    std::optional<Point> least;
    Point most;
    for (const Node& node : nodes) {
        if (!node.position)
            continue;
        if (!least) {
            least = most = *node.position;
            continue;
        }
        *least = {std::min(least->x, node.position->x), std::min(least->y, node.position->y)};
        most = {std::max(most.x, node.position->x), std::max(most.y, node.position->y)};
    }
    return least ? Point{(least->x + most.x) / 2, (least->y + most.y) / 2} : Point{};
}

} // namespace topomq::model
