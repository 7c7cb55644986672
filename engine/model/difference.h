#pragma once
// What differs between two versions of a topology, thing by thing.

#include "engine/model/topology.h"

#include <string>
#include <vector>

namespace topomq::model {

/// One field that two versions say differently; the words of an absent one are empty.
struct FieldDifference
{
    /// As in the file: "name", "bind", "settings.rate", "options.SNDHWM", "security.server",
    /// "members".
    std::string field;
    std::string before;
    std::string after;

    friend bool operator==(const FieldDifference&, const FieldDifference&) = default;
};

struct Difference
{
    enum class Thing { Drawing, Node, Socket, Link, Group, Note, Parameter };
    /// What stands elsewhere and is else the same was moved: a node, a note, the bends of a link.
    enum class Kind { Added, Removed, Changed, Moved };

    Thing thing = Thing::Node;
    Kind kind = Kind::Changed;
    /// Id of a node, link, group or note, `node.socket`, `#name` of a parameter; empty for the
    /// drawing.
    std::string where;
    /// Of what was changed or moved. Sockets of a node are listed as things of their own.
    std::vector<FieldDifference> fields;

    friend bool operator==(const Difference&, const Difference&) = default;
};

/// The drawing, nodes with their sockets in the order of `after` (what is gone follows), then
/// links, groups, notes and parameters. Things are the same when their ids are; of an id that
/// stands twice the first counts. Sockets of a node that came or went are not listed. Thread: any;
/// pure.
[[nodiscard]] std::vector<Difference> differences(const Topology& before, const Topology& after);

} // namespace topomq::model
