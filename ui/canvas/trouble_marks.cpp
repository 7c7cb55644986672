#include "ui/canvas/trouble_marks.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QPolygonF>

#include <cmath>

namespace topomq::ui {

namespace {

using model::Severity;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(TroubleMarks)
};

struct Worst
{
    std::string where;
    Severity severity = Severity::Information;
};

/// The first of the worst: the node itself goes before its sockets.
std::optional<Worst> worstOf(const CanvasPicture& picture, const NodeBox& box)
{
    std::optional<Worst> worst;
    const auto look = [&](const std::string& where) {
        const auto at = picture.troubleAt(where);
        if (at && (!worst || *at < worst->severity))
            worst = {where, *at};
    };
    look(box.id.text());
    for (const PortSpot& port : box.ports)
        look(port.ref.text());
    return worst;
}

bool isUnder(const TroubleMark& mark, QPointF point, double reach)
{
    const QPointF off = mark.centre - point;
    return std::hypot(off.x(), off.y()) <= reach;
}

QString wordOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Words::tr("Error");
    case Severity::Warning:
        return Words::tr("Warning");
    case Severity::Information:
        break;
    }
    return Words::tr("Note");
}

} // namespace

std::optional<TroubleMark> troubleMark(const CanvasPicture& picture, const NodeBox& box)
{
    const auto worst = worstOf(picture, box);
    if (!worst)
        return std::nullopt;
    return TroubleMark{box.rect.topRight() + QPointF(-3, 3), worst->severity};
}

std::optional<TroubleMark> troubleMark(const CanvasPicture& picture, const LinkCurve& curve)
{
    const auto severity = picture.troubleAt(curve.id.text());
    if (!severity)
        return std::nullopt;
    const bool full = detailFor(picture.zoom) == Detail::Full;
    return TroubleMark{full ? instrumentRect(picture, curve).topRight() : curve.instrument,
                       *severity};
}

void paintTroubleMark(QPainter& painter,
                      const Theme& theme,
                      const QFont& font,
                      const TroubleMark& mark)
{
    const Colors& colors = theme.colors();
    const QPointF centre = mark.centre;
    QString sign = QStringLiteral("!");
    painter.setPen(QPen(colors.canvas, 2));
    switch (mark.severity) {
    case Severity::Error:
        painter.setBrush(colors.bad);
        painter.drawEllipse(centre, 9, 9);
        break;
    case Severity::Warning:
        painter.setBrush(colors.warn);
        painter.drawPolygon(
            QPolygonF{centre + QPointF(0, -10), centre + QPointF(10, 8), centre + QPointF(-10, 8)});
        break;
    case Severity::Information:
        painter.setBrush(colors.accent);
        painter.drawRoundedRect(QRectF(centre - QPointF(7, 7), QSizeF(14, 14)), 3, 3);
        sign = QStringLiteral("i");
        break;
    }
    painter.setFont(font);
    painter.setPen(theme.onAccent());
    painter.drawText(QRectF(centre - QPointF(9, 8), QSizeF(18, 17)), Qt::AlignCenter, sign);
}

std::string troubleUnder(const CanvasScene& scene, QPointF point, double zoom)
{
    if (detailFor(zoom) == Detail::Shapes)
        return {};
    const CanvasPicture picture = scene.picture(zoom);
    for (const LinkCurve& curve : scene.geometry().links()) {
        const auto mark = troubleMark(picture, curve);
        if (mark && isUnder(*mark, point, kTroubleReach))
            return curve.id.text();
    }
    for (const NodeBox& box : scene.geometry().nodes()) {
        const auto mark = troubleMark(picture, box);
        if (mark && isUnder(*mark, point, kTroubleReach))
            return worstOf(picture, box)->where;
    }
    return {};
}

QString troubleText(const CanvasScene& scene, const std::string& where)
{
    const model::Topology& topology = scene.document().topology();
    const Place place = placeOf(topology, where);
    QStringList lines;
    for (const model::Finding& finding : scene.document().findingsInView()) {
        const Place other = placeOf(topology, finding.where);
        if (finding.where.empty() || other.nodes != place.nodes || other.links != place.links)
            continue;
        lines << QStringLiteral("<b>%1</b>: %2")
                     .arg(wordOf(finding.severity), engineText(finding.message).toHtmlEscaped());
    }
    lines << QStringLiteral("<i>%1</i>").arg(Words::tr("Click: show it in the list of problems"));
    return lines.join(QStringLiteral("<br>"));
}

} // namespace topomq::ui
