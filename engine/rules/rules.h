#pragma once
// What ZeroMQ allows and what a topology should look out for.
// Sources: zmq_socket(3) for the pairs, zmq_tcp(7), zmq_ipc(7), zmq_inproc(7) for addresses,
// and measurements on libzmq 4.3.4 where the manual is silent.
// Thread: pure functions on values, callable from any thread.

#include "engine/model/finding.h"
#include "engine/model/topology.h"

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

/// What the machine and its libzmq offer; filled by the runtime, defaults are libzmq's own.
struct Capabilities
{
    bool ipc = true;
    bool curve = true;
    bool pgm = false;
    bool norm = false;
    bool ws = false;
    std::uint64_t descriptors = 0; ///< soft limit, 0: not known
    std::uint64_t maxSockets = 65535;
};

struct Address
{
    enum class Transport { Inproc, Ipc, Tcp, Other };

    Transport transport = Transport::Other;
    std::string scheme;
    /// tcp: host (without brackets); ipc: path; inproc: name.
    std::string host;
    /// tcp only; nothing for `*`.
    std::optional<int> port;
    /// `*` as port, path or name: filled in when it is bound.
    bool wildcard = false;
    /// Reachable from other machines.
    bool openToNetwork = false;
};

/// The parsed address, or why it is none ("port 99999 is not between 1 and 65535").
struct AddressResult
{
    std::optional<Address> address;
    std::string problem;
};

/// As bound (`*` allowed) by the sockets of a topology.
[[nodiscard]] AddressResult parseBindAddress(std::string_view text);
/// Would binding both be an error (the same port, also on 0.0.0.0 against 127.0.0.1; the same
/// path; the same name)?
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
/// (`transport` is "inproc", "ipc" or "tcp"). `newLink` receives the id of the link.
[[nodiscard]] model::Edit makeLink(const model::Topology& topology,
                                   const model::SocketRef& a,
                                   const model::SocketRef& b,
                                   std::string_view transport,
                                   model::LinkId* newLink);
/// `inproc://*`, `ipc://*` or `tcp://127.0.0.1:*`.
[[nodiscard]] std::string freshAddress(std::string_view transport);

/// All findings, most severe first, then in the order of the file.
[[nodiscard]] std::vector<model::Finding> check(const model::Topology& topology,
                                                const Capabilities& capabilities = {});
[[nodiscard]] bool hasErrors(const std::vector<model::Finding>& findings);

} // namespace topomq::rules
