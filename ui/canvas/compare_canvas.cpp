#include "ui/canvas/compare_canvas.h"

#include "ui/canvas/scene_layers.h"
#include "ui/document/topology_document.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>

#include <cmath>

namespace topomq::ui {

namespace {

constexpr double kAround = 7;
constexpr double kSignRadius = 12;
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
    m_nodes.clear();
    m_links.clear();
    for (const model::Difference& difference : differences) {
        if (difference.thing == Thing::Node)
            m_nodes[difference.where] = difference.kind;
        else if (difference.thing == Thing::Link)
            m_links[difference.where] = difference.kind;
    }
    // A node whose sockets differ is another one, even if it was moved, too.
    for (const model::Difference& difference : differences) {
        if (difference.thing == Thing::Socket)
            m_nodes[nodeOf(difference.where)] = Kind::Changed;
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
    return {};
}

void CompareCanvas::setFocusOn(const std::string& where)
{
    m_focus = where;
    update();
}

void CompareCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().canvas);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_camera.zoom(), m_camera.zoom());
    painter.translate(-m_camera.origin());
    const QRectF seen = m_camera.seen(size());
    const CanvasPicture picture = m_scene.picture(m_camera.zoom());
    paintLinks(painter, picture, seen);
    paintCards(painter, picture, seen);
    paintFigures(painter, picture, seen);
    dimTheRest(painter, seen);
    paintMarks(painter);
    painter.resetTransform();
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.colors().accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void CompareCanvas::dimTheRest(QPainter& painter, const QRectF& seen) const
{
    QPainterPath veil;
    veil.addRect(seen);
    QPainterPath clear;
    for (const NodeBox& box : m_scene.geometry().nodes()) {
        if (m_nodes.contains(box.id.text()))
            clear.addRect(box.rect.adjusted(-kAround, -kAround, kAround, kAround));
    }
    QPainterPathStroker stroker;
    stroker.setWidth(2 * kAround);
    for (const LinkCurve& curve : m_scene.geometry().links()) {
        if (m_links.contains(curve.id.text()))
            clear.addPath(stroker.createStroke(curve.path()));
    }
    clear.setFillRule(Qt::WindingFill);
    constexpr int kVeil = 150;
    painter.fillPath(veil.subtracted(clear), withAlpha(m_theme.colors().canvas, kVeil));
}

QPen CompareCanvas::penFor(Kind kind) const
{
    constexpr double kWidth = 2.5;
    QPen pen(colorOf(m_theme.colors(), kind), kWidth);
    if (kind == Kind::Removed)
        pen.setStyle(Qt::DashLine);
    else if (kind == Kind::Changed)
        pen.setStyle(Qt::DotLine);
    return pen;
}

void CompareCanvas::paintMarks(QPainter& painter) const
{
    painter.setBrush(Qt::NoBrush);
    for (const LinkCurve& curve : m_scene.geometry().links()) {
        const auto mark = m_links.find(curve.id.text());
        if (mark != m_links.end()) {
            painter.setPen(penFor(mark->second));
            painter.drawPath(curve.path());
            constexpr double kBesideInstrument = 0.22;
            paintSign(painter, curve.at(kBesideInstrument), mark->second);
        }
    }
    for (const NodeBox& box : m_scene.geometry().nodes()) {
        const QRectF around = box.rect.adjusted(-kAround, -kAround, kAround, kAround);
        const auto mark = m_nodes.find(box.id.text());
        if (mark != m_nodes.end()) {
            painter.setPen(penFor(mark->second));
            painter.drawRoundedRect(around, 12, 12);
            paintSign(painter, around.topLeft(), mark->second);
        }
    }
    const QRectF focus = areaOf(m_focus);
    if (m_focus.empty() || focus.isEmpty())
        return;
    painter.setPen(QPen(m_theme.colors().text, 1.5));
    painter.drawRoundedRect(focus.adjusted(-14, -14, 14, 14), 16, 16);
}

void CompareCanvas::paintSign(QPainter& painter, QPointF centre, Kind kind) const
{
    painter.save();
    painter.setPen(QPen(m_theme.colors().canvas, 2));
    painter.setBrush(colorOf(m_theme.colors(), kind));
    painter.drawEllipse(centre, kSignRadius, kSignRadius);
    QFont font = m_theme.titleFont();
    font.setPixelSize(static_cast<int>(kSignRadius * 1.4));
    font.setBold(true);
    painter.setFont(font);
    painter.setPen(m_theme.colors().canvas);
    const QRectF place(centre - QPointF(kSignRadius, kSignRadius),
                       QSizeF(2 * kSignRadius, 2 * kSignRadius));
    painter.drawText(place, Qt::AlignCenter, signOf(kind));
    painter.restore();
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
    const QPointF at = m_camera.toScene(event->position());
    if (const NodeBox* box = m_scene.geometry().nodeAt(at))
        Q_EMIT clicked(QString::fromStdString(box->id.text()));
    else if (const LinkCurve* curve = m_scene.geometry().linkAt(at, 8 / m_camera.zoom()))
        Q_EMIT clicked(QString::fromStdString(curve->id.text()));
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
