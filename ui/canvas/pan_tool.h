#pragma once
// Drags the canvas itself.

#include "ui/canvas/canvas_tool.h"

namespace topomq::ui {

class PanTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;

    void press(const PointerEvent& event) override { m_start = m_last = event.view; }

    void move(const PointerEvent& event) override
    {
        host().panBy(event.view - m_last);
        m_last = event.view;
    }

    void release(const PointerEvent& event) override { move(event); }

    void cancel() override { host().panBy(m_start - m_last); }

    [[nodiscard]] QCursor cursor() const override { return Qt::ClosedHandCursor; }

private:
    QPointF m_start;
    QPointF m_last;
};

} // namespace topomq::ui
