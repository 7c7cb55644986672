#include "ui/canvas/canvas_export.h"

#include "ui/canvas/group_painter.h"
#include "ui/canvas/instrument_painter.h"
#include "ui/canvas/note_painter.h"
#include "ui/canvas/scene_layers.h"
#include "ui/document/save_text.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasExport)
};

constexpr double kMargin = 48;
constexpr double kLargestImage = 16000;

DrawnPart chosenPart(TopologyDocument& document)
{
    const Selection& selection = *document.selection();
    Movers chosen = moversOf(document.topology(), selection);
    return {std::move(chosen.nodes), selection.groups(), std::move(chosen.notes)};
}

} // namespace

QRectF exportArea(const CanvasGeometry& geometry, const CanvasPicture& picture)
{
    QRectF area = geometry.bounds();
    for (const LinkCurve& curve : geometry.links())
        area |= curve.bounds | instrumentRect(picture, curve);
    if (area.isEmpty())
        area = QRectF(0, 0, 400, 200);
    return area.adjusted(-kMargin, -kMargin, kMargin, kMargin).toAlignedRect();
}

CanvasExport::CanvasExport(TopologyDocument& document,
                           RunSession* session,
                           const ExportOptions& options)
    : m_document(document)
    , m_options(options)
{
    m_theme.setMode(options.dark ? Theme::Mode::Dark : Theme::Mode::Light);
    RunSession* figures = options.figures ? session : nullptr;
    m_scene = std::make_unique<CanvasScene>(document, figures, m_theme);
    if (options.selectionOnly)
        m_part = chosenPart(document);
    if (figures != nullptr && figures->isActive()) {
        m_scene->beginFigures(figures->plan());
        // All of them: sparklines show how it was before.
        for (const metrics::SnapshotPtr& sample : figures->history())
            m_scene->addFigures(sample);
    }
    // From here on it stays as it is, whatever the run does.
    if (figures != nullptr)
        QObject::disconnect(figures, nullptr, m_scene.get(), nullptr);
    m_area = exportArea(drawnGeometry(), m_scene->picture(1));
}

/// A part is cut out of the drawing, not out of the document: what is wrong with its nodes, which
/// way their ports look and what they are called in the run depends on the rest.
CanvasGeometry CanvasExport::drawnGeometry() const
{
    CanvasGeometry drawn = m_scene->geometry();
    if (m_part)
        drawn.keepOnly(*m_part);
    return drawn;
}

QSize CanvasExport::imageSize() const
{
    const double scale = std::min(std::clamp(m_options.scale, kLeastScale, kMostScale),
                                  kLargestImage / std::max(m_area.width(), m_area.height()));
    return (m_area.size() * scale).toSize().expandedTo({1, 1});
}

void CanvasExport::paint(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(-m_area.topLeft());
    const CanvasGeometry drawn = drawnGeometry();
    CanvasPicture picture = m_scene->picture(1);
    picture.geometry = &drawn;
    picture.selected = nullptr;
    painter.fillRect(m_area, picture.colors().canvas);
    paintGroupFrames(painter, picture, m_area);
    paintNotes(painter, picture, m_area);
    paintLinks(painter, picture, m_area);
    paintCards(painter, picture, m_area);
    paintFigures(painter, picture, m_area);
}

QImage CanvasExport::image() const
{
    const QSize pixels = imageSize();
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return image;
    QPainter painter(&image);
    painter.scale(pixels.width() / m_area.width(), pixels.height() / m_area.height());
    paint(painter);
    return image;
}

QString CanvasExport::write(QIODevice& device, const QString& ending) const
{
    if (ending == QStringLiteral("svg"))
        return writeSvg(device);
    if (ending == QStringLiteral("pdf"))
        return writePdf(device);
    if (ending == QStringLiteral("png"))
        return writePng(device);
    return Words::tr("its name must end in .svg, .png or .pdf");
}

QString CanvasExport::save(const QString& path) const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const QString problem = write(buffer, QFileInfo(path).suffix().toLower());
    if (!problem.isEmpty())
        return Words::tr("Cannot write %1: %2.").arg(path, problem);
    return saveText(path, buffer.data());
}

QString CanvasExport::writeSvg(QIODevice& device) const
{
    QSvgGenerator svg;
    svg.setOutputDevice(&device);
    svg.setSize(m_area.size().toSize());
    svg.setViewBox(QRectF(QPointF(0, 0), m_area.size()));
    svg.setTitle(QString::fromStdString(m_document.topology().name));
    QPainter painter(&svg);
    paint(painter);
    return {};
}

QString CanvasExport::writePdf(QIODevice& device) const
{
    constexpr int kUnitsPerInch = 96;
    constexpr double kPointsPerUnit = 72.0 / kUnitsPerInch;
    QPdfWriter pdf(&device);
    pdf.setTitle(QString::fromStdString(m_document.topology().name));
    pdf.setCreator(QStringLiteral("TopoMQ"));
    pdf.setPageMargins({});
    pdf.setPageSize(
        QPageSize(m_area.size() * kPointsPerUnit, QPageSize::Point, {}, QPageSize::ExactMatch));
    // A finer unit than the drawing's own keeps thin lines and small text sharp.
    constexpr int kFiner = 8;
    pdf.setResolution(kUnitsPerInch * kFiner);
    QPainter painter(&pdf);
    painter.scale(kFiner, kFiner);
    paint(painter);
    return {};
}

QString CanvasExport::writePng(QIODevice& device) const
{
    const QImage picture = image();
    if (picture.isNull())
        return Words::tr("the picture would be too large; use SVG instead");
    return picture.save(&device, "PNG") ? QString() : device.errorString();
}

} // namespace topomq::ui
