// Where the editor puts nodes: moving, aligning, distributing, and room for new ones.

#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/document/topology_document.h"

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

model::Point toPoint(QPointF point)
{
    return {point.x(), point.y()};
}

} // namespace

void CanvasEditor::pushMoves(model::MoveNodes moves,
                             const QString& text,
                             const QString& gesture,
                             model::Batch also)
{
    // Nodes without a place of their own are pinned where they are seen.
    for (const auto& [id, place] : m_scene.automaticPlaces()) {
        const model::Node* node = m_document.topology().find(id);
        const bool moved = std::any_of(moves.positions.begin(), moves.positions.end(),
                                       [&id](const auto& each) { return each.first == id; });
        if (node != nullptr && !node->position && !moved)
            moves.positions.emplace_back(id, toPoint(place));
    }
    if (also.edits.empty()) {
        m_document.push(text, moves, gesture);
        return;
    }
    if (!moves.positions.empty())
        also.edits.insert(also.edits.begin(), std::move(moves));
    m_document.push(text, also, gesture);
}

void CanvasEditor::move(const Movers& movers,
                        QPointF offset,
                        const QString& gesture,
                        model::Batch also)
{
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
    if (m_document.topology().nodes.empty())
        return;
    m_document.push(tr("Arrange"),
                    DrawingEditor::withoutBends(m_document.topology(), m_scene.arranged()));
}

void CanvasEditor::alignSelection(Qt::Orientation axis)
{
    std::vector<const NodeBox*> boxes;
    double sum = 0;
    for (const model::NodeId& id : m_document.selection()->nodes()) {
        if (const NodeBox* box = m_scene.geometry().node(id)) {
            boxes.push_back(box);
            sum += axis == Qt::Vertical ? box->rect.center().x() : box->rect.center().y();
        }
    }
    if (boxes.size() < 2)
        return;
    const double line = snapToGrid(sum / static_cast<double>(boxes.size()));
    model::MoveNodes moves;
    for (const NodeBox* box : boxes) {
        const QPointF centre = box->rect.center();
        moves.positions.emplace_back(box->id,
                                     axis == Qt::Vertical ? model::Point{line, centre.y()}
                                                          : model::Point{centre.x(), line});
    }
    pushMoves(std::move(moves), tr("Align %1 nodes").arg(boxes.size()), {});
}

void CanvasEditor::distributeSelection(Qt::Orientation axis)
{
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
