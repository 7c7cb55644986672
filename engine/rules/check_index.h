#pragma once
// What all groups of checks look up: made once per check, so that the whole stays near linear.
// Thread: a plain value that points into the topology it was made from.

#include "engine/model/flat_topology.h"
#include "engine/rules/rules.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace topomq::rules {

/// Where a finding belongs in the file: orders the findings.
struct Place
{
    std::string where;
    std::size_t major = 0;
    std::size_t minor = 0;
    /// The setting or option that it is about (`#name`: a parameter); empty: the whole thing.
    std::string field;

    [[nodiscard]] Place at(std::string key) const { return {where, major, minor, std::move(key)}; }
};

struct SocketEntry
{
    const model::Node* node = nullptr;
    const model::Socket* socket = nullptr;
    model::SocketRef ref;
    std::size_t nodeIndex = 0;
    std::size_t socketIndex = 0;
    /// Takes part in a run: its node is not left out.
    bool active = false;
    /// One for each of its addresses.
    std::vector<AddressResult> addresses;
    /// Positions in CheckIndex::links of the links in use at this socket, each once.
    std::vector<std::size_t> links;
    /// By which name ROUTERs will know it; nothing: libzmq makes one up.
    std::optional<std::string> routingId;

    [[nodiscard]] bool isExternal() const { return node->role == model::Role::External; }

    [[nodiscard]] model::SocketType type() const { return socket->type; }

    [[nodiscard]] Place place() const;
};

struct LinkEntry
{
    const model::Link* link = nullptr;
    std::size_t index = 0;
    /// Positions in CheckIndex::sockets; nothing where there is no such socket.
    std::optional<std::size_t> connect;
    std::optional<std::size_t> bind;
    /// In use: enabled, between two sockets that exist, of nodes that take part. The address may
    /// still be missing.
    bool active = false;
    /// The first link with this id: the one that an edit reaches.
    bool firstOfId = true;
    /// How many instances it is inside of, each in the other: one further out is shared by fewer.
    std::size_t depth = 0;
    std::size_t nodeCount = 0;

    [[nodiscard]] Place place() const;
};

struct CheckIndex
{
    /// `checked` is what is laid flat with numbers in the places of parameters (ResolvedTopology).
    CheckIndex(const model::Topology& checked, const model::FlatTopology& laidFlat);

    const model::Topology& topology;
    const model::FlatTopology& flat;
    /// As it stands in the document: what fixes change.
    const model::Topology& source;
    /// In the order of the file.
    std::vector<SocketEntry> sockets;
    std::vector<LinkEntry> links;
    /// How many values a copy of each node takes.
    std::vector<std::size_t> nodeWeights;
    std::unordered_map<model::NodeId, std::size_t> nodeById;
    std::unordered_map<model::SocketRef, std::size_t> socketByRef;

    /// An edit that names the node reaches this one, not another with the same id.
    [[nodiscard]] bool isFirstOfId(std::size_t nodeIndex) const;
    /// The address that the link connects to; null when there is none or it is not understood.
    [[nodiscard]] const Address* addressOf(const LinkEntry& link) const;
    /// The IPv6 that a socket will have: its own word, else the context's.
    [[nodiscard]] bool allowsIpv6(const SocketEntry& socket) const;
    /// What people call it: its path where it is inside of a sub-topology. For messages; values
    /// that an edit writes are ids.
    [[nodiscard]] std::string called(const model::NodeId& node) const;
    [[nodiscard]] std::string called(const model::LinkId& link) const;
    [[nodiscard]] std::string called(const model::SocketRef& socket) const;
    [[nodiscard]] Place placeOfNode(std::size_t index) const;
    [[nodiscard]] const SocketEntry& connecter(const LinkEntry& link) const;
    [[nodiscard]] const SocketEntry& binder(const LinkEntry& link) const;
    /// The socket at the other end.
    [[nodiscard]] const SocketEntry& peer(const LinkEntry& link, const SocketEntry& socket) const;

private:
    void addSockets();
    void addLinks();
};

} // namespace topomq::rules
