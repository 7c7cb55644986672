#pragma once
// What lies under a point of the canvas.

#include "engine/model/ids.h"
#include "ui/canvas/movers.h"

#include <QPointF>

#include <variant>

namespace topomq::ui {

class CanvasScene;

/// What lies on top: of a group its title or card, of a selected link a bend point.
using Hit = std::variant<std::monostate,
                         model::SocketRef,
                         model::NodeId,
                         model::LinkId,
                         BendRef,
                         model::GroupId,
                         model::NoteId>;

/// `point` in scene units. Links are also hit by their instrument.
[[nodiscard]] Hit hitAt(const CanvasScene& scene, QPointF point, double zoom);

} // namespace topomq::ui
