#pragma once
// A port at the edge of a card.

#include "engine/model/ids.h"
#include "engine/model/topology.h"
#include "ui/canvas/link_curve.h"

#include <QPointF>

namespace topomq::ui {

/// What a port can do with messages (subscriptions are none).
enum class PortShape { Out, In, Both };

[[nodiscard]] PortShape portShapeOf(model::SocketType type);

struct PortSpot
{
    model::SocketRef ref;
    model::SocketType type = model::SocketType::Unknown;
    PortShape shape = PortShape::Both;
    Side side = Side::Right;
    bool binds = false;
    /// One of several on its side: its name is shown beside its type.
    bool named = false;
    /// How far its links rise (negative) or fall in all: the label keeps to the other side.
    double lean = 0;
    QPointF position;

    /// Most of its links rise, so the label stands below them.
    [[nodiscard]] bool labelIsBelow() const { return lean < -24; }

    /// Where a curve meets the drawn port.
    [[nodiscard]] QPointF edge() const;
};

} // namespace topomq::ui
