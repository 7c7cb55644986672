// Who becomes server and who client when links are secured with CURVE.
#include "engine/model/flat_topology.h"
#include "engine/rules/addresses.h"
#include "engine/rules/rules.h"
#include "engine/rules/written_sockets.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

namespace topomq::rules {

namespace {

using model::DefinitionId;
using model::Link;
using model::LinkId;
using model::Mechanism;
using model::Role;
using model::Security;
using model::SocketRef;
using model::SocketType;
using model::Topology;

constexpr std::size_t kKeyLength = 40;

/// Ends that are not there are null.
std::string
whyNoSecurity(const Link& link, const model::Socket* connecter, const model::Socket* binder)
{
    if (binder == nullptr || connecter == nullptr || link.bind == link.connect
        || link.endpoint >= binder->bind.size())
        return "the link leads nowhere";
    if (binder->type == SocketType::Stream)
        return "raw TCP knows no CURVE";
    const std::string_view scheme = schemeOf(binder->bind[link.endpoint]);
    if (scheme == "inproc")
        return "inproc never leaves this program, and ZeroMQ does not secure it";
    if (scheme != "tcp" && scheme != "ipc" && scheme != "ws")
        return std::string(scheme) + " has no connections that ZeroMQ could secure";
    return "";
}

/// Sockets that hang together over links that can be secured, in two camps that face each other.
/// What is written in a definition is one member, however many instances there are of it.
class Camps
{
public:
    explicit Camps(const Topology& topology)
        : m_written(topology)
        , m_links(m_written.sockets().size())
        , m_servers(m_written.sockets().size())
        , m_camp(m_written.sockets().size())
    {
        for (std::size_t i = 0; i < m_written.links().size(); ++i) {
            if (!why(i).empty())
                continue;
            m_links[*linkAt(i).connect].push_back(i);
            m_links[*linkAt(i).bind].push_back(i);
        }
        countServers(topology);
    }

    [[nodiscard]] std::size_t linkCount() const { return m_written.links().size(); }

    /// The position of the link that is written there; nothing: there is none.
    [[nodiscard]] std::optional<std::size_t> find(const LinkId& id, const DefinitionId& in) const
    {
        const auto& links = m_written.links();
        const auto found = std::find_if(links.begin(), links.end(), [&](const auto& each) {
            return each.link->id == id && (each.in == nullptr ? DefinitionId() : each.in->id) == in;
        });
        return found == links.end()
            ? std::nullopt
            : std::optional(static_cast<std::size_t>(found - links.begin()));
    }

    /// Why the link has nothing to secure, or empty.
    [[nodiscard]] std::string why(std::size_t position) const
    {
        const WrittenSockets::Joined& link = linkAt(position);
        return whyNoSecurity(*link.link, socketOf(link.connect), socketOf(link.bind));
    }

    /// Secures what hangs together with a link that has something to secure.
    void secure(std::size_t link)
    {
        const std::size_t start = *linkAt(link).bind;
        if (m_camp[start])
            return;
        std::vector<std::size_t> members;
        if (const auto odd = divide(start, members)) {
            addProblem(whyOdd(*odd, members));
            return;
        }
        const bool serversFirst = countServing(members, false) >= countServing(members, true);
        const std::string preferred = whyNot(members, serversFirst);
        if (preferred.empty())
            assign(members, serversFirst);
        else if (whyNot(members, !serversFirst).empty())
            assign(members, !serversFirst);
        else
            addProblem(preferred);
    }

    void addProblem(const std::string& problem)
    {
        if (m_result.problem.find(problem) == std::string::npos)
            m_result.problem += (m_result.problem.empty() ? "" : "; ") + problem;
    }

    /// `done` is the reason where all is secured already.
    [[nodiscard]] SecureResult take(const std::string& done)
    {
        if (m_result.problem.empty() && m_result.sockets.empty())
            m_result.problem = done;
        for (const auto& [id, definition] : m_changed)
            m_edits.edits.push_back(put(definition));
        m_result.edit = std::move(m_edits);
        return std::move(m_result);
    }

private:
    [[nodiscard]] const WrittenSockets::Joined& linkAt(std::size_t position) const
    {
        return m_written.links()[position];
    }

    [[nodiscard]] const WrittenSockets::Entry& at(std::size_t socket) const
    {
        return m_written.sockets()[socket];
    }

