// Sub-topologies on the canvas: into them and out again. See canvas_view.cpp for the rest of the
// class.

#include "engine/model/instances.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/in_place_text.h"
#include "ui/canvas/inside_bar.h"
#include "ui/canvas/subtopology_editor.h"
#include "ui/document/topology_document.h"

namespace topomq::ui {

void CanvasView::collapseSelection()
{
    SubtopologyEditor editor(*m_scene);
    const QString said = editor.collapse();
    Q_EMIT statusMessage(said);
    // What is new wants a name.
    if (const auto instance = editor.selectedInstance())
        writeInstance(*instance);
}

void CanvasView::expandSelection()
{
    Q_EMIT statusMessage(SubtopologyEditor(*m_scene).expand());
}

void CanvasView::offerPorts()
{
    const QString said = SubtopologyEditor(*m_scene).offerPorts();
    if (!said.isEmpty())
        Q_EMIT statusMessage(said);
}

/// Links that went elsewhere cannot be seen from here. A port that nobody used is not missed.
void CanvasView::sayPortsWent(std::size_t ports, std::size_t links)
{
    if (links == 0)
        return;
    const QString said = ports == 0
        ? tr("Links outside that went with it: %1. Undo brings all of it back.").arg(links)
        : tr("Ports that went: %1, and links to them outside: %2. Undo brings "
             "all of it back.")
              .arg(ports)
              .arg(links);
    Q_EMIT statusMessage(said);
    showNotice(said, m_camera.seen(size()).center());
}

void CanvasView::addInstance(const model::DefinitionId& id, std::optional<model::Point> place)
{
    const QPointF at = place ? QPointF(place->x, place->y)
                             : m_editor->freePlaceNear(m_camera.seen(size()).center());
    const QString said = SubtopologyEditor(*m_scene).addInstance(id, at);
    if (!said.isEmpty())
        showNotice(said, at);
    reveal();
}

void CanvasView::writeInstance(const model::NodeId& id)
{
    constexpr int kHeight = 32;
    const model::Node* node = m_document.topology().find(id);
    const NodeBox* box = m_scene->geometry().node(id);
    if (node == nullptr || box == nullptr)
        return;
    QRect place =
        m_camera.toView(QRectF(box->rect.topLeft(), QSizeF(box->rect.width(), kHeight))).toRect();
    place.setSize(place.size().expandedTo({160, m_theme.scaled(kHeight)}));
    m_inPlace->begin(QString::fromStdString(node->title()), place, InPlaceText::Kind::Line,
                     whileHere([this, id](const QString& text) {
                         SubtopologyEditor(*m_scene).rename(id, text);
                     }));
}

bool CanvasView::openInside(const model::NodeId& id)
{
    const model::Node* node = m_document.topology().find(id);
    if (node == nullptr || !isInstance(*node))
        return false;
    std::vector<model::NodeId> path = m_document.path();
    path.push_back(id);
    if (!m_document.openInside(path)) {
        const QRectF card = cardOf(id);
        showNotice(tr("There is nothing inside: no definition is called so."),
                   card.isNull() ? m_camera.seen(size()).center() : card.center());
    }
    return true;
}

void CanvasView::openSelection()
{
    if (const auto instance = SubtopologyEditor(*m_scene).selectedInstance())
        openInside(*instance);
}

void CanvasView::leaveInside()
{
    m_document.leaveInside();
}

void CanvasView::setTopCovered(int height)
{
    m_topCovered = height;
    placeInsideBar();
}

void CanvasView::placeInsideBar()
{
    constexpr int kGap = 12;
    m_insideBar->move(kGap, m_topCovered + kGap);
}

void CanvasView::showWayOut()
{
    QStringList steps{tr("Topology")};
    const model::Definition* at = nullptr;
    for (const model::NodeId& step : m_document.path()) {
        const model::Node* node = at == nullptr ? m_document.root().find(step) : at->find(step);
        if (node == nullptr)
            break;
        steps << QString::fromStdString(node->title());
        at = findDefinition(m_document.root(), node->definition);
    }
    const std::size_t uses = at == nullptr ? 0 : countInstances(m_document.root(), at->id);
    QString reach;
    if (uses == 2)
        reach = tr("· edits change both uses of %1").arg(QString::fromStdString(at->title()));
    else if (uses > 2)
        reach = tr("· edits change all %1 uses of %2")
                    .arg(uses)
                    .arg(QString::fromStdString(at->title()));
    m_insideBar->showWay(steps, reach);
    placeInsideBar();
    (*m_actions)[CanvasCommand::LeaveInside]->setEnabled(!m_document.path().empty());
}

} // namespace topomq::ui
