// How the canvas of a comparison paints itself. See compare_canvas.cpp for the rest of the class.

#include "ui/canvas/compare_canvas.h"
#include "ui/canvas/group_painter.h"
#include "ui/canvas/note_painter.h"
#include "ui/canvas/scene_layers.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace topomq::ui {

namespace {

constexpr double kAround = 7;
constexpr double kSignRadius = 12;

} // namespace

void CompareCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colors().canvas);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_camera.zoom(), m_camera.zoom());
    painter.translate(-m_camera.origin());
    const QRectF seen = m_camera.seen(size());
    const CanvasPicture picture = m_scene.picture(m_camera.zoom());
    paintGroupFrames(painter, picture, seen);
    paintNotes(painter, picture, seen);
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
    const auto uncover = [this, &clear](const std::string& id, const QRectF& box) {
        if (m_marks.contains(id))
            clear.addRect(box.adjusted(-kAround, -kAround, kAround, kAround));
    };
    const CanvasGeometry& geometry = m_scene.geometry();
    for (const NodeBox& box : geometry.nodes())
        uncover(box.id.text(), box.rect);
    for (const NoteBox& box : geometry.notes())
        uncover(box.id.text(), box.rect);
    // What stands in an open frame may be the same.
    for (const GroupBox& box : geometry.groups())
        uncover(box.id.text(), box.title());
    QPainterPathStroker stroker;
    stroker.setWidth(2 * kAround);
    for (const LinkCurve& curve : geometry.links()) {
        if (m_marks.contains(curve.id.text()))
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
    const CanvasGeometry& geometry = m_scene.geometry();
    const auto mark = [this](const auto& thing, auto paint) {
        const auto found = m_marks.find(thing.id.text());
        if (found != m_marks.end())
            paint(found->second);
    };
    for (const GroupBox& box : geometry.groups())
        mark(box, [&](Kind kind) { paintBox(painter, box.rect, kind, 15); });
    for (const NoteBox& box : geometry.notes())
        mark(box, [&](Kind kind) { paintBox(painter, box.rect, kind, 9); });
    painter.setBrush(Qt::NoBrush);
    for (const LinkCurve& curve : geometry.links()) {
        mark(curve, [&](Kind kind) {
            painter.setPen(penFor(kind));
            painter.drawPath(curve.path());
            constexpr double kBesideInstrument = 0.22;
            paintSign(painter, curve.at(kBesideInstrument), kind);
        });
    }
    for (const NodeBox& box : geometry.nodes())
        mark(box, [&](Kind kind) { paintBox(painter, box.rect, kind, 12); });
    const QRectF focus = areaOf(m_focus);
    if (m_focus.empty() || focus.isEmpty())
        return;
    painter.setPen(QPen(m_theme.colors().text, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(focus.adjusted(-14, -14, 14, 14), 16, 16);
}

void CompareCanvas::paintBox(QPainter& painter, const QRectF& box, Kind kind, double radius) const
{
    const QRectF around = box.adjusted(-kAround, -kAround, kAround, kAround);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(penFor(kind));
    painter.drawRoundedRect(around, radius, radius);
    paintSign(painter, around.topLeft(), kind);
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

} // namespace topomq::ui
