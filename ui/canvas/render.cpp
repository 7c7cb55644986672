#include "ui/canvas/render.h"

#include "ui/canvas/canvas_export.h"
#include "ui/document/topology_document.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Render)
};

QString cannotWrite(const QString& path, const QString& why)
{
    return Words::tr("Cannot write %1: %2.").arg(path, why);
}

} // namespace

QString renderTopology(const model::Topology& topology,
                       const rules::Capabilities& capabilities,
                       const QString& outPath,
                       bool dark)
{
    const QString ending = QFileInfo(outPath).suffix().toLower();
    if (ending != QStringLiteral("svg") && ending != QStringLiteral("pdf")
        && ending != QStringLiteral("png"))
        return Words::tr("Cannot draw %1: its name must end in .svg, .png or .pdf.").arg(outPath);
    QFile file(outPath);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(outPath, file.errorString());
    TopologyDocument document;
    document.setCapabilities(capabilities);
    document.reset(topology, {});
    const CanvasExport drawing(document, nullptr, {.dark = dark});
    const QString problem = drawing.write(file, ending);
    if (!problem.isEmpty())
        return cannotWrite(outPath, problem);
    return file.flush() && file.error() == QFile::NoError
        ? QString()
        : cannotWrite(outPath, file.errorString());
}

} // namespace topomq::ui
