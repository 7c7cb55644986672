#pragma once
// The marks of findings on nodes and links: a shape for each severity, so that colour is not
// needed.

#include "ui/canvas/canvas_picture.h"

#include <optional>
#include <string>

namespace topomq::ui {

class CanvasScene;

struct TroubleMark
{
    QPointF centre;
    model::Severity severity = model::Severity::Error;
};

/// Half of its size, in scene units.
inline constexpr double kTroubleReach = 10;

/// Of the worst finding of a node and its sockets, or of a link; nothing where all is well.
[[nodiscard]] std::optional<TroubleMark> troubleMark(const CanvasPicture& picture,
                                                     const NodeBox& box);
[[nodiscard]] std::optional<TroubleMark> troubleMark(const CanvasPicture& picture,
                                                     const LinkCurve& curve);
/// Error: a disc; warning: a triangle; information: a square.
void paintTroubleMark(QPainter& painter,
                      const Theme& theme,
                      const QFont& font,
                      const TroubleMark& mark);

/// The `where` of the worst finding whose mark lies under the point; empty: none.
[[nodiscard]] std::string troubleUnder(const CanvasScene& scene, QPointF point, double zoom);
/// Rich text: what is found at the node or link that the `where` belongs to.
[[nodiscard]] QString troubleText(const CanvasScene& scene, const std::string& where);

} // namespace topomq::ui
