#pragma once
// Resizes a note by the handle in its corner.

#include "ui/canvas/canvas_tool.h"

#include <QRectF>

namespace topomq::ui {

class NoteTool : public CanvasTool
{
public:
    NoteTool(ToolHost& host, model::NoteId note);

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;

    [[nodiscard]] QCursor cursor() const override { return Qt::SizeFDiagCursor; }

private:
    model::NoteId m_note;
    QPointF m_start;
    QRectF m_before;
    QRectF m_rect;
};

} // namespace topomq::ui
