// How the canvas paints itself. See canvas_view.cpp for the rest of the class.

#include "ui/canvas/bend_tool.h"
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/splice.h"

#include <QFontMetricsF>
#include <QPaintEvent>

namespace topomq::ui {

namespace {

/// Figures that change faster than this cannot be read.
constexpr qint64 kFigureStep = 100;

} // namespace

void CanvasView::paintEvent(QPaintEvent*)
{
    const CanvasPicture picture = m_scene->picture(m_camera.zoom());
    const bool dots =
        m_motionOn && picture.isRunning() && detailFor(picture.zoom) != Detail::Shapes;
    m_layers.update(picture, m_camera, size(), devicePixelRatioF(), m_scene->revision(),
                    figuresAreDue(), dots);
    const QRectF seen = m_camera.seen(size());
    QPainter painter(this);
    m_layers.paintBack(painter, picture, m_camera);
    painter.setRenderHint(QPainter::Antialiasing);
    if (dots) {
        painter.save();
        painter.scale(m_camera.zoom(), m_camera.zoom());
        painter.translate(-m_camera.origin());
        m_scene->motion().paint(painter, picture, seen);
        painter.restore();
    }
    m_layers.paintFront(painter);
    if (m_hits)
        paintFound(painter, picture, *m_hits, m_camera, size());
    painter.save();
    painter.scale(m_camera.zoom(), m_camera.zoom());
    painter.translate(-m_camera.origin());
    paintOverlay(painter);
    painter.restore();
    if (!m_notice.isEmpty())
        paintWords(painter, m_notice, m_camera.toView(m_noticePlace), true);
    else if (const QString words = pointerText(); !words.isEmpty())
        paintWords(painter, words, m_pointer, true);
}

bool CanvasView::waitsForFigures()
{
    const qint64 since = m_figureClock.isValid() ? m_figureClock.elapsed() : kFigureStep;
    if (since >= kFigureStep)
        return false;
    if (!m_figureTimer.isActive())
        m_figureTimer.start(static_cast<int>(kFigureStep - since));
    return true;
}

bool CanvasView::figuresAreDue()
{
    if (!m_newFigures || waitsForFigures())
        return false;
    m_newFigures = false;
    m_figureClock.restart();
    return true;
}

void CanvasView::paintOverlay(QPainter& painter) const
{
    const auto* hovered = std::get_if<model::SocketRef>(&m_hover);
    const PortSpot* port =
        hovered == nullptr || m_tool ? nullptr : m_scene->geometry().port(*hovered);
    if (port != nullptr) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(familyColor(m_theme.colors(), port->type), 50));
        painter.drawEllipse(port->position, 17, 17);
    }
    if (m_dropInto)
        paintSpliceMark(painter, *m_scene, *m_dropInto);
    paintGhost(painter);
    paintBends(painter, *m_scene, m_camera.zoom());
    if (m_tool)
        m_tool->paint(painter);
}

void CanvasView::paintGhost(QPainter& painter) const
{
    if (!m_ghost && m_copyGhosts.empty())
        return;
    const Colors& colors = m_theme.colors();
    painter.setPen(QPen(colors.accent, 1.5, Qt::DashLine));
    painter.setBrush(withAlpha(colors.accent, 24));
    for (const QRectF& copy : m_copyGhosts)
        painter.drawRoundedRect(copy, 9, 9);
    if (m_ghost)
        painter.drawRoundedRect(QRectF(*m_ghost - QPointF(kCardWidth, kCardHeight) / 2,
                                       QSizeF(kCardWidth, kCardHeight)),
                                9, 9);
}

void CanvasView::paintWords(QPainter& painter,
                            const QString& text,
                            QPointF place,
                            bool trouble) const
{
    const Colors& colors = m_theme.colors();
    const QFontMetricsF metrics(m_theme.font());
    constexpr double kWidest = 340;
    QRectF box = metrics.boundingRect(QRectF(0, 0, kWidest, 200), Qt::TextWordWrap, text)
                     .adjusted(-10, -6, 10, 6);
    box.moveTopLeft(place + QPointF(16, 14));
    if (box.right() > width() - 8)
        box.moveRight(width() - 8);
    if (box.bottom() > height() - 8)
        box.moveBottom(place.y() - 10);
    paintShadow(painter, m_theme, box, 7);
    painter.setPen(QPen(trouble ? colors.bad : colors.line, 1));
    painter.setBrush(trouble ? colors.tint(colors.bad, 0.1) : colors.card);
    painter.drawRoundedRect(box, 7, 7);
    painter.setFont(m_theme.font());
    painter.setPen(colors.text);
    painter.drawText(box.adjusted(10, 6, -9, -5), Qt::TextWordWrap, text);
}

} // namespace topomq::ui
