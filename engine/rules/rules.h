#pragma once
// What ZeroMQ allows and what a topology should look out for.
// Sources: zmq_socket(3) for the pairs, zmq_tcp(7), zmq_ipc(7), zmq_inproc(7) for addresses,
// and measurements on libzmq 4.3.4 where the manual is silent.
// Thread: pure functions on values, callable from any thread.

#include "engine/model/finding.h"
#include "engine/model/topology.h"
#include "engine/rules/capabilities.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::rules {

/// The families by which the drawing is coloured.
enum class Family { RequestReply, Routed, PublishSubscribe, Pipeline, Pair, Other };

[[nodiscard]] Family familyOf(model::SocketType type);

/// Is the pair in ZeroMQ's matrix (symmetric; who binds does not matter)?
[[nodiscard]] bool isLegalPair(model::SocketType a, model::SocketType b);
/// The types that `type` may talk to, in the order of the enum.
[[nodiscard]] std::vector<model::SocketType> partnersOf(model::SocketType type);
/// "PUB can only talk to SUB or XSUB"; for a legal pair empty.
[[nodiscard]] std::string whyIllegal(model::SocketType a, model::SocketType b);
/// Name of the pattern of a legal pair: "pipeline", "request-reply", "publish-subscribe", …
[[nodiscard]] std::string patternName(model::SocketType a, model::SocketType b);
/// In which directions messages travel from a to b (subscriptions are not messages).
[[nodiscard]] bool sendsTo(model::SocketType from, model::SocketType to);

struct Address
{
    enum class Transport { Inproc, Ipc, Tcp, Ws, Pgm, Epgm, Norm, Other };

    Transport transport = Transport::Other;
    std::string scheme;
    /// tcp, ws: host (without brackets); ipc: path; inproc: name; multicast: group.
    std::string host;
    /// tcp, ws and multicast; nothing for `*`.
    std::optional<int> port;
    /// Multicast: interface, where one is named; norm: with its node id before a comma.
    std::string interface;
    /// tcp `source;destination`: the address that a connection comes from.
    std::string source;
    /// ws: what follows the port, with its slash.
    std::string path;
    /// `*` as port, path or name: filled in when it is bound.
    bool wildcard = false;
    /// Reachable from other machines.
    bool openToNetwork = false;
    /// tcp and ws: the socket that binds it has IPV6, so that `*` is all addresses of both versions
    /// and an interface is its IPv6 address. No text tells: false as parsed.
    bool ipv6 = false;
};

/// One group for many: who binds makes no difference, and there are no connections.
[[nodiscard]] constexpr bool isMulticast(Address::Transport transport)
{
    return transport == Address::Transport::Pgm || transport == Address::Transport::Epgm
        || transport == Address::Transport::Norm;
}

/// The parsed address, or why it is none ("port 99999 is not between 1 and 65535").
struct AddressResult
{
    std::optional<Address> address;
    std::string problem;
};

/// As bound (`*` allowed) by the sockets of a topology.
[[nodiscard]] AddressResult parseBindAddress(std::string_view text);
/// As a program outside binds it and our sockets connect to it: host names and a source address
/// are allowed.
[[nodiscard]] AddressResult parseConnectAddress(std::string_view text);
/// Would binding both be an error (the same port, also on 0.0.0.0 against 127.0.0.1, not against
/// ::1; the same path; the same name)?
[[nodiscard]] bool collide(const Address& a, const Address& b);

/// May a link be drawn between these two sockets now? Empty: yes. Else the reason, as shown at the
/// pointer. Does not ask who binds.
[[nodiscard]] std::string
whyNoLink(const model::Topology& topology, const model::SocketRef& a, const model::SocketRef& b);

/// Which of the two should bind, by "the stable side binds", and why, in a few words.
struct BindChoice
{
    bool firstBinds = true;
    std::string reason;
};

[[nodiscard]] BindChoice chooseBindSide(const model::Topology& topology,
                                        const model::SocketRef& a,
                                        const model::SocketRef& b);
/// The edit that links the two: picks the binder, uses its first address or gives it one
/// (`transport` is "inproc", "ipc", "tcp", "ws", "pgm", "epgm" or "norm"; tcp where the types or
/// an external program cannot use it). `newLink` receives the id of the link.
[[nodiscard]] model::Edit makeLink(const model::Topology& topology,
                                   const model::SocketRef& a,
                                   const model::SocketRef& b,
                                   std::string_view transport,
                                   model::LinkId* newLink);

/// Whom an entry of `Security::allow` names.
struct AllowEntry
{
    enum class Kind { Socket, Key, User };

    Kind kind = Kind::User;
    /// Of a socket of the topology; else empty.
    model::SocketRef socket;
};

/// A socket of the topology, else a public key (40 characters of Z85), else a user name.
[[nodiscard]] AllowEntry allowEntry(const model::Topology& topology, const std::string& entry);
[[nodiscard]] bool isZ85Key(std::string_view text);

/// The edit that gives links CURVE, or why there is none.
struct SecureResult
{
    model::Edit edit = model::Batch{};
    /// Empty when `edit` does it; "it is secured already" counts as a reason.
    std::string problem;
    /// Sockets whose security the edit sets: a socket has one mechanism for all its links, so the
    /// sockets at the other ends follow. One in a definition, for all instances of it, is called
    /// "Stage/w1.in".
    std::vector<model::SocketRef> sockets;
};

/// Secures the link and all that hang together with it over tcp, ipc and ws, through ports of
/// sub-topologies too: binders become servers, the others clients. Links over inproc take no part:
/// nothing can listen in there. `in`: the definition that the link is written in; empty: the
/// topology itself.
[[nodiscard]] SecureResult secureLink(const model::Topology& topology,
                                      const model::LinkId& link,
                                      const model::DefinitionId& in = {});
/// The same for several as one edit; the reasons of those that cannot be.
[[nodiscard]] SecureResult secureLinks(const model::Topology& topology,
                                       const std::vector<model::LinkId>& links,
                                       const model::DefinitionId& in = {});
/// All links that can be secured, also those in definitions; a reason when some cannot.
[[nodiscard]] SecureResult secureAll(const model::Topology& topology);
/// Is there a socket, in the topology or in a definition, about whose security something is said?
[[nodiscard]] bool hasSecurity(const model::Topology& topology);
/// Takes that from all of them.
[[nodiscard]] model::Edit takeSecurityOff(const model::Topology& topology);

/// `inproc://*`, `ipc://*`, `tcp://127.0.0.1:*`, `ws://127.0.0.1:*`, or a multicast group on
/// loopback; tcp for what is none of these.
[[nodiscard]] std::string freshAddress(std::string_view transport);

/// All findings, most severe first, then in the order of the file. Of what is inside of an instance
/// of a sub-topology `where` is the path: `stage1/w1.in`; of a definition itself its id.
[[nodiscard]] std::vector<model::Finding> check(const model::Topology& topology,
                                                const Capabilities& capabilities = {});
[[nodiscard]] bool hasErrors(const std::vector<model::Finding>& findings);

} // namespace topomq::rules