    [[nodiscard]] const model::Socket* socketOf(std::optional<std::size_t> socket) const
    {
        return socket ? at(*socket).socket : nullptr;
    }

    [[nodiscard]] std::size_t other(std::size_t link, std::size_t socket) const
    {
        return *linkAt(link).connect == socket ? *linkAt(link).bind : *linkAt(link).connect;
    }

    /// To each socket that binds: what instances link to each other has an end for each of them.
    void countServers(const Topology& topology)
    {
        if (!hasSubtopologies(topology))
            return;
        std::unordered_map<const Link*, std::size_t> positions;
        for (std::size_t i = 0; i < linkCount(); ++i)
            positions.emplace(linkAt(i).link, i);
        const model::FlatTopology flat(topology);
        std::unordered_map<SocketRef, std::set<SocketRef>> connecters;
        for (const Link& link : flat.topology().links) {
            const auto position = positions.find(flat.written(link.id));
            if (position == positions.end() || !why(position->second).empty())
                continue;
            std::set<SocketRef>& servers = connecters[link.bind];
            servers.insert(link.connect);
            std::size_t& most = m_servers[*linkAt(position->second).bind];
            most = std::max(most, servers.size());
        }
    }

    /// The first link between two of one camp, if there is one.
    std::optional<std::size_t> divide(std::size_t start, std::vector<std::size_t>& members)
    {
        std::optional<std::size_t> odd;
        members.push_back(start);
        m_camp[start] = false;
        for (std::size_t next = 0; next < members.size(); ++next) {
            const std::size_t socket = members[next];
            for (const std::size_t link : m_links[socket]) {
                std::optional<bool>& camp = m_camp[other(link, socket)];
                if (!camp) {
                    camp = !*m_camp[socket];
                    members.push_back(other(link, socket));
                } else if (camp == m_camp[socket] && !odd) {
                    odd = link;
                }
            }
        }
        return odd;
    }

    [[nodiscard]] std::string whyOdd(std::size_t odd, const std::vector<std::size_t>& members) const
    {
        const WrittenSockets::Joined& link = linkAt(odd);
        const std::string name =
            (link.in == nullptr ? "" : link.in->id.text() + "/") + link.link->id.text();
        const std::string shared = "all instances of a sub-topology have one security";
        if (link.connect == link.bind)
            return "at both ends of the link " + name + " is " + at(*link.bind).ref().text()
                + ", which cannot be server and client at once, and " + shared;
        const bool isInside = std::any_of(members.begin(), members.end(), [this](std::size_t each) {
            return at(each).in != nullptr;
        });
        return "the link " + name
            + " closes a ring in which a socket would have to be server and "
              "client at once, and a socket is only one of the two"
            + (isInside ? ": " + shared : "");
    }

    /// How many links their binder would serve, were this camp the servers.
    [[nodiscard]] std::size_t countServing(const std::vector<std::size_t>& members, bool camp) const
    {
        std::size_t count = 0;
        for (const std::size_t socket : members) {
            for (const std::size_t link : m_links[socket])
                count += linkAt(link).bind == socket && m_camp[socket] == camp ? 1 : 0;
        }
        return count;
    }

    [[nodiscard]] std::string whyNot(const std::vector<std::size_t>& members,
                                     bool serversFirst) const
    {
        for (const std::size_t socket : members) {
            const bool serves = m_camp[socket] != serversFirst;
            const bool isExternal = at(socket).node->role == Role::External;
            if (serves && isExternal && !clientsKnowKey(socket))
                return at(socket).ref().text()
                    + " is an external program and would be the server: write its public key as "
                      "server_key of the sockets that talk to it";
            if (!serves && serversThatConnect(socket) > 1)
                return at(socket).ref().text()
                    + " binds and would be the client of several servers, and it can know only "
                      "the key of one";
        }
        return "";
    }

    [[nodiscard]] bool clientsKnowKey(std::size_t server) const
    {
        return std::all_of(m_links[server].begin(), m_links[server].end(), [&](std::size_t link) {
            return isZ85Key(at(other(link, server)).socket->security.serverKey);
        });
    }

    [[nodiscard]] std::size_t serversThatConnect(std::size_t client) const
    {
        std::set<SocketRef> beside;
        for (const std::size_t position : m_links[client]) {
            const WrittenSockets::Joined& link = linkAt(position);
            if (link.bind == client && link.in == at(client).in)
                beside.insert(link.link->connect);
        }
        return std::max(beside.size(), m_servers[client]);
    }

