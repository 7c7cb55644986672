#pragma once
// Identifiers as types, so that a link can never be passed where a node is meant.

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace topomq::model {

/// The name by which the file and every edit refer to a thing.
/// Grammar: `[A-Za-z_][A-Za-z0-9_-]{0,63}` (see `isValidId`); nodes and links share one space.
/// Thread: a plain value.
template <class Tag>
class Id
{
public:
    Id() = default;

    explicit Id(std::string text)
        : m_text(std::move(text))
    { }

    [[nodiscard]] const std::string& text() const { return m_text; }

    [[nodiscard]] bool isEmpty() const { return m_text.empty(); }

    friend auto operator<=>(const Id&, const Id&) = default;

private:
    std::string m_text;
};

using NodeId = Id<struct NodeTag>;
using LinkId = Id<struct LinkTag>;
/// Unique among the groups, or among the notes; new ones are unlike all other ids as well.
using GroupId = Id<struct GroupTag>;
using NoteId = Id<struct NoteTag>;
/// Unique among the definitions of sub-topologies.
using DefinitionId = Id<struct DefinitionTag>;
/// Unique within its node only.
using SocketId = Id<struct SocketTag>;

/// A socket as the file names it: `node.socket`.
struct SocketRef
{
    NodeId node;
    SocketId socket;

    [[nodiscard]] std::string text() const { return node.text() + "." + socket.text(); }

    friend auto operator<=>(const SocketRef&, const SocketRef&) = default;
};

[[nodiscard]] bool isValidId(const std::string& text);

} // namespace topomq::model

template <class Tag>
struct std::hash<topomq::model::Id<Tag>>
{
    std::size_t operator()(const topomq::model::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.text());
    }
};

template <>
struct std::hash<topomq::model::SocketRef>
{
    std::size_t operator()(const topomq::model::SocketRef& ref) const noexcept
    {
        const std::size_t node = std::hash<topomq::model::NodeId>{}(ref.node);
        return node * 1099511628211U ^ std::hash<topomq::model::SocketId>{}(ref.socket);
    }
};
