// Who becomes server and who client when links are secured with CURVE.
#include "engine/rules/addresses.h"
#include "engine/rules/rules.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace topomq::rules {

namespace {

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
class Camps
{
public:
    explicit Camps(const Topology& topology)
        : m_topology(topology)
    {
        for (const model::Node& node : topology.nodes) {
            for (const model::Socket& socket : node.sockets)
                m_sockets.emplace(SocketRef{node.id, socket.id},
                                  Member{&socket, node.role == Role::External});
        }
        for (std::size_t i = 0; i < topology.links.size(); ++i) {
            if (!why(topology.links[i]).empty())
                continue;
            m_links[topology.links[i].connect].push_back(i);
            m_links[topology.links[i].bind].push_back(i);
        }
    }

    /// Why the link has nothing to secure, or empty.
    [[nodiscard]] std::string why(const Link& link) const
    {
        return whyNoSecurity(link, find(link.connect), find(link.bind));
    }

    [[nodiscard]] bool knows(const SocketRef& socket) const { return m_camp.contains(socket); }

    /// Adds what hangs together with `start` to the result.
    void secure(const SocketRef& start, SecureResult& result)
    {
        std::vector<SocketRef> members;
        const auto odd = divide(start, members);
        if (odd) {
            addProblem(result,
                       "the link " + odd->id.text()
                           + " closes a ring in which a socket would have to be server and "
                             "client at once, and a socket is only one of the two");
            return;
        }
        const bool serversFirst = countServing(members, false) >= countServing(members, true);
        const std::string preferred = whyNot(members, serversFirst);
        if (preferred.empty())
            assign(members, serversFirst, result);
        else if (whyNot(members, !serversFirst).empty())
            assign(members, !serversFirst, result);
        else
            addProblem(result, preferred);
    }

private:
    struct Member
    {
        const model::Socket* socket = nullptr;
        bool external = false;
    };

    [[nodiscard]] const model::Socket* find(const SocketRef& ref) const
    {
        const auto found = m_sockets.find(ref);
        return found == m_sockets.end() ? nullptr : found->second.socket;
    }

    static void addProblem(SecureResult& result, const std::string& problem)
    {
        result.problem += (result.problem.empty() ? "" : "; ") + problem;
    }

    [[nodiscard]] const SocketRef& other(const Link& link, const SocketRef& socket) const
    {
        return link.connect == socket ? link.bind : link.connect;
    }

    /// The first link between two of one camp, if there is one.
    std::optional<Link> divide(const SocketRef& start, std::vector<SocketRef>& members)
    {
        std::optional<Link> odd;
        members.push_back(start);
        m_camp.emplace(start, false);
        for (std::size_t next = 0; next < members.size(); ++next) {
            const SocketRef socket = members[next];
            const bool camp = m_camp.at(socket);
            for (const std::size_t position : m_links[socket]) {
                const Link& link = m_topology.links[position];
                const auto [found, isNew] = m_camp.emplace(other(link, socket), !camp);
                if (isNew)
                    members.push_back(found->first);
                else if (found->second == camp && !odd)
                    odd = link;
            }
        }
        return odd;
    }

    /// How many links their binder would serve, were this camp the servers.
    std::size_t countServing(const std::vector<SocketRef>& members, bool camp)
    {
        std::size_t count = 0;
        for (const SocketRef& socket : members) {
            for (const std::size_t position : m_links[socket])
                count +=
                    m_topology.links[position].bind == socket && m_camp[socket] == camp ? 1 : 0;
        }
        return count;
    }

    std::string whyNot(const std::vector<SocketRef>& members, bool serversFirst)
    {
        for (const SocketRef& socket : members) {
            const bool serves = m_camp[socket] != serversFirst;
            if (serves && m_sockets.at(socket).external && !clientsKnowKey(socket))
                return socket.text()
                    + " is an external program and would be the server: write its public key as "
                      "server_key of the sockets that talk to it";
            if (!serves && serversThatConnect(socket) > 1)
                return socket.text()
                    + " binds and would be the client of several servers, and it can know only "
                      "the key of one";
        }
        return "";
    }

    bool clientsKnowKey(const SocketRef& server)
    {
        return std::all_of(m_links[server].begin(), m_links[server].end(), [&](std::size_t i) {
            const SocketRef& client = other(m_topology.links[i], server);
            return isZ85Key(find(client)->security.serverKey);
        });
    }

    std::size_t serversThatConnect(const SocketRef& client)
    {
        std::vector<SocketRef> servers;
        for (const std::size_t position : m_links[client]) {
            const Link& link = m_topology.links[position];
            const bool isNew =
                std::find(servers.begin(), servers.end(), link.connect) == servers.end();
            if (link.bind == client && isNew)
                servers.push_back(link.connect);
        }
        return servers.size();
    }

    void assign(const std::vector<SocketRef>& members, bool serversFirst, SecureResult& result)
    {
        auto& batch = std::get<model::Batch>(result.edit);
        for (const SocketRef& socket : members) {
            const Security& old = find(socket)->security;
            Security secured = old;
            secured.mechanism = Mechanism::Curve;
            secured.unknownMechanism.clear();
            secured.server = m_camp[socket] != serversFirst;
            secured.username.clear();
            if (secured == old)
                continue;
            result.sockets.push_back(socket);
            batch.edits.emplace_back(model::SetSecurity{socket, std::move(secured)});
        }
    }

    const Topology& m_topology;
    std::unordered_map<SocketRef, Member> m_sockets;
    std::unordered_map<SocketRef, std::vector<std::size_t>> m_links;
    std::unordered_map<SocketRef, bool> m_camp;
};

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

SecureResult secureLink(const Topology& topology, const LinkId& id)
{
    SecureResult result;
    const Link* link = topology.find(id);
    Camps camps(topology);
    result.problem = link == nullptr ? "there is no link " + id.text() : camps.why(*link);
    if (!result.problem.empty())
        return result;
    camps.secure(link->bind, result);
    if (result.problem.empty() && result.sockets.empty())
        result.problem = "it is secured already";
    return result;
}

SecureResult secureAll(const Topology& topology)
{
    SecureResult result;
    Camps camps(topology);
    for (const Link& link : topology.links) {
        if (camps.why(link).empty() && !camps.knows(link.bind))
            camps.secure(link.bind, result);
    }
    if (result.problem.empty() && result.sockets.empty())
        result.problem = "there is nothing left to secure";
    return result;
}

} // namespace topomq::rules
