#include "ui/canvas/port_painter.h"

#include "ui/canvas/canvas_marks.h"
#include "ui/canvas/port_label.h"

namespace topomq::ui {

namespace {

/// The port of the sub-topology that leads to this socket; null: none does.
const std::string* outerPort(const CanvasPicture& picture, const PortSpot& port)
{
    if (picture.outerPorts == nullptr)
        return nullptr;
    const auto found = picture.outerPorts->find(port.ref);
    return found == picture.outerPorts->end() ? nullptr : &found->second;
}

/// The way out of the sub-topology: a short line to an open square.
void paintWayOut(QPainter& painter, const PortSpot& port, const QColor& color, const QColor& ground)
{
    constexpr double kNear = 12;
    constexpr double kFar = 34;
    constexpr double kSquare = 9;
    const double way = port.side == Side::Right ? 1 : -1;
    const QPointF end = port.position + QPointF(way * kFar, 0);
    painter.setPen(QPen(color, 2));
    painter.drawLine(port.position + QPointF(way * kNear, 0), end);
    painter.setBrush(ground);
    painter.drawRect(QRectF(end - QPointF(kSquare, kSquare) / 2, QSizeF(kSquare, kSquare)));
}

void paintPortLabel(QPainter& painter,
                    const CanvasPicture& picture,
                    const PortSpot& port,
                    const QColor& color)
{
    const std::string_view type = model::toText(port.type);
    const QString text = QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size()));
    QString label = port.named
        ? text + QLatin1Char(' ') + QString::fromStdString(port.ref.socket.text())
        : text;
    if (const std::string* outer = outerPort(picture, port))
        label += QStringLiteral(" · ") + QString::fromStdString(*outer);
    const GlyphInk& ink = picture.fonts->portInk;
    const QRectF rect = portLabelRect(port, ink.width(label), picture.theme->canvasType());
    // Where a line passes behind it the label stays readable.
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(picture.colors().canvas, 200));
    painter.drawRoundedRect(rect.adjusted(-2, 1, 2, -1), 3, 3);
    painter.setPen(color);
    ink.draw(painter, rect, label, Qt::AlignHCenter);
}

} // namespace

void paintPort(QPainter& painter, const CanvasPicture& picture, const PortSpot& port)
{
    const Colors& colors = picture.colors();
    const QColor color = familyColor(colors, port.type);
    const PortEmphasis* emphasis = picture.emphasis;
    const bool fits =
        emphasis == nullptr || emphasis->origin == port.ref || emphasis->fitting.contains(port.ref);
    painter.save();
    if (!fits)
        painter.setOpacity(painter.opacity() * 0.3);
    if (emphasis != nullptr && fits) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(withAlpha(color, 60));
        painter.drawEllipse(port.position, 18, 18);
    }
    if (outerPort(picture, port) != nullptr)
        paintWayOut(painter, port, color, colors.canvas);
    painter.save();
    painter.translate(port.position);
    painter.scale(picture.theme->canvasInk(), picture.theme->canvasInk());
    paintPortShape(painter,
                   {.centre = {}, .shape = port.shape, .side = port.side, .binds = port.binds},
                   color, colors.card);
    painter.restore();
    if (picture.fonts->port.pixelSize() * picture.zoom >= kLeastText)
        paintPortLabel(painter, picture, port, color);
    painter.restore();
}

} // namespace topomq::ui
