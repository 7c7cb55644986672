#include "ui/canvas/canvas_export.h"

#include "ui/canvas/group_painter.h"
#include "ui/canvas/note_painter.h"
#include "ui/canvas/scene_layers.h"
#include "ui/document/save_text.h"
#include "ui/session/run_session.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasExport)
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

/// The selected nodes where they are seen, with the links among them.
std::unique_ptr<TopologyDocument> partOf(TopologyDocument& document, const CanvasScene& scene)
{
    const auto& chosen = document.selection()->nodes();
    model::Topology part = document.topology();
    std::erase_if(part.nodes,
                  [&chosen](const model::Node& node) { return !chosen.contains(node.id); });
    std::erase_if(part.links, [&chosen](const model::Link& link) {
        return !chosen.contains(link.connect.node) || !chosen.contains(link.bind.node);
    });
    for (model::Node& node : part.nodes) {
        if (const NodeBox* box = scene.geometry().node(node.id))
            node.position = model::Point{box->rect.center().x(), box->rect.center().y()};
    }
    auto drawn = std::make_unique<TopologyDocument>();
    drawn->setCapabilities(document.capabilities());
    drawn->reset(std::move(part), {});
    return drawn;
}

} // namespace

CanvasExport::CanvasExport(TopologyDocument& document,
                           RunSession* session,
                           const ExportOptions& options)
    : m_document(document)
    , m_options(options)
{
    m_theme.setMode(options.dark ? Theme::Mode::Dark : Theme::Mode::Light);
    RunSession* figures = options.figures ? session : nullptr;
    m_scene = std::make_unique<CanvasScene>(document, figures, m_theme);
    if (options.selectionOnly) {
        m_part = partOf(document, *m_scene);
        m_scene = std::make_unique<CanvasScene>(*m_part, figures, m_theme);
    }
    if (figures != nullptr && figures->isActive()) {
        m_scene->beginFigures(figures->plan());
        // All of them: sparklines show how it was before.
        for (const metrics::SnapshotPtr& sample : figures->history())
            m_scene->addFigures(sample);
    }
    // From here on it stays as it is, whatever the run does.
    if (figures != nullptr)
        QObject::disconnect(figures, nullptr, m_scene.get(), nullptr);
    m_area = drawnArea(*m_scene);
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
    CanvasPicture picture = m_scene->picture(1);
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
