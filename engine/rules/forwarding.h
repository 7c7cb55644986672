#pragma once
// Who hands on messages to whom: the graph that checks of loads and of rings walk.
// Thread: a plain value that points into the index it was made from.

#include "engine/rules/check_index.h"

#include <cstddef>
#include <vector>

namespace topomq::rules {

/// One direction of a link in which messages travel on.
struct Hop
{
    std::size_t link = 0; ///< position in CheckIndex::links
    std::size_t sender = 0; ///< positions in CheckIndex::sockets
    std::size_t receiver = 0;
    std::size_t from = 0; ///< positions of the nodes in the topology
    std::size_t to = 0;
};

struct Forwarding
{
    /// Of sources, workers, sinks and proxies in pipelines, publish-subscribe, and, for proxies,
    /// the way of the requests.
    explicit Forwarding(const CheckIndex& index);

    std::vector<Hop> hops;
    /// Positions in `hops`, by node.
    std::vector<std::vector<std::size_t>> out;
    std::vector<std::vector<std::size_t>> in;
    /// Nodes that are on no ring and behind none, each after all that feed it.
    std::vector<std::size_t> order;

private:
    void sort();
};

} // namespace topomq::rules
