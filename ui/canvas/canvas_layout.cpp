#include "ui/canvas/canvas_layout.h"

#include "ui/canvas/auto_layout.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <chrono>

namespace topomq::ui {

namespace {

constexpr double kClear = 32;
constexpr double kStep = 40;
constexpr int kMostSteps = 400;
constexpr std::chrono::milliseconds kGlide{240};

/// The cards of `boxes` with the links among them.
LayoutInput
inputOf(const CanvasGeometry& geometry, const std::vector<const NodeBox*>& boxes, bool asTheyStand)
{
    LayoutInput input;
    std::unordered_map<model::NodeId, std::size_t> index;
    for (const NodeBox* box : boxes) {
        index.emplace(box->id, input.sizes.size());
        input.sizes.push_back(box->rect.size());
        if (asTheyStand)
            input.places.emplace_back(box->rect.center());
    }
    for (const LinkCurve& curve : geometry.links()) {
        const auto start = index.find(curve.from.node);
        const auto end = index.find(curve.to.node);
        if (start == index.end() || end == index.end())
            continue;
        const PortSpot* from = geometry.port(curve.from);
        const PortSpot* to = geometry.port(curve.to);
        const bool backwards = curve.twoWay && from->side == Side::Left && to->side == Side::Right;
        input.links.emplace_back(backwards ? end->second : start->second,
                                 backwards ? start->second : end->second);
    }
    return input;
}

/// How far down (or up) the moved cards must go so that they cover none of the others.
double clearing(const std::vector<QRectF>& moved, const std::vector<QRectF>& others)
{
    const auto covers = [&](double by) {
        return std::any_of(moved.begin(), moved.end(), [&](const QRectF& rect) {
            const QRectF room = rect.translated(0, by).adjusted(-kClear, -kClear, kClear, kClear);
            return std::any_of(others.begin(), others.end(),
                               [&room](const QRectF& other) { return other.intersects(room); });
        });
    };
    for (int step = 0; step < kMostSteps; ++step) {
        const double by = snapToGrid((step + 1) / 2 * kStep) * (step % 2 == 1 ? 1 : -1);
        if (!covers(by))
            return by;
    }
    return 0;
}

} // namespace

std::vector<QPointF> layoutOf(const CanvasGeometry& geometry)
{
    std::vector<const NodeBox*> boxes;
    for (const NodeBox& box : geometry.nodes())
        boxes.push_back(&box);
    return layered(inputOf(geometry, boxes, false));
}

Placement layoutOf(const CanvasGeometry& geometry, const std::set<model::NodeId>& nodes)
{
    std::vector<const NodeBox*> boxes;
    std::vector<QRectF> others;
    for (const NodeBox& box : geometry.nodes()) {
        if (nodes.empty() || nodes.contains(box.id))
            boxes.push_back(&box);
        else
            others.push_back(box.rect);
    }
    const std::vector<QPointF> places = layered(inputOf(geometry, boxes, true));
    std::vector<QRectF> moved;
    for (std::size_t at = 0; at < places.size(); ++at) {
        const QSizeF size = boxes[at]->rect.size();
        moved.emplace_back(places[at] - QPointF(size.width(), size.height()) / 2, size);
    }
    const QPointF shift(0, clearing(moved, others));
    Placement placement;
    for (std::size_t at = 0; at < places.size(); ++at)
        placement.emplace(boxes[at]->id, places[at] + shift);
    return placement;
}

model::MoveNodes CanvasScene::arranged(const std::set<model::NodeId>& nodes) const
{
    // Members of collapsed groups are laid out, too.
    CanvasGeometry open;
    open.rebuildOpen(m_document.topology(), placesInDocument());
    const Placement places = layoutOf(open, nodes);
    model::MoveNodes move;
    for (const NodeBox& box : open.nodes()) {
        const auto place = places.find(box.id);
        if (place != places.end() && place->second != box.rect.center())
            move.positions.emplace_back(box.id, model::Point{place->second.x(), place->second.y()});
    }
    return move;
}

void CanvasScene::glideFrom(const Placement& before)
{
    m_glideStart = before;
    m_glide.stop();
    m_glide.setDuration(static_cast<int>(kGlide.count()));
    m_glide.start();
}

void CanvasScene::endGlide()
{
    if (!isGliding())
        return;
    m_glide.stop();
    rebuild();
}

} // namespace topomq::ui
