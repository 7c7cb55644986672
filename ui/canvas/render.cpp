#include "ui/canvas/render.h"

#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/group_painter.h"
#include "ui/canvas/note_painter.h"
#include "ui/canvas/scene_layers.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Render)
};

constexpr double kMargin = 48;
constexpr double kLargestImage = 16000;

QRectF drawnArea(const CanvasScene& scene)
{
    QRectF area = scene.geometry().bounds();
    for (const LinkCurve& curve : scene.geometry().links())
        area |= curve.bounds;
    if (area.isEmpty())
        area = QRectF(0, 0, 400, 200);
    return area.adjusted(-kMargin, -kMargin, kMargin, kMargin).toAlignedRect();
}

void paintAll(QPainter& painter, const CanvasScene& scene, const QRectF& area)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-area.topLeft());
    const CanvasPicture picture = scene.picture(1);
    painter.fillRect(area, picture.colors().canvas);
    paintGroupFrames(painter, picture, area);
    paintNotes(painter, picture, area);
    paintLinks(painter, picture, area);
    paintCards(painter, picture, area);
    paintFigures(painter, picture, area);
}

QString cannotWrite(const QString& path, const QString& why)
{
    return Words::tr("Cannot write %1: %2.").arg(path, why);
}

QString toSvg(const CanvasScene& scene, const QRectF& area, QFile& file)
{
    QSvgGenerator svg;
    svg.setOutputDevice(&file);
    svg.setSize(area.size().toSize());
    svg.setViewBox(QRectF(QPointF(0, 0), area.size()));
    svg.setTitle(QString::fromStdString(scene.document().topology().name));
    QPainter painter(&svg);
    paintAll(painter, scene, area);
    return {};
}

QString toPdf(const CanvasScene& scene, const QRectF& area, QFile& file)
{
    constexpr int kUnitsPerInch = 96;
    constexpr double kPointsPerUnit = 72.0 / kUnitsPerInch;
    QPdfWriter pdf(&file);
    pdf.setTitle(QString::fromStdString(scene.document().topology().name));
    pdf.setCreator(QStringLiteral("TopoMQ"));
    pdf.setPageMargins({});
    pdf.setPageSize(
        QPageSize(area.size() * kPointsPerUnit, QPageSize::Point, {}, QPageSize::ExactMatch));
    // A finer unit than the drawing's own keeps thin lines and small text sharp.
    constexpr int kFiner = 8;
    pdf.setResolution(kUnitsPerInch * kFiner);
    QPainter painter(&pdf);
    painter.scale(kFiner, kFiner);
    paintAll(painter, scene, area);
    return {};
}

QString toPng(const CanvasScene& scene, const QRectF& area, QFile& file)
{
    const double scale = std::min(2.0, kLargestImage / std::max(area.width(), area.height()));
    QImage image((area.size() * scale).toSize(), QImage::Format_RGB32);
    if (image.isNull())
        return Words::tr("the picture would be too large; use SVG instead");
    QPainter painter(&image);
    painter.scale(scale, scale);
    paintAll(painter, scene, area);
    painter.end();
    return image.save(&file, "PNG") ? QString() : file.errorString();
}

} // namespace

QString renderTopology(const model::Topology& topology,
                       const rules::Capabilities& capabilities,
                       const QString& outPath,
                       bool dark)
{
    const QString ending = QFileInfo(outPath).suffix().toLower();
    const auto writer = ending == QStringLiteral("svg") ? &toSvg
        : ending == QStringLiteral("pdf")               ? &toPdf
        : ending == QStringLiteral("png")               ? &toPng
                                                        : nullptr;
    if (writer == nullptr)
        return Words::tr("Cannot draw %1: its name must end in .svg, .png or .pdf.").arg(outPath);
    QFile file(outPath);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(outPath, file.errorString());
    Theme theme;
    theme.setMode(dark ? Theme::Mode::Dark : Theme::Mode::Light);
    TopologyDocument document;
    document.setCapabilities(capabilities);
    document.reset(topology, {});
    const CanvasScene scene(document, nullptr, theme);
    const QString problem = writer(scene, drawnArea(scene), file);
    if (!problem.isEmpty())
        return cannotWrite(outPath, problem);
    return file.flush() && file.error() == QFile::NoError
        ? QString()
        : cannotWrite(outPath, file.errorString());
}

} // namespace topomq::ui