    void assign(const std::vector<std::size_t>& members, bool serversFirst)
    {
        for (const std::size_t socket : members) {
            const Security& old = at(socket).socket->security;
            Security secured = old;
            secured.mechanism = Mechanism::Curve;
            secured.unknownMechanism.clear();
            secured.server = m_camp[socket] != serversFirst;
            secured.username.clear();
            if (secured == old)
                continue;
            m_result.sockets.push_back(at(socket).ref());
            set(at(socket), std::move(secured));
        }
    }

    void set(const WrittenSockets::Entry& entry, Security security)
    {
        if (entry.in == nullptr) {
            m_edits.edits.emplace_back(
                model::SetSecurity{{entry.node->id, entry.socket->id}, std::move(security)});
            return;
        }
        model::Definition& changed = m_changed.try_emplace(entry.in->id, *entry.in).first->second;
        changed.find(entry.node->id)->find(entry.socket->id)->security = std::move(security);
    }

    WrittenSockets m_written;
    /// Of each socket: those that can be secured.
    std::vector<std::vector<std::size_t>> m_links;
    /// How many connect to it at the most, wherever it runs.
    std::vector<std::size_t> m_servers;
    std::vector<std::optional<bool>> m_camp;
    model::Batch m_edits;
    std::map<DefinitionId, model::Definition> m_changed;
    SecureResult m_result;
};

template <class Nodes>
bool anySecured(const Nodes& nodes)
{
    return std::any_of(nodes.begin(), nodes.end(), [](const model::Node& node) {
        return !isInstance(node)
            && std::any_of(node.sockets.begin(), node.sockets.end(),
                           [](const auto& socket) { return socket.security != Security(); });
    });
}

} // namespace

bool isZ85Key(std::string_view text)
{
    constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRST"
                                          "UVWXYZ.-:+=^!/*?&<>()[]{}@%$#";
    return text.size() == kKeyLength && text.find_first_not_of(kLetters) == std::string_view::npos;
}

AllowEntry allowEntry(const Topology& topology, const std::string& entry)
{
    const auto dot = entry.find('.');
    if (dot != std::string::npos) {
        const SocketRef ref{model::NodeId(entry.substr(0, dot)),
                            model::SocketId(entry.substr(dot + 1))};
        if (topology.find(ref) != nullptr)
            return {AllowEntry::Kind::Socket, ref};
    }
    return {isZ85Key(entry) ? AllowEntry::Kind::Key : AllowEntry::Kind::User, {}};
}

SecureResult secureLink(const Topology& topology, const LinkId& id, const DefinitionId& in)
{
    return secureLinks(topology, {id}, in);
}

SecureResult
secureLinks(const Topology& topology, const std::vector<LinkId>& ids, const DefinitionId& in)
{
    Camps camps(topology);
    for (const LinkId& id : ids) {
        const auto link = camps.find(id, in);
        const std::string why = link ? camps.why(*link) : "there is no link " + id.text();
        if (why.empty())
            camps.secure(*link);
        else
            camps.addProblem(why);
    }
    return camps.take("it is secured already");
}

SecureResult secureAll(const Topology& topology)
{
    Camps camps(topology);
    for (std::size_t i = 0; i < camps.linkCount(); ++i) {
        if (camps.why(i).empty())
            camps.secure(i);
    }
    return camps.take("there is nothing left to secure");
}

bool hasSecurity(const Topology& topology)
{
    return anySecured(topology.nodes)
        || std::any_of(topology.definitions.begin(), topology.definitions.end(),
                       [](const auto& each) { return anySecured(each.nodes); });
}

model::Edit takeSecurityOff(const Topology& topology)
{
    model::Batch batch;
    for (const model::Node& node : topology.nodes) {
        for (const model::Socket& socket : node.sockets) {
            if (!isInstance(node) && socket.security != Security())
                batch.edits.emplace_back(model::SetSecurity{{node.id, socket.id}, {}});
        }
    }
    for (const model::Definition& definition : topology.definitions) {
        // An edit reaches the first with an id.
        if (!anySecured(definition.nodes) || findDefinition(topology, definition.id) != &definition)
            continue;
        model::Definition changed = definition;
        for (model::Node& node : changed.nodes) {
            for (model::Socket& socket : node.sockets)
                socket.security = {};
        }
        batch.edits.push_back(put(changed));
    }
    return batch;
}

} // namespace topomq::rules
