#include "engine/model/flat_topology.h"

#include "engine/model/node_references.h"

#include <utility>

namespace topomq::model {

namespace {

constexpr std::size_t kLongestId = 64;

} // namespace

FlatTopology::FlatTopology(const Topology& source)
    : m_source(source)
    , m_nesting(source)
{
    if (!hasSubtopologies(source))
        return;
    m_copy.emplace();
    m_copy->name = source.name;
    m_copy->description = source.description;
    m_copy->context = source.context;
    m_copy->parameters = source.parameters;
    m_copy->extras = source.extras;
    m_copy->groups = source.groups;
    m_copy->notes = source.notes;
    for (const Node& node : source.nodes)
        m_taken.insert(node.id.text());
    for (const Link& link : source.links)
        m_taken.insert(link.id.text());
    m_scopes.emplace_back();
    addNodes(0, source.nodes);
    findIdle();
    for (std::size_t i = 0; i < m_copy->nodes.size(); ++i) {
        renameOthers(m_scopeOfNode[i], m_copy->nodes[i]);
    }
    addLinks(0, source.links);
    for (std::size_t scope = 1; scope < m_scopes.size(); ++scope)
        addLinks(scope, m_scopes[scope].definition->links);
}

void FlatTopology::addNodes(std::size_t scope, const std::vector<Node>& nodes)
{
    for (const Node& node : nodes) {
        // An id that stands twice means the first: edits and links reach that one.
        if (isInstance(node))
            openInstance(scope, node);
        else
            addNode(scope, node);
    }
}

void FlatTopology::addNode(std::size_t scope, const Node& node)
{
    Node copy = node;
    if (scope != 0) {
        copy.id = NodeId(flatId(scope, node.id.text(), &node));
        copy.name = m_scopes[scope].title + "/" + node.title();
        copy.position.reset();
    }
    m_scopes[scope].locals.emplace(node.id, Local{copy.id, {}, false});
    m_copy->nodes.push_back(std::move(copy));
    m_scopeOfNode.push_back(scope);
}

void FlatTopology::openInstance(std::size_t scope, const Node& node)
{
    const std::string path = m_scopes[scope].path + node.id.text();
    const Definition* definition = m_nesting.usable(node.definition);
    const bool runs = node.enabled && definition != nullptr;
    if (node.enabled && definition == nullptr
        && findDefinition(m_source, node.definition) == nullptr)
        m_problems.push_back({FlatProblem::Kind::UnknownDefinition, path, node.definition.text()});
    // An inner one is part of the weight of the outer one already.
    const FlatWeight before = m_weight;
    if (runs && scope == 0)
        m_weight += m_nesting.weightOf(node);
    const bool fits = m_weight.fits();
    if (runs && !fits) {
        m_problems.push_back(
            {m_weight.isTooMany() ? FlatProblem::Kind::TooLarge : FlatProblem::Kind::TooHeavy, path,
             definition->id.text()});
        m_weight = before;
    }
    if (!runs || !fits) {
        if (definition != nullptr)
            m_idle.insert(definition);
        m_scopes[scope].locals.emplace(node.id, Local{node.id, {}, true});
        return;
    }
    const std::size_t inside = m_scopes.size();
    m_scopes[scope].locals.emplace(node.id, Local{node.id, inside, false});
    Scope opened{definition, path + "/", m_scopes[scope].id + node.id.text() + "-", node.title()};
    opened.outer = scope;
    if (scope != 0)
        opened.title = m_scopes[scope].title + "/" + opened.title;
    for (const Port& port : definition->ports)
        opened.ports.emplace(port.id, port.socket);
    m_scopes.push_back(std::move(opened));
    ++m_uses[definition];
    addNodes(inside, definition->nodes);
}

/// What stands inside of one that does not run does not run there either.
void FlatTopology::findIdle()
{
    for (const Definition& definition : m_source.definitions) {
        if (usesOf(definition) == 0)
            m_idle.insert(&definition);
    }
    std::vector<const Definition*> left(m_idle.begin(), m_idle.end());
    while (!left.empty()) {
        const Definition& outer = *left.back();
        left.pop_back();
        for (const Node& node : outer.nodes) {
            const Definition* inner =
                isInstance(node) ? m_nesting.usable(node.definition) : nullptr;
            if (inner != nullptr && m_idle.insert(inner).second)
                left.push_back(inner);
        }
    }
}

std::string FlatTopology::flatId(std::size_t scope, const std::string& id, const Node* node)
{
    std::string flat = m_scopes[scope].id + id;
    const std::string path = m_scopes[scope].path + id;
    const bool tooLong = flat.size() > kLongestId;
    if (tooLong || m_taken.contains(flat)) {
        m_problems.push_back(
            {tooLong ? FlatProblem::Kind::IdTooLong : FlatProblem::Kind::IdTaken, path, flat});
        // The rest can be checked under any other name.
        do {
            flat = "inner-" + std::to_string(++m_numbers);
        } while (m_taken.contains(flat));
    }
    m_taken.insert(flat);
    m_inside.emplace(flat, Inner{path, scope, node});
    return flat;
}

void FlatTopology::addLinks(std::size_t scope, const std::vector<Link>& links)
{
    for (const Link& link : links) {
        Link copy = link;
        const std::string path = m_scopes[scope].path + link.id.text();
        bool fits = true;
        for (SocketRef* end : {&copy.connect, &copy.bind}) {
            const SocketRef named = *end;
            const End found = resolve(scope, *end);
            fits = fits && found == End::Found;
            if (found == End::NoPort)
                m_problems.push_back({FlatProblem::Kind::UnknownPort, path, named.text(), &link,
                                      m_scopes[scope].definition});
        }
        if (!fits)
            continue;
        if (scope != 0)
            copy.id = LinkId(flatId(scope, link.id.text(), nullptr));
        m_written.emplace(copy.id, &link);
        m_copy->links.push_back(std::move(copy));
    }
}

/// Leads from a socket as it is named in a scope to that of an ordinary node.
FlatTopology::End FlatTopology::resolve(std::size_t scope, SocketRef& ref) const
{
    for (;;) {
        const Scope& here = m_scopes[scope];
        const Local* local = localAt(scope, ref.node.text());
        if (local == nullptr) {
            // Nobody is called so: the rules tell it of the link.
            ref.node = NodeId(here.id + ref.node.text());
            return End::Found;
        }
        if (local->leftOut)
            return End::LeftOut;
        if (!local->inside) {
            ref.node = local->flat;
            return End::Found;
        }
        const Scope& inner = m_scopes[*local->inside];
        const auto port = inner.ports.find(ref.socket);
        if (port == inner.ports.end())
            return End::NoPort;
        scope = *local->inside;
        ref = port->second;
    }
}

/// By an id, or a path that leads further inside.
const FlatTopology::Local* FlatTopology::localAt(std::size_t scope, const std::string& path) const
{
    std::size_t begin = 0;
    for (;;) {
        const auto slash = path.find('/', begin);
        const auto& locals = m_scopes[scope].locals;
        const auto found = locals.find(NodeId(path.substr(begin, slash - begin)));
        if (found == locals.end())
            return nullptr;
        if (slash == std::string::npos)
            return &found->second;
        if (!found->second.inside)
            return nullptr;
        scope = *found->second.inside;
        begin = slash + 1;
    }
}

/// Whom nobody beside a node is called as, it means further out.
std::size_t FlatTopology::scopeNaming(std::size_t scope, const std::string& path) const
{
    const NodeId first(path.substr(0, path.find('/')));
    while (scope != 0 && !m_scopes[scope].locals.contains(first))
        scope = m_scopes[scope].outer;
    return scope;
}

void FlatTopology::renameOthers(std::size_t scope, Node& node) const
{
    for (Socket& socket : node.sockets) {
        for (std::string& entry : socket.security.allow) {
            const auto dot = entry.find('.');
            if (dot == std::string::npos)
                continue;
            SocketRef ref{NodeId(entry.substr(0, dot)), SocketId(entry.substr(dot + 1))};
            const std::size_t there = scopeNaming(scope, ref.node.text());
            if (localAt(there, ref.node.text()) != nullptr && resolve(there, ref) == End::Found)
                entry = ref.text();
        }
    }
    renameReferences(node, [this, scope](const std::string& name) -> std::optional<std::string> {
        const Local* local = localAt(scopeNaming(scope, name), name);
        return local == nullptr || local->inside ? std::nullopt : std::optional(local->flat.text());
    });
}

const std::string* FlatTopology::pathOf(const std::string& id) const
{
    const auto found = m_inside.find(id);
    return found == m_inside.end() ? nullptr : &found->second.path;
}

std::optional<FlatTopology::Origin> FlatTopology::originOf(const std::string& id) const
{
    const auto found = m_inside.find(id);
    if (found == m_inside.end())
        return std::nullopt;
    const Scope& scope = m_scopes[found->second.scope];
    return Origin{scope.definition, found->second.node, scope.path};
}

std::optional<NodeId> FlatTopology::idAt(const std::string& path) const
{
    const Local* local = m_scopes.empty() ? nullptr : localAt(0, path);
    return local == nullptr || local->inside || local->leftOut ? std::nullopt
                                                               : std::optional(local->flat);
}

std::size_t FlatTopology::usesOf(const Definition& definition) const
{
    const auto found = m_uses.find(&definition);
    return found == m_uses.end() ? 0 : found->second;
}

bool FlatTopology::runsEverywhere(const Definition& definition) const
{
    return !m_idle.contains(&definition);
}

const Link* FlatTopology::written(const LinkId& id) const
{
    const auto found = m_written.find(id);
    return found == m_written.end() ? nullptr : found->second;
}

} // namespace topomq::model
