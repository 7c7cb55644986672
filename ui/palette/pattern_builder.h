#pragma once
// Puts the nodes and links of a pattern together, one by one.

#include "engine/model/edit.h"
#include "ui/palette/patterns.h"

#include <string>
#include <vector>

namespace topomq::ui {

/// Works on a copy of the topology, so that ids and addresses stay free of each other.
/// Thread: a plain value.
class PatternBuilder
{
public:
    PatternBuilder(const model::Topology& topology, model::Point at, const PatternOptions& options);

    [[nodiscard]] int count() const { return m_options.count; }

    /// `column` and `row` from the middle of the pattern. `type` for its first socket; Unknown: the
    /// role's usual one.
    model::NodeId add(model::Role role,
                      double column,
                      double row,
                      model::SocketType type = model::SocketType::Unknown);
    /// `count` of them below each other around the middle.
    std::vector<model::NodeId>
    addColumn(model::Role role, double column, model::SocketType type = model::SocketType::Unknown);
    /// `count` of them around the middle, the first on top; two make a row.
    std::vector<model::NodeId> addCircle(model::Role role, model::SocketType type);
    /// A proxy with its pair of types.
    model::NodeId addProxy(model::SocketType frontend, model::SocketType backend);

    void link(const model::NodeId& from, const char* out, const model::NodeId& to, const char* in);
    /// The peers that a ROUTER addresses in turn.
    void sendTo(const model::NodeId& peer, const std::vector<model::NodeId>& targets);
    /// The name by which a ROUTER knows the socket: the node's id.
    void nameSocket(const model::NodeId& node);

    model::Edit take() { return std::move(m_batch); }

private:
    void append(model::Edit edit);

    void change(const model::Node& node) { append(model::ReplaceNode{node}); }

    model::Topology m_topology;
    model::Point m_at;
    PatternOptions m_options;
    model::Batch m_batch;
};

} // namespace topomq::ui
