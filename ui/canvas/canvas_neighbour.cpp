// Going from thing to thing by keys. See canvas_view.cpp for the rest of the class.

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <variant>
#include <vector>

namespace topomq::ui {

namespace {

/// What the keys go to, and where it stands.
struct Stop
{
    std::variant<model::NodeId, model::GroupId, model::NoteId> thing;
    QRectF rect;
    /// Stands around others, so that it lies in no direction from them.
    bool isFrame = false;
};

/// Cards of nodes and of collapsed groups, then frames, then notes.
std::vector<Stop> stopsOn(const CanvasGeometry& geometry)
{
    std::vector<Stop> stops;
    for (const NodeBox& box : geometry.nodes())
        stops.push_back({.thing = box.id, .rect = box.rect});
    for (const bool isFrame : {false, true}) {
        for (const GroupBox& box : geometry.groups()) {
            if (box.collapsed != isFrame)
                stops.push_back({.thing = box.id, .rect = box.rect, .isFrame = isFrame});
        }
    }
    for (const NoteBox& box : geometry.notes())
        stops.push_back({.thing = box.id, .rect = box.rect});
    return stops;
}

/// The first that is selected, or hides something that is; the end: none.
std::vector<Stop>::const_iterator selectedStop(const std::vector<Stop>& stops,
                                               const CanvasScene& scene)
{
    const Selection& selection = *scene.document().selection();
    std::set<model::GroupId> groups = selection.groups();
    for (const model::NodeId& node : selection.nodes()) {
        if (const GroupBox* fold = scene.geometry().foldOf(node))
            groups.insert(fold->id);
    }
    return std::find_if(stops.begin(), stops.end(), [&](const Stop& stop) {
        if (const auto* node = std::get_if<model::NodeId>(&stop.thing))
            return selection.nodes().contains(*node);
        if (const auto* group = std::get_if<model::GroupId>(&stop.thing))
            return groups.contains(*group);
        return selection.notes().contains(std::get<model::NoteId>(stop.thing));
    });
}

/// Where the way to a neighbour begins; nothing: nothing is selected.
std::optional<QPointF> startOn(const std::vector<Stop>& stops, const CanvasScene& scene)
{
    if (const auto stop = selectedStop(stops, scene); stop != stops.end())
        return stop->rect.center();
    for (const model::LinkId& id : scene.document().selection()->links()) {
        if (const LinkCurve* curve = scene.geometry().link(id))
            return curve->instrument;
    }
    return std::nullopt;
}

void select(Selection& selection, const Stop& stop)
{
    if (const auto* node = std::get_if<model::NodeId>(&stop.thing))
        selection.selectNode(*node);
    else if (const auto* group = std::get_if<model::GroupId>(&stop.thing))
        selection.selectGroup(*group);
    else
        selection.selectNote(std::get<model::NoteId>(stop.thing));
}

/// How far away it counts to be; nothing: it is not that way.
std::optional<double> distanceThatWay(QPointF off, int key)
{
    const bool sideways = key == Qt::Key_Left || key == Qt::Key_Right;
    const bool back = key == Qt::Key_Left || key == Qt::Key_Up;
    const double along = (sideways ? off.x() : off.y()) * (back ? -1 : 1);
    const double aside = std::abs(sideways ? off.y() : off.x());
    // What lies more aside than ahead is not that way; what is straight ahead goes first.
    return along <= 0 || aside > along * 2 ? std::nullopt : std::optional(along + 2 * aside);
}

} // namespace

void CanvasView::cycle(bool forward)
{
    const std::vector<Stop> stops = stopsOn(m_scene->geometry());
    if (stops.empty())
        return;
    const auto current = selectedStop(stops, *m_scene);
    const std::ptrdiff_t count = std::ssize(stops);
    std::ptrdiff_t next = forward ? 0 : count - 1;
    if (current != stops.end())
        next = (current - stops.begin() + (forward ? 1 : count - 1)) % count;
    select(*m_document.selection(), stops[static_cast<std::size_t>(next)]);
    reveal();
}

void CanvasView::goToNeighbour(int key)
{
    const std::vector<Stop> stops = stopsOn(m_scene->geometry());
    const auto from = startOn(stops, *m_scene);
    if (!from) {
        cycle(true);
        return;
    }
    const Stop* best = nullptr;
    double least = std::numeric_limits<double>::max();
    for (const Stop& stop : stops) {
        const auto distance = distanceThatWay(stop.rect.center() - *from, key);
        if (stop.isFrame || !distance || *distance >= least)
            continue;
        least = *distance;
        best = &stop;
    }
    if (best == nullptr)
        return;
    select(*m_document.selection(), *best);
    reveal();
}

void CanvasView::nextLink()
{
    // What is dragged is what is selected.
    if (m_tool)
        return;
    const Selection& selection = *m_document.selection();
    const std::set<model::NodeId> nodes = moversOf(m_document.topology(), selection).nodes;
    if (!nodes.empty() || selection.links().empty())
        m_linksOf = nodes;
    const std::vector<LinkCurve>& all = m_scene->geometry().links();
    const auto isNext = [this](const LinkCurve& curve) {
        return m_linksOf.empty() || m_linksOf.contains(curve.from.node)
            || m_linksOf.contains(curve.to.node);
    };
    const auto current = std::find_if(all.begin(), all.end(), [&](const LinkCurve& curve) {
        return nodes.empty() && selection.links().contains(curve.id);
    });
    // The pointer has chosen one elsewhere.
    if (current != all.end() && !isNext(*current))
        m_linksOf.clear();
    auto next = current == all.end() ? all.end() : std::find_if(current + 1, all.end(), isNext);
    if (next == all.end())
        next = std::find_if(all.begin(), all.end(), isNext);
    if (next == all.end()) {
        Q_EMIT statusMessage(tr("There is no link here."));
        return;
    }
    m_document.selection()->selectLink(model::LinkId(next->id));
    reveal();
}

} // namespace topomq::ui
