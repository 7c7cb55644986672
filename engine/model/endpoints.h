#pragma once
// Addresses of sockets inside of a definition: they are used through its ports, from outside of it.

#include "engine/model/edit.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace topomq::model {

/// An edit of the inside of a definition that takes addresses away, and what follows outside.
struct EndpointEdit
{
    Edit shown;
    /// Of all of the file, once `shown` is done; empty where nothing follows.
    Batch outside;
    /// Outside, that go.
    std::size_t links = 0;
};

/// What is shown of a file: the inside of `open` as if it were a topology of its own. Null: all of
/// the file is shown.
struct ShownPart
{
    const Topology& topology;
    const Topology& file;
    const Definition* open = nullptr;
};

/// How many links outside of what is shown connect to this address. Thread: any; pure.
[[nodiscard]] std::size_t
outerLinksAt(const ShownPart& part, const SocketRef& socket, std::size_t endpoint);

/// As `removeEndpoint` of edit.h; what connects to the address through a port goes, too, wherever
/// the definition is used, and what connects to a later one follows it. Thread: any; pure.
[[nodiscard]] EndpointEdit
removeEndpoint(const ShownPart& part, const SocketRef& socket, std::size_t endpoint);

/// Links to be flipped, each with what the new binder binds.
using Flips = std::vector<std::pair<LinkId, std::string>>;

/// As `flipBindSide` of edit.h, one after the other. An address that is used through a port stays,
/// so no link outside goes. Thread: any; pure.
[[nodiscard]] EndpointEdit flipBindSides(const ShownPart& part, const Flips& flips);

} // namespace topomq::model
