#pragma once
// What lies under a point of the canvas.

#include "engine/model/ids.h"

#include <QPointF>

#include <variant>

namespace topomq::ui {

class CanvasScene;

/// Nothing, a port, a node or a link: the first that is there in this order.
using Hit = std::variant<std::monostate, model::SocketRef, model::NodeId, model::LinkId>;

/// `point` in scene units. Links are also hit by their instrument.
[[nodiscard]] Hit hitAt(const CanvasScene& scene, QPointF point, double zoom);

} // namespace topomq::ui
