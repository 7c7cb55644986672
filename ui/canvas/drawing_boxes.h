#pragma once
// Where groups and notes stand on the canvas, in scene units.

#include "engine/model/topology.h"
#include "ui/canvas/port_spot.h"

#include <QRectF>

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace topomq::ui {

inline constexpr double kFramePadX = 56;
inline constexpr double kFramePadY = 20;
inline constexpr double kFrameTitle = 30;
inline constexpr double kGroupCardWidth = 190;
inline constexpr double kGroupCardHeight = 104;
inline constexpr double kNoteHandle = 14;
inline constexpr double kLeastNote = 48;
/// Files have no larger ones.
inline constexpr double kMostNote = 10'000;

/// A frame around its members or, collapsed, one card in their place.
struct GroupBox
{
    model::GroupId id;
    /// Position in Topology::groups.
    std::size_t index = 0;
    bool collapsed = false;
    QRectF rect;
    /// Those that are there.
    std::vector<model::NodeId> members;
    /// Of a collapsed one: sockets of members that are linked to others, on the edges of the card.
    std::vector<PortSpot> ports;

    /// Where it is taken hold of.
    [[nodiscard]] QRectF title() const
    {
        return collapsed ? rect : QRectF(rect.topLeft(), QSizeF(rect.width(), kFrameTitle));
    }

    /// Collapses and opens it.
    [[nodiscard]] QRectF foldButton() const
    {
        return {rect.right() - kFrameTitle, rect.top(), kFrameTitle, kFrameTitle};
    }
};

/// The frame around members that take up so much.
[[nodiscard]] inline QRectF frameAround(const QRectF& inner)
{
    return inner.adjusted(-kFramePadX, -kFramePadY - kFrameTitle, kFramePadX, kFramePadY);
}

struct NoteBox
{
    model::NoteId id;
    /// Position in Topology::notes.
    std::size_t index = 0;
    QRectF rect;

    /// Resizes it.
    [[nodiscard]] QRectF handle() const
    {
        return {rect.right() - kNoteHandle, rect.bottom() - kNoteHandle, kNoteHandle, kNoteHandle};
    }
};

/// What is shown elsewhere than in the document while it is dragged.
struct LiveShapes
{
    std::unordered_map<model::LinkId, std::vector<model::Point>> bends;
    std::unordered_map<model::NoteId, QRectF> notes;
    /// Frames that do not follow their members.
    std::unordered_map<model::GroupId, QRectF> frames;
};

} // namespace topomq::ui
