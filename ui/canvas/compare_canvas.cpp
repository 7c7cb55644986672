#include "ui/canvas/compare_canvas.h"

#include "ui/canvas/canvas_hit.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <cmath>

namespace topomq::ui {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 60;

/// "node.socket" stands at its node.
std::string nodeOf(const std::string& where)
{
    return where.substr(0, where.find('.'));
}

} // namespace

QString signOf(model::Difference::Kind kind)
{
    using enum model::Difference::Kind;
    switch (kind) {
    case Added:
        return QStringLiteral("+");
    case Removed:
        return QStringLiteral("−");
    case Changed:
        return QStringLiteral("~");
    case Moved:
        return QStringLiteral("→");
    }
    return {};
}

QColor colorOf(const Colors& colors, model::Difference::Kind kind)
{
    using enum model::Difference::Kind;
    switch (kind) {
    case Added:
        return colors.green;
    case Removed:
        return colors.magenta;
    case Changed:
        return colors.accent;
    case Moved:
        return colors.grey;
    }
    return colors.text;
}

CompareCanvas::CompareCanvas(TopologyDocument& document, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scene(document, nullptr, theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setMinimumSize(minimumSizeHint());
    connect(&m_scene, &CanvasScene::changed, this, qOverload<>(&QWidget::update));
}

void CompareCanvas::setDifferences(const std::vector<model::Difference>& differences)
{
    using Thing = model::Difference::Thing;
    m_marks.clear();
    for (const model::Difference& difference : differences) {
        const Thing thing = difference.thing;
        if (thing != Thing::Drawing && thing != Thing::Socket && thing != Thing::Parameter)
            m_marks[difference.where] = difference.kind;
    }
    // A node whose sockets differ is another one, even if it was moved, too.
    for (const model::Difference& difference : differences) {
        if (difference.thing == Thing::Socket)
            m_marks[nodeOf(difference.where)] = Kind::Changed;
    }
    update();
}

void CompareCanvas::setCamera(const Camera& camera)
{
    m_camera = camera;
    update();
}

QRectF CompareCanvas::drawnArea() const
{
    return m_scene.geometry().bounds();
}

void CompareCanvas::fit(const QRectF& area)
{
    m_camera.fit(area, size());
    update();
    Q_EMIT cameraChanged();
}

QRectF CompareCanvas::areaOf(const std::string& where) const
{
    if (const NodeBox* box = m_scene.geometry().node(model::NodeId(nodeOf(where))))
        return box->rect;
    if (const LinkCurve* curve = m_scene.geometry().link(model::LinkId(where)))
        return curve->bounds;
    if (const GroupBox* box = m_scene.geometry().group(model::GroupId(where)))
        return box->rect;
    if (const NoteBox* box = m_scene.geometry().note(model::NoteId(where)))
        return box->rect;
    return {};
}

void CompareCanvas::setFocusOn(const std::string& where)
{
    m_focus = where;
    update();
}

void CompareCanvas::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void CompareCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() == Qt::NoButton)
        return;
    panBy(event->position() - m_last);
    m_last = event->position();
}

void CompareCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    setCursor(Qt::OpenHandCursor);
    constexpr double kStill = 4;
    if ((event->position() - m_pressed).manhattanLength() > kStill)
        return;
    const QString thing = thingAt(m_camera.toScene(event->position()));
    if (!thing.isEmpty())
        Q_EMIT clicked(thing);
}

QString CompareCanvas::thingAt(QPointF scene) const
{
    const auto wordOf = [](const auto& id) { return QString::fromStdString(id.text()); };
    const Hit hit = hitAt(m_scene, scene, m_camera.zoom());
    if (const auto* port = std::get_if<model::SocketRef>(&hit))
        return wordOf(port->node);
    if (const auto* node = std::get_if<model::NodeId>(&hit))
        return wordOf(*node);
    if (const auto* link = std::get_if<model::LinkId>(&hit))
        return wordOf(*link);
    if (const auto* group = std::get_if<model::GroupId>(&hit))
        return wordOf(*group);
    const auto* note = std::get_if<model::NoteId>(&hit);
    return note == nullptr ? QString() : wordOf(*note);
}

void CompareCanvas::wheelEvent(QWheelEvent* event)
{
    event->accept();
    constexpr double kZoomPerEighth = 1.0015;
    if (!event->pixelDelta().isNull() && !event->modifiers().testFlag(Qt::ControlModifier))
        panBy(event->pixelDelta());
    else
        zoomAt(event->position(), std::pow(kZoomPerEighth, event->angleDelta().y()));
}

void CompareCanvas::keyPressEvent(QKeyEvent* event)
{
    const QPointF middle = QRectF(rect()).center();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAt(middle, kZoomStep);
    case Qt::Key_Minus:
        return zoomAt(middle, 1 / kZoomStep);
    case Qt::Key_0:
        return fit(drawnArea());
    case Qt::Key_Left:
        return panBy({kPanStep, 0});
    case Qt::Key_Right:
        return panBy({-kPanStep, 0});
    case Qt::Key_Up:
        return panBy({0, kPanStep});
    case Qt::Key_Down:
        return panBy({0, -kPanStep});
    default:
        QWidget::keyPressEvent(event);
    }
}

void CompareCanvas::zoomAt(QPointF view, double factor)
{
    m_camera.zoomAt(view, factor);
    update();
    Q_EMIT cameraChanged();
}

void CompareCanvas::panBy(QPointF delta)
{
    m_camera.pan(delta);
    update();
    Q_EMIT cameraChanged();
}

} // namespace topomq::ui
