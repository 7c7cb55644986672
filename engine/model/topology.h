#pragma once
// The topology that people draw, as plain values. The file format is `format.md` section 1;
// `resources/schema/topomq-1.schema.json` states it for other programs.

#include "engine/model/ids.h"
#include "engine/model/parameter.h"
#include "engine/model/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::model {

/// The stable socket types of libzmq (zmq_socket(3)). `Unknown` keeps a misspelt type of a file.
enum class SocketType {
    Pair,
    Pub,
    Sub,
    Req,
    Rep,
    Dealer,
    Router,
    Pull,
    Push,
    XPub,
    XSub,
    Stream,
    Unknown,
};

enum class Role {
    Source,
    Sink,
    Worker,
    Client,
    Server,
    Proxy,
    Balancer,
    BalancedWorker,
    Peer,
    Stream,
    External,
    /// Stands for what a definition has inside.
    Subtopology,
    Unknown,
};

/// "PUSH", "XPUB", …; empty for Unknown.
[[nodiscard]] std::string_view toText(SocketType type);
[[nodiscard]] SocketType socketTypeFromText(std::string_view text);
/// "source", "balanced_worker", …; empty for Unknown.
[[nodiscard]] std::string_view toText(Role role);
[[nodiscard]] Role roleFromText(std::string_view text);

[[nodiscard]] bool canSend(SocketType type);
[[nodiscard]] bool canReceive(SocketType type);

/// Canvas units (device independent pixels at 100 %), y downwards, the centre of the node card.
struct Point
{
    double x = 0;
    double y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

enum class Mechanism { Null, Plain, Curve, Unknown };

/// "NULL", "PLAIN", "CURVE"; empty for Unknown.
[[nodiscard]] std::string_view toText(Mechanism mechanism);
[[nodiscard]] Mechanism mechanismFromText(std::string_view text);

/// Who may talk to a socket and in which words. Secrets are not part of a topology: passwords and
/// secret keys are kept by the program, outside the file.
struct Security
{
    Mechanism mechanism = Mechanism::Null;
    /// The file's own word when `mechanism` is Unknown, else empty.
    std::string unknownMechanism;
    /// The side that checks the other; independent of who binds.
    bool server = false;
    /// PLAIN client: by this name.
    std::string username;
    /// Server: sockets (`node.socket`), public keys in Z85, or user names; empty: everyone with
    /// the right key or password.
    std::vector<std::string> allow;
    /// CURVE client of a server that is not in the topology: its public key in Z85.
    std::string serverKey;
    Object extras;

    friend bool operator==(const Security&, const Security&) = default;
};

struct Socket
{
    SocketId id;
    SocketType type = SocketType::Unknown;
    /// The file's own word when `type` is Unknown, else empty.
    std::string unknownType;
    /// Addresses as written, `*` included; a link names one by its position.
    std::vector<std::string> bind;
    /// ZeroMQ's names without `ZMQ_`.
    Object options;
    Security security;
    /// Keys that this version does not know; kept and written back.
    Object extras;

    friend bool operator==(const Socket&, const Socket&) = default;
};

struct Node
{
    NodeId id;
    std::string name;
    Role role = Role::Unknown;
    std::string unknownRole;
    /// What an instance stands for; else empty.
    DefinitionId definition;
    Object settings;
    std::optional<Point> position;
    /// Those of an instance follow from its definition (see subtopology.h).
    std::vector<Socket> sockets;
    bool enabled = true;
    Object extras;

    [[nodiscard]] const Socket* find(const SocketId& socket) const;
    [[nodiscard]] Socket* find(const SocketId& socket);

    /// The name shown to people: `name`, or the id where there is none.
    [[nodiscard]] const std::string& title() const { return name.empty() ? id.text() : name; }

    friend bool operator==(const Node&, const Node&) = default;
};

/// One zmq_connect: `connect` connects to address number `endpoint` of `bind`.
struct Link
{
    LinkId id;
    SocketRef connect;
    SocketRef bind;
    std::size_t endpoint = 0;
    bool enabled = true;
    /// A run keeps the first bytes that travel over it (tcp only), and lets them take a hop more.
    bool recordWire = false;
    /// Where its curve passes, from the connecting end to the one that binds.
    std::vector<Point> bends;
    Object extras;

    friend bool operator==(const Link&, const Link&) = default;
};

/// A titled frame around some nodes. Only the drawing knows it, never a run.
struct Group
{
    GroupId id;
    std::string title;
    /// A colour of the theme by its name, such as "blue"; empty: the neutral one.
    std::string color;
    /// Nodes that are not there (any more) are no members.
    std::vector<NodeId> members;
    /// Drawn as one card in the place of its members.
    bool collapsed = false;
    Object extras;

    friend bool operator==(const Group&, const Group&) = default;
};

struct Size
{
    double width = 0;
    double height = 0;

    friend bool operator==(const Size&, const Size&) = default;
};

/// A text that stands on the canvas.
struct Note
{
    NoteId id;
    /// Markdown.
    std::string text;
    /// Its centre.
    Point position;
    Size size{240, 120};
    /// As of a group.
    std::string color;
    Object extras;

    friend bool operator==(const Note&, const Note&) = default;
};

/// A socket inside of a definition under the name by which it is linked from outside.
struct Port
{
    SocketId id;
    /// Of a node inside; that of an inner instance is a port again.
    SocketRef socket;
    Object extras;

    friend bool operator==(const Port&, const Port&) = default;
};

/// A part that is drawn once and used as often as there are instances of it.
struct Definition
{
    DefinitionId id;
    std::string name;
    std::vector<Node> nodes;
    std::vector<Link> links;
    std::vector<Group> groups;
    std::vector<Note> notes;
    std::vector<Port> ports;
    Object extras;

    [[nodiscard]] const Node* find(const NodeId& node) const;
    [[nodiscard]] Node* find(const NodeId& node);
    [[nodiscard]] const Port* find(const SocketId& port) const;

    [[nodiscard]] const std::string& title() const { return name.empty() ? id.text() : name; }

    friend bool operator==(const Definition&, const Definition&) = default;
};

struct Topology
{
    std::string name;
    std::string description;
    std::vector<Node> nodes;
    std::vector<Link> links;
    /// A node belongs to the first group that names it.
    std::vector<Group> groups;
    std::vector<Note> notes;
    /// Options of the ZeroMQ context of a run, by ZeroMQ's names without `ZMQ_`.
    Object context;
    /// In the order of the file; settings name them as `#name` (see parameters.h).
    std::vector<Parameter> parameters;
    /// Of sub-topologies, in the order of the file.
    std::vector<Definition> definitions;
    Object extras;

    /// Linear; views that look up much build an index of their own.
    [[nodiscard]] const Node* find(const NodeId& id) const;
    [[nodiscard]] Node* find(const NodeId& id);
    [[nodiscard]] const Link* find(const LinkId& id) const;
    [[nodiscard]] Link* find(const LinkId& id);
    [[nodiscard]] const Socket* find(const SocketRef& ref) const;
    [[nodiscard]] const Group* find(const GroupId& id) const;
    [[nodiscard]] const Note* find(const NoteId& id) const;
    /// The group that the node belongs to; null when there is none.
    [[nodiscard]] const Group* groupOf(const NodeId& node) const;

    friend bool operator==(const Topology&, const Topology&) = default;
};

/// An id that nothing in `topology` has and no group waits for: `stem`, else `stem2`, `stem3`, …
[[nodiscard]] std::string freeId(const Topology& topology, std::string_view stem);

} // namespace topomq::model
