#include "ui/palette/pattern_builder.h"

#include "engine/model/settings.h"

#include <cmath>
#include <utility>

namespace topomq::ui {

namespace {

// Room for a node card and the instrument on its link.
constexpr double kColumn = 440;
constexpr double kRow = 160;
constexpr double kGrid = 8;
/// Between two cards on a circle.
constexpr double kArc = 340;

double onGrid(double at)
{
    return std::round(at / kGrid) * kGrid;
}

} // namespace

PatternBuilder::PatternBuilder(const model::Topology& topology,
                               model::Point at,
                               const PatternOptions& options)
    : m_topology(topology)
    , m_at(at)
    , m_options(options)
{ }

model::NodeId
PatternBuilder::add(model::Role role, double column, double row, model::SocketType type)
{
    model::Node node =
        model::makeNode(m_topology, role, {m_at.x + column * kColumn, m_at.y + row * kRow});
    if (type != model::SocketType::Unknown)
        node.sockets.front().type = type;
    // Without a subscription a SUB socket receives nothing.
    if (node.sockets.front().type == model::SocketType::Sub)
        node.sockets.front().options.set("SUBSCRIBE", model::Array{model::Value("")});
    if (m_options.rate >= 0 && model::findSetting(role, "rate") != nullptr)
        node.settings.set("rate", m_options.rate);
    model::NodeId id = node.id;
    append(model::AddNode{std::move(node), std::nullopt});
    return id;
}

std::vector<model::NodeId>
PatternBuilder::addColumn(model::Role role, double column, model::SocketType type)
{
    std::vector<model::NodeId> nodes;
    for (int at = 0; at < count(); ++at)
        nodes.push_back(add(role, column, at - (count() - 1) / 2.0, type));
    return nodes;
}

std::vector<model::NodeId> PatternBuilder::addCircle(model::Role role, model::SocketType type)
{
    const double radius = std::max(kArc, count() * kArc / (2 * M_PI));
    std::vector<model::NodeId> nodes;
    for (int at = 0; at < count(); ++at) {
        const double turn = 2 * M_PI * at / count() - (count() == 2 ? M_PI : M_PI / 2);
        const double x = onGrid(radius * std::cos(turn) * 1.3);
        const double y = onGrid(radius * std::sin(turn));
        nodes.push_back(add(role, x / kColumn, y / kRow, type));
    }
    return nodes;
}

model::NodeId PatternBuilder::addProxy(model::SocketType frontend, model::SocketType backend)
{
    const model::NodeId id = add(model::Role::Proxy, 0, 0);
    model::Node node = *m_topology.find(id);
    node.sockets[0].type = frontend;
    node.sockets[1].type = backend;
    change(node);
    return id;
}

void PatternBuilder::link(const model::NodeId& from,
                          const char* out,
                          const model::NodeId& to,
                          const char* in)
{
    model::LinkId id;
    append(rules::makeLink(m_topology, model::SocketRef{from, model::SocketId(out)},
                           model::SocketRef{to, model::SocketId(in)},
                           m_options.transport.toStdString(), &id));
}

void PatternBuilder::sendTo(const model::NodeId& peer, const std::vector<model::NodeId>& targets)
{
    model::Node node = *m_topology.find(peer);
    model::Array to;
    for (const model::NodeId& target : targets)
        to.emplace_back(target.text());
    node.settings.set("to", to);
    change(node);
}

void PatternBuilder::nameSocket(const model::NodeId& id)
{
    model::Node node = *m_topology.find(id);
    node.sockets.front().options.set("ROUTING_ID", id.text());
    change(node);
}

void PatternBuilder::append(model::Edit edit)
{
    model::apply(m_topology, edit);
    m_batch.edits.push_back(std::move(edit));
}

} // namespace topomq::ui
