#pragma once
// Every change to a topology is an `Edit`: a plain value that can be applied, and whose
// application returns the edit that takes it back.

#include "engine/model/topology.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace topomq::model {

/// Appends, or inserts at `index` when it is within the list.
struct AddNode
{
    Node node;
    std::optional<std::size_t> index;
};

/// Removes the node and every link at its sockets.
struct RemoveNode
{
    NodeId id;
};

/// Puts a new value in the place of the node with the same id. Links at sockets that are gone
/// stay as they are (rules report them): use `removeSocket` to take them along.
struct ReplaceNode
{
    Node node;
};

struct MoveNodes
{
    std::vector<std::pair<NodeId, std::optional<Point>>> positions;
};

/// Sets where the curves of links pass.
struct BendLinks
{
    std::vector<std::pair<LinkId, std::vector<Point>>> bends;
};

struct AddLink
{
    Link link;
    std::optional<std::size_t> index;
};

struct RemoveLink
{
    LinkId id;
};

struct ReplaceLink
{
    Link link;
};

/// What is said about the whole drawing.
struct SetHeader
{
    std::string name;
    std::string description;
    Object extras;
};

/// Sets an option of the run's context, or takes it out of the file (no value). A new one goes to
/// `index`, else to the end.
struct SetContextOption
{
    std::string name;
    std::optional<Value> value;
    std::optional<std::size_t> index;
};

struct SetSecurity
{
    SocketRef socket;
    Security security;
};

/// All parameters anew; touches every node that uses one. parameters.h makes such edits.
struct SetParameters
{
    std::vector<Parameter> parameters;
};

/// Adds the group, puts it in the place of the one with this id, or removes that (no value). A new
/// one goes to `index`, else to the end. Nodes stay as they are.
struct SetGroup
{
    GroupId id;
    std::optional<Group> group;
    std::optional<std::size_t> index;
};

/// As SetGroup.
struct SetNote
{
    NoteId id;
    std::optional<Note> note;
    std::optional<std::size_t> index;
};

/// As SetGroup; the sockets of its instances follow.
struct SetDefinition
{
    DefinitionId id;
    std::optional<Definition> definition;
    std::optional<std::size_t> index;
};

/// Puts another topology in the place of this one, whole: a newer state of its file, or work that
/// was recovered. Not null.
struct ReplaceAll
{
    std::shared_ptr<const Topology> topology;
};

struct Batch;
using Edit = std::variant<AddNode,
                          RemoveNode,
                          ReplaceNode,
                          MoveNodes,
                          BendLinks,
                          AddLink,
                          RemoveLink,
                          ReplaceLink,
                          SetHeader,
                          SetContextOption,
                          SetSecurity,
                          SetParameters,
                          SetGroup,
                          SetNote,
                          SetDefinition,
                          ReplaceAll,
                          Batch>;

/// Applied in order; its inverse undoes in the opposite order.
struct Batch
{
    std::vector<Edit> edits;
};

/// Which parts of the topology an edit touched. Ids of removed things are included.
struct Change
{
    std::set<NodeId> nodes;
    std::set<LinkId> links;
    std::set<GroupId> groups;
    std::set<NoteId> notes;
    std::set<DefinitionId> definitions;
    /// Nodes or links came or went, or sockets did.
    bool structure = false;
    bool header = false;
    /// Options of the run's context.
    bool context = false;
    bool parameters = false;
    /// Only the drawing changed (positions, bends, groups, notes): no view but the canvas needs to
    /// look.
    bool layoutOnly = false;

    void add(const Change& other);
};

struct Applied
{
    Edit inverse;
    Change change;
};

/// Does the edit. An edit that names something that is not there does nothing and has an empty
/// Batch as its inverse. The inverse of a Batch is a Batch without further ones inside.
Applied apply(Topology& topology, const Edit& edit);

/// The edit that adds the group or note, or replaces the one with its id.
[[nodiscard]] Edit put(const Group& group);
[[nodiscard]] Edit put(const Note& note);
[[nodiscard]] Edit put(const Definition& definition);

/// Removes the socket and the links at it, as one edit.
[[nodiscard]] Edit removeSocket(const Topology& topology, const SocketRef& socket);
/// Removes address number `endpoint` with the links on it, and renumbers the later ones. For what
/// is inside of a definition see endpoints.h.
[[nodiscard]] Edit
removeEndpoint(const Topology& topology, const SocketRef& socket, std::size_t endpoint);
/// Lets the other side of the link bind: moves the address (with every link that uses it when it
/// has no other user) to the connecting socket. `freshAddress` is what the new binder binds;
/// `isShared`: somebody uses the old address whom the topology does not know. For what is inside of
/// a definition see endpoints.h.
[[nodiscard]] Edit flipBindSide(const Topology& topology,
                                const LinkId& link,
                                const std::string& freshAddress,
                                bool isShared = false);

} // namespace topomq::model
