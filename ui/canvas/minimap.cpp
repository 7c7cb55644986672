#include "ui/canvas/minimap.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/figure_text.h"
#include "ui/document/topology_document.h"
#include "ui/theme/mixed_color.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTransform>

#include <algorithm>

namespace topomq::ui {

namespace {

void paintMarks(QPainter& painter, const QList<QRectF>& marks, const QColor& color)
{
    constexpr double kRadius = 1.5;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    // Hundreds of them are so small that nobody sees their corners, which cost more than all else.
    constexpr qsizetype kMany = 200;
    if (marks.size() > kMany) {
        painter.drawRects(marks);
        return;
    }
    for (const QRectF& mark : marks)
        painter.drawRoundedRect(mark, kRadius, kRadius);
}

} // namespace

Minimap::Minimap(CanvasScene& scene, QWidget* parent)
    : QWidget(parent)
    , m_scene(scene)
{
    setObjectName(QStringLiteral("minimap"));
    setAccessibleName(tr("Overview of the canvas"));
    setToolTip(tr("Overview: click or drag to go there"));
    setCursor(Qt::PointingHandCursor);
    resize(Minimap::sizeHint());
}

void Minimap::setSeen(const QRectF& sceneRect)
{
    m_seen = sceneRect;
    update();
}

QTransform Minimap::sceneToMap() const
{
    const QRectF content = m_scene.geometry().bounds();
    const QRectF all =
        (content | (m_seen & content.adjusted(-300, -300, 300, 300))).adjusted(-30, -30, 30, 30);
    const QRectF room = QRectF(rect()).adjusted(7, 7, -7, -7);
    const double scale = std::min(room.width() / std::max(1.0, all.width()),
                                  room.height() / std::max(1.0, all.height()));
    QTransform transform;
    transform.translate(room.center().x(), room.center().y());
    transform.scale(scale, scale);
    transform.translate(-all.center().x(), -all.center().y());
    return transform;
}

void Minimap::paintEvent(QPaintEvent*)
{
    const Colors& colors = m_scene.theme().colors();
    const QTransform transform = sceneToMap();
    if (m_drawnRevision != m_scene.revision() || m_drawnAt != transform
        || m_drawn.size() != size() * devicePixelRatioF())
        drawAgain(transform);
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF seen = transform.mapRect(m_seen) & QRectF(rect()).adjusted(4, 4, -4, -4);
    painter.setPen(QPen(colors.accent, 1.2));
    painter.setBrush(withAlpha(colors.accent, 14));
    painter.drawRoundedRect(seen, 3, 3);
}

void Minimap::drawAgain(const QTransform& transform)
{
    const Colors& colors = m_scene.theme().colors();
    m_drawnRevision = m_scene.revision();
    m_drawnAt = transform;
    m_drawn = QPixmap(size() * devicePixelRatioF());
    m_drawn.setDevicePixelRatio(devicePixelRatioF());
    m_drawn.fill(Qt::transparent);
    QPainter painter(&m_drawn);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.line, 1));
    painter.setBrush(colors.panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    paintDrawing(painter, transform);
    paintNodes(painter, transform);
}

void Minimap::paintNodes(QPainter& painter, const QTransform& transform) const
{
    const Colors& colors = m_scene.theme().colors();
    const auto& selected = m_scene.document().selection()->nodes();
    QList<QRectF> calm;
    QList<QRectF> chosen;
    QList<QRectF> failed;
    for (const NodeBox& box : m_scene.geometry().nodes()) {
        const metrics::NodeFigures* node =
            m_scene.showsFigures() ? m_scene.board().nodeAt(box.figures) : nullptr;
        QRectF mark = transform.mapRect(box.rect);
        mark.setSize(mark.size().expandedTo(QSizeF(2, 1.5)));
        if (node != nullptr && shownState(*node) == metrics::NodeState::Failed)
            failed.append(mark);
        else
            (selected.contains(box.id) ? chosen : calm).append(mark);
    }
    paintMarks(painter, calm, mixed(colors.panel, colors.calm, 0.75));
    paintMarks(painter, chosen, colors.accent);
    paintMarks(painter, failed, colors.bad);
}

void Minimap::paintDrawing(QPainter& painter, const QTransform& transform) const
{
    const Colors& colors = m_scene.theme().colors();
    const model::Topology& topology = m_scene.document().topology();
    for (const GroupBox& box : m_scene.geometry().groups()) {
        const QColor color = namedColor(colors, topology.groups[box.index].color);
        painter.setPen(QPen(mixed(colors.panel, color, 0.7), 1));
        painter.setBrush(mixed(colors.panel, color, box.collapsed ? 0.5 : 0.15));
        painter.drawRect(transform.mapRect(box.rect));
    }
    painter.setPen(Qt::NoPen);
    for (const NoteBox& box : m_scene.geometry().notes()) {
        painter.setBrush(
            mixed(colors.panel, namedColor(colors, topology.notes[box.index].color), 0.3));
        painter.drawRect(transform.mapRect(box.rect));
    }
}

void Minimap::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT goTo(sceneToMap().inverted().map(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        Q_EMIT goTo(sceneToMap().inverted().map(event->position()));
}

} // namespace topomq::ui
