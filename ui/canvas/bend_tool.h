#pragma once
// Drags a bend point of a link, or pulls a new one out of it.

#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/movers.h"

#include <optional>
#include <vector>

namespace topomq::ui {

class BendTool : public CanvasTool
{
public:
    /// Takes hold of a bend point that is there.
    BendTool(ToolHost& host, BendRef bend);
    /// Pulls a new one out of the link.
    BendTool(ToolHost& host, model::LinkId link);

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;

    [[nodiscard]] QCursor cursor() const override { return Qt::SizeAllCursor; }

private:
    BendRef m_bend;
    bool m_isNew = false;
    bool m_moved = false;
    PointerEvent m_start;
    std::vector<model::Point> m_bends;
};

/// The handles of the bend points of selected links. `painter` draws in scene units.
void paintBends(QPainter& painter, const CanvasScene& scene, double zoom);

} // namespace topomq::ui
