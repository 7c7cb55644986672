#pragma once
// What a new node may be: a role, and where it matters the type of one of its sockets.

#include "engine/model/topology.h"

#include <QString>

#include <array>
#include <utility>
#include <vector>

namespace topomq::ui {

/// "Source", or "Source · PUB". Thread: a plain value.
struct RoleKind
{
    RoleKind(model::Role itsRole, model::SocketType itsType = model::SocketType::Unknown)
        : role(itsRole)
        , type(itsType)
    { }

    model::Role role;
    /// Unknown: as the role has it.
    model::SocketType type;

    friend bool operator==(const RoleKind&, const RoleKind&) = default;
};

/// A proxy joins two sockets that belong together: frontend and backend.
inline constexpr std::array kProxyPairs{
    std::pair(model::SocketType::Router, model::SocketType::Dealer),
    std::pair(model::SocketType::XSub, model::SocketType::XPub),
    std::pair(model::SocketType::Pull, model::SocketType::Push),
};

/// For the user.
[[nodiscard]] QString titleOf(const RoleKind& kind);
/// As a drag carries it: "source", or "source:PUB".
[[nodiscard]] QString wordOf(const RoleKind& kind);
/// Of role Unknown when it is no such word.
[[nodiscard]] RoleKind roleKindFrom(const QString& word);

/// The types that a new node of the role may be asked for, the usual one first.
[[nodiscard]] std::vector<model::SocketType> typesOf(model::Role role);
/// Every type of every role: nodes that have one socket before those that have more, and those
/// that may be anything last.
[[nodiscard]] std::vector<RoleKind> typedKinds();
/// Is one of the words the beginning of the type's name, or a good part of it ("pub" of XPUB)?
[[nodiscard]] bool namesType(const QString& words, model::SocketType type);

/// A new node with its usual sockets, one of them of the type. Thread: any; pure.
[[nodiscard]] model::Node
nodeOfKind(const model::Topology& topology, const RoleKind& kind, model::Point position);

} // namespace topomq::ui
