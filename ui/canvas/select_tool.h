#pragma once
// Selects by click and rubber band, and moves what is selected on the grid.

#include "engine/model/ids.h"
#include "ui/canvas/canvas_hit.h"
#include "ui/canvas/canvas_tool.h"
#include "ui/canvas/movers.h"

#include <QRectF>

#include <optional>
#include <set>

namespace topomq::ui {

class SelectTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter) const override;
    [[nodiscard]] QCursor cursor() const override;

private:
    enum class Gesture { None, Move, Band };

    bool pressMovable(const Hit& hit);
    void selectOnly(const Hit& hit);
    void select(std::set<model::NodeId> nodes,
                std::set<model::LinkId> links,
                std::set<model::GroupId> groups,
                std::set<model::NoteId> notes);
    [[nodiscard]] std::optional<QPointF> anchor(const Movers& movers) const;
    void selectBand();
    /// The link that the moved node, alone and unlinked, would be put into at this place.
    void lookForLink(const Movers& movers, QPointF centre);

    Gesture m_gesture = Gesture::None;
    bool m_moved = false;
    bool m_additive = false;
    PointerEvent m_start;
    QRectF m_band;
    QPointF m_offset;
    std::optional<model::LinkId> m_into;
    /// Pressed on without moving: the selection shrinks to it on release.
    Hit m_pressed;
    std::set<model::NodeId> m_nodesBefore;
    std::set<model::LinkId> m_linksBefore;
    std::set<model::GroupId> m_groupsBefore;
    std::set<model::NoteId> m_notesBefore;
};

} // namespace topomq::ui
