#pragma once
// Shows what a search has found: the rest is dimmed, hits stand in brackets, the present one in a
// frame. Of hits in a collapsed group the card of the group does.

#include "ui/canvas/camera.h"
#include "ui/canvas/canvas_picture.h"

#include <QSize>

#include <unordered_set>

namespace topomq::ui {

struct FindHits
{
    std::unordered_set<model::NodeId> nodes;
    std::unordered_set<model::LinkId> links;
    std::unordered_set<model::GroupId> groups{};
    std::unordered_set<model::NoteId> notes{};
    /// The hit that the search stands at; empty ids: none.
    model::NodeId currentNode;
    model::LinkId currentLink;
    model::GroupId currentGroup{};
    model::NoteId currentNote{};
};

/// In coordinates of the view, over all else. Thread: the window's.
void paintFound(QPainter& painter,
                const CanvasPicture& picture,
                const FindHits& hits,
                const Camera& camera,
                QSize viewSize);

} // namespace topomq::ui
