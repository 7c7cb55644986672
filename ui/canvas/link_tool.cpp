#include "ui/canvas/link_tool.h"

#include "engine/rules/rules.h"
#include "ui/canvas/canvas_editor.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/link_painter.h"
#include "ui/document/topology_document.h"

#include <QApplication>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

PortEmphasis emphasisFrom(const model::Topology& topology, const model::SocketRef& origin)
{
    PortEmphasis emphasis{origin, {}};
    for (const model::Node& node : topology.nodes) {
        for (const model::Socket& socket : node.sockets) {
            const model::SocketRef ref{node.id, socket.id};
            if (ref != origin && rules::whyNoLink(topology, origin, ref).empty())
                emphasis.fitting.insert(ref);
        }
    }
    return emphasis;
}

} // namespace

void LinkTool::press(const PointerEvent& event)
{
    CanvasScene& scene = host().scene();
    const PortSpot* port =
        scene.geometry().portAt(event.scene, std::max(kPortReach, 8 / host().zoom()));
    if (port == nullptr)
        return;
    m_from = port->ref;
    m_target.reset();
    m_reason.clear();
    m_pulled = false;
    m_start = event.view;
    m_end = event.scene;
}

void LinkTool::move(const PointerEvent& event)
{
    if (m_from.node.isEmpty())
        return;
    const bool far = (event.view - m_start).manhattanLength() >= QApplication::startDragDistance();
    if (!m_pulled && !far)
        return;
    CanvasScene& scene = host().scene();
    if (!m_pulled)
        scene.setEmphasis(emphasisFrom(scene.document().topology(), m_from));
    m_pulled = true;
    lookAt(event.scene);
    host().refresh();
}

void LinkTool::lookAt(QPointF point)
{
    m_end = point;
    m_target.reset();
    m_reason.clear();
    const PortSpot* target = targetAt(point);
    if (target == nullptr || target->ref == m_from)
        return;
    m_target = target->ref;
    m_reason = QString::fromStdString(
        rules::whyNoLink(host().scene().document().topology(), m_from, target->ref));
    if (m_reason.isEmpty())
        m_end = target->edge();
}

const PortSpot* LinkTool::targetAt(QPointF point) const
{
    const CanvasScene& scene = host().scene();
    const CanvasGeometry& geometry = scene.geometry();
    if (const PortSpot* port = geometry.portAt(point, std::max(16.0, 10 / host().zoom())))
        return port;
    const NodeBox* box = geometry.nodeAt(point);
    if (box == nullptr || box->ports.empty() || box->id == m_from.node)
        return nullptr;
    const model::Topology& topology = scene.document().topology();
    const auto fits = [&](const PortSpot& port) {
        return rules::whyNoLink(topology, m_from, port.ref).empty();
    };
    const auto found = std::find_if(box->ports.begin(), box->ports.end(), fits);
    return found == box->ports.end() ? &box->ports.front() : &*found;
}

void LinkTool::release(const PointerEvent& event)
{
    move(event);
    const bool pulled = m_pulled;
    const model::SocketRef from = m_from;
    const auto target = m_target;
    const QString reason = m_reason;
    finish();
    if (!pulled) {
        host().scene().document().selection()->selectNode(from.node);
        return;
    }
    if (!target) {
        if (host().scene().geometry().nodeAt(event.scene) == nullptr)
            host().offerQuickAdd(event.scene, from);
        return;
    }
    if (reason.isEmpty())
        host().editor().link(from, *target);
    else
        host().showNotice(reason, event.scene);
}

void LinkTool::cancel()
{
    finish();
}

void LinkTool::finish()
{
    if (m_pulled)
        host().scene().setEmphasis(std::nullopt);
    m_pulled = false;
    m_from = {};
    m_target.reset();
    m_reason.clear();
    host().refresh();
}

void LinkTool::paint(QPainter& painter) const
{
    const CanvasScene& scene = host().scene();
    const PortSpot* from = m_pulled ? scene.geometry().port(m_from) : nullptr;
    if (from == nullptr)
        return;
    const Colors& colors = scene.theme().colors();
    const PortSpot* to = m_target ? scene.geometry().port(*m_target) : nullptr;
    const bool snapped = to != nullptr && m_reason.isEmpty();
    const Side arriving = snapped ? to->side : from->side == Side::Right ? Side::Left : Side::Right;
    const LinkCurve curve = curveBetween(from->edge(), from->side, m_end, arriving);
    const QColor color = m_reason.isEmpty() ? familyColor(colors, from->type) : colors.bad;
    painter.setPen(QPen(color, 2.2, snapped ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve.path());
    if (snapped)
        painter.drawEllipse(to->position, 16, 16);
}

} // namespace topomq::ui
