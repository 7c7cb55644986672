#include "ui/canvas/canvas_hit.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/instrument_painter.h"

#include <algorithm>

namespace topomq::ui {

Hit hitAt(const CanvasScene& scene, QPointF point, double zoom)
{
    const CanvasGeometry& geometry = scene.geometry();
    const Detail detail = detailFor(zoom);
    if (detail != Detail::Shapes) {
        if (const PortSpot* port = geometry.portAt(point, std::max(kPortReach, 8 / zoom)))
            return port->ref;
    }
    const auto& links = geometry.links();
    const CanvasPicture picture = scene.picture(zoom);
    if (detail == Detail::Full) {
        const auto found = std::find_if(links.rbegin(), links.rend(), [&](const LinkCurve& curve) {
            const QPointF off = curve.instrument - point;
            return std::abs(off.x()) < 100 && std::abs(off.y()) < 60
                && instrumentRect(picture, curve).contains(point);
        });
        if (found != links.rend())
            return found->id;
    }
    if (const NodeBox* box = geometry.nodeAt(point))
        return box->id;
    if (const LinkCurve* curve = geometry.linkAt(point, 7 / zoom))
        return curve->id;
    return {};
}

} // namespace topomq::ui
