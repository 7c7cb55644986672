// The events of the canvas: pointer and keys. See canvas_view.cpp for the rest of the class.

#include "ui/canvas/canvas_tooltip.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/link_tool.h"
#include "ui/canvas/pan_tool.h"
#include "ui/canvas/quick_add.h"
#include "ui/canvas/select_tool.h"
#include "ui/canvas/trouble_marks.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace topomq::ui {

namespace {

/// A notch of a wheel is 120 eighths of a degree.
constexpr double kZoomPerEighth = 1.0016;

bool isEmpty(const Hit& hit)
{
    return std::holds_alternative<std::monostate>(hit);
}

} // namespace

PointerEvent CanvasView::pointerAt(QPointF view, Qt::KeyboardModifiers modifiers) const
{
    return {view, m_camera.toScene(view), modifiers};
}

void CanvasView::begin(std::unique_ptr<CanvasTool> tool, const PointerEvent& event)
{
    m_tool = std::move(tool);
    m_tool->press(event);
    setCursor(m_tool->cursor());
    update();
}

void CanvasView::endTool()
{
    if (m_tool)
        m_tool->cancel();
    m_tool.reset();
    unsetCursor();
    update();
}

bool CanvasView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QPointF place = m_camera.toScene(help->pos());
        const std::string trouble = m_tool ? std::string() : troubleUnder(*m_scene, place, zoom());
        const QString text = m_tool ? QString()
            : trouble.empty()       ? tooltipFor(*m_scene, hitAt(*m_scene, place, zoom()))
                                    : troubleText(*m_scene, trouble);
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    // Tab goes from thing to thing, so it must not be taken for the change of focus.
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool plain = !key->modifiers().testAnyFlags(Qt::ControlModifier | Qt::AltModifier);
        if (plain && (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab)
            && !m_scene->geometry().isEmpty())
        {
            // What is dragged is what is selected.
            if (!m_tool)
                cycle(key->key() == Qt::Key_Tab);
            return true;
        }
    }
    return QWidget::event(event);
}

void CanvasView::resizeEvent(QResizeEvent* event)
{
    if (m_showsAll) {
        zoomFit();
    } else {
        const QSize grown = event->size() - event->oldSize();
        m_camera.pan(QPointF(grown.width(), grown.height()) / 2);
        cameraMoved();
    }
    placeOverlays();
}

void CanvasView::showEvent(QShowEvent*)
{
    startOrStopMotion();
}

void CanvasView::hideEvent(QHideEvent*)
{
    startOrStopMotion();
}

void CanvasView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        placeOverlays();
    QWidget::changeEvent(event);
}

void CanvasView::mousePressEvent(QMouseEvent* event)
{
    const PointerEvent pointer = pointerAt(event->position(), event->modifiers());
    m_pointer = event->position();
    setFocus(Qt::MouseFocusReason);
    m_notice.clear();
    m_scene->endGlide();
    if (m_tool)
        return;
    const bool spacePan = m_spaceHeld && event->button() == Qt::LeftButton;
    if (event->button() == Qt::MiddleButton || spacePan) {
        m_spaceUsed = m_spaceUsed || spacePan;
        begin(std::make_unique<PanTool>(toolHost()), pointer);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const std::string trouble = troubleUnder(*m_scene, pointer.scene, zoom()); !trouble.empty())
    {
        Q_EMIT problemRequested(QString::fromStdString(trouble));
        return;
    }
    const Hit hit = hitAt(*m_scene, pointer.scene, zoom());
    if (pressFoldButton(hit, pointer.scene))
        return;
    if (auto tool = drawingTool(hit, pointer))
        begin(std::move(tool), pointer);
    else if (std::holds_alternative<model::SocketRef>(hit))
        begin(std::make_unique<LinkTool>(toolHost()), pointer);
    else
        begin(std::make_unique<SelectTool>(toolHost()), pointer);
}

