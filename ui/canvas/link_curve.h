#pragma once
// The curve of a link: from port to port, through its bends where it has some.

#include "engine/model/ids.h"
#include "engine/model/topology.h"

#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <array>
#include <cstddef>
#include <vector>

namespace topomq::ui {

enum class Side { Left, Right };

/// Where the figures of a link stand in the samples of a run, so that nobody has to search for them
/// with each sample. Filled by FigureBoard.
struct FigurePlaces
{
    static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

    std::size_t link = kNowhere;
    std::array<std::size_t, 2> flows{kNowhere, kNowhere};
    /// By flow: it goes the way that the curve is drawn.
    std::array<bool, 2> forward{true, true};
};

/// One cubic curve of several that follow each other.
struct CurvePart
{
    QPointF start, control1, control2, end;
    /// Share of the whole way, 0 to 1, up to its end.
    double until = 1;

    [[nodiscard]] QPointF at(double t) const;
};

/// A link's curve, drawn from the side that sends (of a two-way link: that connects).
struct LinkCurve
{
    model::LinkId id;
    /// Position in Topology::links.
    std::size_t index = 0;
    model::SocketRef from;
    model::SocketRef to;
    model::SocketType fromType = model::SocketType::Unknown;
    model::SocketType toType = model::SocketType::Unknown;
    bool twoWay = false;
    /// Both nodes at its ends take part in a run.
    bool endsEnabled = true;
    /// As figure_text.h says it: "tcp", "no address".
    QString transport;
    model::Mechanism security = model::Mechanism::Null;
    FigurePlaces figures;
    /// Drawn from the end that binds: its bends stand the other way round in the document.
    bool fromBinder = false;
    /// An end is in a collapsed group: it goes straight there, whatever bend points it has.
    bool isFolded = false;
    QPointF start, control1, control2, end;
    /// As drawn, from `start` to `end`.
    std::vector<QPointF> bends;
    /// The curves through the bends; empty without bends.
    std::vector<CurvePart> parts;
    QRectF bounds;
    /// Centre of the instrument; moved off the middle of the curve where instruments would meet.
    QPointF instrument;
    /// Where on the curve it belongs: where it stands off the curve, a line leads there.
    QPointF anchor;

    /// `t` from 0 to 1.
    [[nodiscard]] QPointF at(double t) const;
    [[nodiscard]] QPainterPath path() const;

    /// Where the bend stands in the document's list.
    [[nodiscard]] std::size_t bendIndex(std::size_t drawn) const
    {
        return fromBinder ? bends.size() - 1 - drawn : drawn;
    }

    /// Position of a further bend at `point` in the document's list.
    [[nodiscard]] std::size_t indexOfBendAt(QPointF point) const;
};

/// The curve between two spots that leave to the given sides.
[[nodiscard]] LinkCurve curveBetween(
    QPointF start, Side startSide, QPointF end, Side endSide, std::vector<QPointF> bends = {});

/// Straight distance of the point to the curve.
[[nodiscard]] double distanceTo(const LinkCurve& curve, QPointF point);

} // namespace topomq::ui
