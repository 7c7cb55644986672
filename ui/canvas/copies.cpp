#include "ui/canvas/copies.h"

#include "engine/rules/rules.h"
#include "ui/canvas/canvas_geometry.h"
#include "ui/document/free_names.h"
#include "ui/document/parts.h"

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr double kGap = 56;
constexpr double kClear = 12;

/// Two sockets cannot bind the same fixed address.
void freeAddresses(model::Node& node)
{
    for (model::Socket& socket : node.sockets) {
        for (std::string& address : socket.bind) {
            if (address.find('*') != std::string::npos)
                continue;
            const std::string scheme = address.substr(0, address.find("://"));
            const std::string fresh = rules::freshAddress(scheme);
            // Groups may be shared; a scheme that we do not know stays for the rules to judge.
            if (fresh.find('*') != std::string::npos && fresh.starts_with(scheme + ":"))
                address = fresh;
        }
    }
}

/// A routing id must be the node's own.
void renameIdentity(model::Node& node)
{
    for (model::Socket& socket : node.sockets)
        socket.options.remove("ROUTING_ID");
}

void copyOnce(GestureEdit& gesture,
              model::Topology& after,
              FreeNames& names,
              const model::Topology& original,
              const std::set<model::NodeId>& nodes,
              QPointF offset,
              std::size_t* refused)
{
    const auto append = [&](model::Edit edit) {
        model::apply(after, edit);
        gesture.edit.edits.push_back(std::move(edit));
    };
    Renamed renamed;
    for (const model::Node& node : original.nodes) {
        if (nodes.contains(node.id))
            renamed.emplace(node.id, model::NodeId(names.nextId(node.id.text())));
    }
    for (const model::Node& node : original.nodes) {
        if (!nodes.contains(node.id))
            continue;
        model::Node copy = node;
        copy.id = renamed.at(node.id);
        if (!copy.name.empty())
            copy.name = names.nextTitle(copy.name);
        if (copy.position)
            copy.position = {copy.position->x + offset.x(), copy.position->y + offset.y()};
        freeAddresses(copy);
        renameIdentity(copy);
        followCopies(copy, renamed);
        gesture.nodes.insert(copy.id);
        append(model::AddNode{std::move(copy), {}});
    }
    for (const model::Link& link : original.links) {
        const auto connect = renamed.find(link.connect.node);
        const auto bind = renamed.find(link.bind.node);
        if (connect == renamed.end() && bind == renamed.end())
            continue;
        model::Link copy = link;
        if (connect != renamed.end())
            copy.connect.node = connect->second;
        if (bind != renamed.end())
            copy.bind.node = bind->second;
        if (link.enabled && !rules::whyNoLink(after, copy.connect, copy.bind).empty()) {
            ++*refused;
            continue;
        }
        copy.id = model::LinkId(names.nextId(link.id.text()));
        gesture.links.insert(copy.id);
        append(model::AddLink{std::move(copy), {}});
    }
}

} // namespace

GestureEdit copiesWithLinks(const model::Topology& topology,
                            const std::set<model::NodeId>& nodes,
                            const std::vector<QPointF>& offsets,
                            std::size_t* refused)
{
    GestureEdit gesture;
    model::Topology after = topology;
    FreeNames names(topology);
    for (const QPointF offset : offsets)
        copyOnce(gesture, after, names, topology, nodes, offset, refused);
    return gesture;
}

std::vector<QPointF>
columnBelow(const CanvasGeometry& geometry, const std::set<model::NodeId>& nodes, std::size_t count)
{
    QRectF bounds;
    std::vector<QRectF> own;
    std::vector<QRectF> others;
    for (const NodeBox& box : geometry.nodes()) {
        if (nodes.contains(box.id)) {
            bounds |= box.rect;
            own.push_back(box.rect);
        } else {
            others.push_back(box.rect);
        }
    }
    const auto isFree = [&](QPointF offset) {
        return std::none_of(own.begin(), own.end(), [&](const QRectF& rect) {
            const QRectF room = rect.translated(offset).adjusted(-kClear, -kClear, kClear, kClear);
            return std::any_of(others.begin(), others.end(),
                               [&room](const QRectF& other) { return other.intersects(room); });
        });
    };
    const double step = std::ceil((bounds.height() + kGap) / kGrid) * kGrid;
    std::vector<QPointF> offsets;
    double y = step;
    while (offsets.size() < count) {
        if (isFree({0, y})) {
            offsets.emplace_back(0, y);
            y += step;
        } else {
            y += kGrid;
        }
    }
    return offsets;
}

} // namespace topomq::ui
