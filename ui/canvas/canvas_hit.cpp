#include "ui/canvas/canvas_hit.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace topomq::ui {

namespace {

/// Bends of links that are not selected are not drawn.
std::optional<BendRef> bendAt(const CanvasScene& scene, QPointF point, double zoom)
{
    const double reach = std::max(8.0, 8 / zoom);
    for (const model::LinkId& id : scene.document().selection()->links()) {
        const LinkCurve* curve = scene.geometry().link(id);
        for (std::size_t at = 0; curve != nullptr && at < curve->bends.size(); ++at) {
            const QPointF off = curve->bends[at] - point;
            if (std::hypot(off.x(), off.y()) <= reach)
                return BendRef{id, curve->bendIndex(at)};
        }
    }
    return std::nullopt;
}

/// The last one is drawn over the others.
template <class Box, class Part>
const Box* topAt(const std::vector<Box>& boxes, Part part)
{
    const auto found = std::find_if(boxes.rbegin(), boxes.rend(), part);
    return found == boxes.rend() ? nullptr : &*found;
}

} // namespace

Hit hitAt(const CanvasScene& scene, QPointF point, double zoom)
{
    const CanvasGeometry& geometry = scene.geometry();
    const Detail detail = detailFor(zoom);
    if (detail != Detail::Shapes) {
        if (const PortSpot* port = geometry.portAt(point, std::max(kPortReach, 8 / zoom)))
            return port->ref;
    }
    if (auto bend = bendAt(scene, point, zoom))
        return *std::move(bend);
    const auto& links = geometry.links();
    const CanvasPicture picture = scene.picture(zoom);
    if (detail == Detail::Full) {
        const QSizeF reach = instrumentReach(picture);
        const auto found = std::find_if(links.rbegin(), links.rend(), [&](const LinkCurve& curve) {
            const QPointF off = curve.instrument - point;
            return std::abs(off.x()) < reach.width() && std::abs(off.y()) < reach.height()
                && instrumentRect(picture, curve).contains(point);
        });
        if (found != links.rend())
            return found->id;
    }
    if (const NodeBox* box = geometry.nodeAt(point))
        return box->id;
    if (const GroupBox* box = topAt(geometry.groups(), [point](const GroupBox& each) {
            return each.collapsed && each.rect.contains(point);
        }))
        return box->id;
    if (const LinkCurve* curve = geometry.linkAt(point, 7 / zoom))
        return curve->id;
    if (const NoteBox* box = topAt(
            geometry.notes(), [point](const NoteBox& each) { return each.rect.contains(point); }))
        return box->id;
    if (const GroupBox* box = topAt(geometry.groups(), [point](const GroupBox& each) {
            return each.title().contains(point);
        }))
        return box->id;
    return {};
}

} // namespace topomq::ui