void CanvasView::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position();
    // Whatever took the release of the buttons: nobody holds anything any more.
    if (m_tool && event->buttons() == Qt::NoButton)
        endTool();
    if (!m_tool) {
        updateHover(event->position());
        return;
    }
    m_tool->move(pointerAt(event->position(), event->modifiers()));
    setCursor(m_tool->cursor());
    update();
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_tool || event->buttons() != Qt::NoButton)
        return;
    // The tool may ask for another gesture, so it is let go of first.
    const std::unique_ptr<CanvasTool> tool = std::move(m_tool);
    tool->release(pointerAt(event->position(), event->modifiers()));
    unsetCursor();
    updateHover(event->position());
    update();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    endTool();
    const QPointF place = m_camera.toScene(event->position());
    const Hit hit = hitAt(*m_scene, place, zoom());
    if (doubleClickDrawing(hit, place))
        return;
    const auto* node = std::get_if<model::NodeId>(&hit);
    if (isEmpty(hit))
        offerQuickAdd(place, std::nullopt);
    else if (node == nullptr || !openInside(model::NodeId(*node)))
        Q_EMIT editRequested();
}

void CanvasView::leaveEvent(QEvent*)
{
    m_hover = {};
    m_pointer = {-1, -1};
    update();
}

void CanvasView::updateHover(QPointF view)
{
    Hit hit = hitAt(*m_scene, m_camera.toScene(view), zoom());
    if (hit == m_hover)
        return;
    m_hover = std::move(hit);
    if (std::holds_alternative<model::SocketRef>(m_hover))
        setCursor(Qt::CrossCursor);
    else
        unsetCursor();
    update();
}

void CanvasView::wheelEvent(QWheelEvent* event)
{
    event->accept();
    const bool zooms =
        event->pixelDelta().isNull() || event->modifiers().testFlag(Qt::ControlModifier);
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        const QPoint turn = event->angleDelta();
        panBy(QPointF(turn.y() + turn.x(), 0));
        return;
    }
    if (!zooms) {
        panBy(event->pixelDelta());
        return;
    }
    m_showsAll = false;
    m_camera.zoomAt(event->position(), std::pow(kZoomPerEighth, event->angleDelta().y()));
    cameraMoved();
}

void CanvasView::keyPressEvent(QKeyEvent* event)
{
    if (m_tool && m_tool->keyPress(event->key()))
        return;
    if (!handleKey(event))
        QWidget::keyPressEvent(event);
}

bool CanvasView::handleKey(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        handleEscape();
        return true;
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            m_spaceUsed = m_tool != nullptr;
            setCursor(Qt::OpenHandCursor);
        }
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_document.selection()->nodes().size() == 1
            && openInside(model::NodeId(*m_document.selection()->nodes().begin())))
            return true;
        if (!m_document.selection()->isEmpty())
            Q_EMIT editRequested();
        return true;
    case Qt::Key_Backspace:
        // With something selected it deletes.
        leaveInside();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (m_tool && event->modifiers().testFlag(Qt::ControlModifier))
            return true;
        if (event->modifiers().testFlag(Qt::ControlModifier))
            goToNeighbour(event->key());
        else
            handleArrow(event->key(), event->modifiers());
        return true;
    default:
        return false;
    }
}

void CanvasView::handleEscape()
{
    if (m_tool) {
        endTool();
    } else if (!m_notice.isEmpty()) {
        m_notice.clear();
        update();
    } else {
        m_document.selection()->clear();
    }
}

void CanvasView::handleArrow(int key, Qt::KeyboardModifiers modifiers)
{
    const QPointF way = key == Qt::Key_Left ? QPointF(-1, 0)
        : key == Qt::Key_Right              ? QPointF(1, 0)
        : key == Qt::Key_Up                 ? QPointF(0, -1)
                                            : QPointF(0, 1);
    constexpr double kPanStep = 60;
    if (moversOf(m_document.topology(), *m_document.selection()).isEmpty())
        panBy(way * -kPanStep);
    else
        m_editor->nudge(way * (modifiers.testFlag(Qt::ShiftModifier) ? 1.0 : kGrid));
}

void CanvasView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Space || event->isAutoRepeat()) {
        QWidget::keyReleaseEvent(event);
        return;
    }
    const bool tapped = m_spaceHeld && !m_spaceUsed;
    m_spaceHeld = false;
    if (!m_tool)
        unsetCursor();
    if (tapped)
        quickAdd();
}

void CanvasView::focusOutEvent(QFocusEvent* event)
{
    m_spaceHeld = false;
    QWidget::focusOutEvent(event);
    update();
}

} // namespace topomq::ui
