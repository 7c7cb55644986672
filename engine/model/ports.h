#pragma once
// Ports of definitions that lose the socket they lead to, and what outside hangs at them.

#include "engine/model/edit.h"

#include <cstddef>
#include <set>
#include <utility>

namespace topomq::model {

/// A port by its name and what it leads to: in a file that is being mended a name may stand twice.
using PortKey = std::pair<SocketId, SocketRef>;

/// Those that lead to no socket of a node inside. What an inner instance stands for may be missing:
/// that is told where it is missing, and the port is no worse for it.
[[nodiscard]] std::set<PortKey> loosePorts(const Topology& topology, const Definition& definition);

/// One edit of all of the file, and what goes with it.
struct PortsRemoved
{
    Edit edit;
    /// Also those of definitions that hand such a port on.
    std::size_t ports = 0;
    /// Of the topology and of other definitions.
    std::size_t links = 0;
};

/// Takes the ports from the definition, with the links at them wherever it is used. Thread: any;
/// pure.
[[nodiscard]] PortsRemoved removePorts(const Topology& topology,
                                       const DefinitionId& definition,
                                       const std::set<PortKey>& ports);

} // namespace topomq::model
