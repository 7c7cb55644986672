#pragma once
// Pulls a link from a port: fitting ports light up, the reason stands at the pointer where one
// does not fit, and empty canvas offers the nodes that would.

#include "engine/model/ids.h"
#include "ui/canvas/canvas_tool.h"

#include <QString>

#include <optional>

namespace topomq::ui {

struct PortSpot;

class LinkTool : public CanvasTool
{
public:
    using CanvasTool::CanvasTool;

    void press(const PointerEvent& event) override;
    void move(const PointerEvent& event) override;
    void release(const PointerEvent& event) override;
    void cancel() override;
    void paint(QPainter& painter) const override;

    [[nodiscard]] QString pointerText() const override { return m_reason; }

    [[nodiscard]] QCursor cursor() const override { return Qt::CrossCursor; }

private:
    /// The port under the pointer, or of the card under it the one that fits best.
    [[nodiscard]] const PortSpot* targetAt(QPointF point) const;
    void lookAt(QPointF point);
    void finish();

    model::SocketRef m_from;
    std::optional<model::SocketRef> m_target;
    QString m_reason;
    QPointF m_end;
    bool m_pulled = false;
    QPointF m_start;
};

} // namespace topomq::ui
