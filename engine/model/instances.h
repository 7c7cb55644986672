#pragma once
// Nodes that stand for a sub-topology: how they are made, counted and given addresses.

#include "engine/model/edit.h"
#include "engine/model/subtopology.h"

#include <cstddef>
#include <string>
#include <vector>

namespace topomq::model {

/// Another address for what a port of an instance leads to, through definitions inside
/// definitions: all instances share it. An empty Batch when the port leads nowhere.
[[nodiscard]] Edit
addPortAddress(const Topology& topology, const SocketRef& port, const std::string& address);

/// Other security for the socket, or for what it leads to where it is a port of an instance: all
/// instances share that.
[[nodiscard]] Edit
setSecurity(const Topology& topology, const SocketRef& socket, const Security& security);

/// A port for the socket of a node inside, by a name that is free. False: it has one.
bool offerPort(Definition& definition, const SocketRef& socket);

/// The definition that a way through instances leads to, from the outermost; null: it leads
/// nowhere.
[[nodiscard]] const Definition* definitionAt(const Topology& topology,
                                             const std::vector<NodeId>& way);

/// What a path names: "stage1/w1" leads to `w1` inside of `stage1`.
struct PathStep
{
    NodeId id;
    /// Null: the way is not known any further.
    const Node* node = nullptr;
};

/// From the outermost; never empty. Thread: any; `topology` outlives what is returned.
[[nodiscard]] std::vector<PathStep> stepsOf(const Topology& topology, const std::string& path);

/// How often the definition is used, by the topology and by other definitions: as it is written,
/// each of those counts once, however often it is used itself. Not of a topology that is the inside
/// of a definition, which has those nodes twice.
[[nodiscard]] std::size_t countInstances(const Topology& topology, const DefinitionId& definition);
[[nodiscard]] std::size_t countInstances(const std::vector<Node>& nodes,
                                         const DefinitionId& definition);

/// A new instance; its id and title are free.
[[nodiscard]] Node makeInstance(const Topology& topology, const DefinitionId& id, Point position);

/// "Worker pool" → "Worker_pool"; `otherwise` where nothing of the title can be in an id.
[[nodiscard]] std::string idFromTitle(const std::string& title, const std::string& otherwise);
[[nodiscard]] std::string loweredId(std::string id);
/// Of what surrounds their places.
[[nodiscard]] Point middleOf(const std::vector<Node>& nodes);

} // namespace topomq::model
