// Where the editor puts nodes: moving, aligning, distributing, and room for new ones.

#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace topomq::ui {

namespace {

model::Point toPoint(QPointF point)
{
    return {point.x(), point.y()};
}

/// Nodes that do not move and have no place of their own stay where they are seen.
void addPinned(model::MoveNodes& moves, const CanvasScene& scene)
{
    std::set<model::NodeId> moved;
    for (const auto& [id, place] : moves.positions)
        moved.insert(id);
    std::ranges::move(scene.pinnedPlaces(moved).positions, std::back_inserter(moves.positions));
}

} // namespace

void CanvasEditor::pushMoves(model::MoveNodes moves,
                             const QString& text,
                             const QString& gesture,
                             model::Batch also)
{
    addPinned(moves, m_scene);
    if (also.edits.empty()) {
        m_document.push(text, moves, gesture);
        return;
    }
    if (!moves.positions.empty())
        also.edits.insert(also.edits.begin(), std::move(moves));
    m_document.push(text, also, gesture);
}

void CanvasEditor::pushPinned(const QString& text,
                              model::Batch batch,
                              const std::set<model::NodeId>& placed)
{
    // Last: linking puts nodes back as they were read, without a place.
    model::MoveNodes pinned = m_scene.pinnedPlaces(placed);
    if (!pinned.positions.empty())
        batch.edits.emplace_back(std::move(pinned));
    m_document.push(text, batch);
}

void CanvasEditor::move(const Movers& movers,
                        QPointF offset,
                        const QString& gesture,
                        model::Batch also)
{
    m_scene.endGlide();
    model::MoveNodes moves;
    for (const model::NodeId& id : movers.nodes) {
        if (const auto place = m_scene.placeOf(id))
            moves.positions.emplace_back(id, toPoint(*place + offset));
    }
    m_drawing.addMoves(also, movers, offset);
    if (moves.positions.empty() && also.edits.empty())
        return;
    const QString text = moves.positions.empty() ? tr("Move notes")
        : moves.positions.size() == 1 ? tr("Move %1").arg(titleOf(moves.positions.front().first))
                                      : tr("Move %1 nodes").arg(moves.positions.size());
    pushMoves(std::move(moves), text, gesture, std::move(also));
}

void CanvasEditor::nudge(QPointF offset)
{
    const Movers movers = moversOf(m_document.topology(), *m_document.selection());
    QString gesture = QStringLiteral("nudge");
    for (const model::NodeId& id : movers.nodes)
        gesture += QLatin1Char(' ') + QString::fromStdString(id.text());
    for (const model::NoteId& id : movers.notes)
        gesture += QStringLiteral(" note ") + QString::fromStdString(id.text());
    move(movers, offset, gesture);
}

void CanvasEditor::arrange()
{
    pushArranged({}, tr("Arrange"));
}

void CanvasEditor::arrangeSelection()
{
    const std::set<model::NodeId>& nodes = m_document.selection()->nodes();
    if (nodes.size() > 1)
        pushArranged(nodes, tr("Arrange %1 nodes").arg(nodes.size()));
}

void CanvasEditor::pushArranged(const std::set<model::NodeId>& nodes, const QString& text)
{
    m_scene.endGlide();
    model::MoveNodes moves = m_scene.arranged(nodes);
    if (moves.positions.empty()) {
        Q_EMIT statusMessage(tr("Everything is in its place already."));
        return;
    }
    addPinned(moves, m_scene);
    m_document.push(text, DrawingEditor::withoutBends(m_document.topology(), moves));
}

void CanvasEditor::alignSelection(Alignment alignment)
{
    m_scene.endGlide();
    std::vector<const NodeBox*> boxes;
    QRectF bounds;
    QPointF sum;
    for (const model::NodeId& id : m_document.selection()->nodes()) {
        if (const NodeBox* box = m_scene.geometry().node(id)) {
            boxes.push_back(box);
            bounds |= box->rect;
            sum += box->rect.center();
        }
    }
    if (boxes.size() < 2)
        return;
    const QPointF middle = snapToGrid(sum / static_cast<double>(boxes.size()));
    const auto placeOf = [&](const QRectF& rect) -> QPointF {
        const QPointF centre = rect.center();
        switch (alignment) {
        case Alignment::Left:
            return {bounds.left() + rect.width() / 2, centre.y()};
        case Alignment::Centre:
            return {middle.x(), centre.y()};
        case Alignment::Right:
            return {bounds.right() - rect.width() / 2, centre.y()};
        case Alignment::Top:
            return {centre.x(), bounds.top() + rect.height() / 2};
        case Alignment::Middle:
            return {centre.x(), middle.y()};
        case Alignment::Bottom:
            return {centre.x(), bounds.bottom() - rect.height() / 2};
        }
        return centre;
    };
    model::MoveNodes moves;
    for (const NodeBox* box : boxes)
        moves.positions.emplace_back(box->id, toPoint(placeOf(box->rect)));
    pushMoves(std::move(moves), tr("Align %1 nodes").arg(boxes.size()), {});
}

void CanvasEditor::distributeSelection(Qt::Orientation axis)
{
    m_scene.endGlide();
    std::vector<const NodeBox*> boxes;
    for (const model::NodeId& id : m_document.selection()->nodes()) {
        if (const NodeBox* box = m_scene.geometry().node(id))
            boxes.push_back(box);
    }
    if (boxes.size() < 3)
        return;
    const auto at = [axis](const NodeBox* box) {
        return axis == Qt::Vertical ? box->rect.center().y() : box->rect.center().x();
    };
    std::sort(boxes.begin(), boxes.end(),
              [&at](const NodeBox* a, const NodeBox* b) { return at(a) < at(b); });
    const double step =
        (at(boxes.back()) - at(boxes.front())) / static_cast<double>(boxes.size() - 1);
    model::MoveNodes moves;
    for (std::size_t index = 0; index < boxes.size(); ++index) {
        const QPointF centre = boxes[index]->rect.center();
        const double place = snapToGrid(at(boxes.front()) + step * static_cast<double>(index));
        moves.positions.emplace_back(boxes[index]->id,
                                     axis == Qt::Vertical ? model::Point{centre.x(), place}
                                                          : model::Point{place, centre.y()});
    }
    pushMoves(std::move(moves), tr("Distribute %1 nodes").arg(boxes.size()), {});
}

QPointF CanvasEditor::freePlaceNear(QPointF wanted) const
{
    const QPointF start = snapToGrid(wanted);
    const auto isFree = [this](QPointF place) {
        const QRectF rect(place - QPointF(kCardWidth, kCardHeight) / 2,
                          QSizeF(kCardWidth, kCardHeight));
        const auto& nodes = m_scene.geometry().nodes();
        return std::none_of(nodes.begin(), nodes.end(), [&rect](const NodeBox& box) {
            return box.rect.adjusted(-16, -16, 16, 16).intersects(rect);
        });
    };
    // Rings around the wanted place, nearest first.
    for (int ring = 0; ring < 60; ++ring) {
        const double radius = ring * 56.0;
        const int places = std::max(1, ring * 6);
        for (int at = 0; at < places; ++at) {
            const double angle = 2 * M_PI * at / places + M_PI / 2;
            const QPointF place =
                snapToGrid(start + radius * QPointF(std::cos(angle), std::sin(angle)));
            if (isFree(place))
                return place;
        }
    }
    return start;
}

} // namespace topomq::ui
