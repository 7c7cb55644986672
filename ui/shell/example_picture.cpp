#include "ui/shell/example_picture.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/example_library.h"
#include "ui/document/open_topology.h"
#include "ui/document/topology_document.h"

#include <utility>

namespace topomq::ui {

namespace {

/// Drawn larger and then made smaller: names stay legible shapes instead of vanishing.
constexpr int kEnlarged = 2;

} // namespace

QPixmap examplePicture(const Example& example,
                       const rules::Capabilities& capabilities,
                       Theme& theme,
                       QSize size,
                       double ratio)
{
    OpenResult opened = openTopologyText(example.text, example.title);
    if (!opened.isOpen())
        return {};
    TopologyDocument document;
    document.setCapabilities(capabilities);
    document.reset(std::move(opened.topology), {});
    CanvasView canvas(document, nullptr, theme);
    canvas.setMinimapVisible(false);
    canvas.setLegendVisible(false);
    canvas.scene().setFindingsVisible(false);
    canvas.setAttribute(Qt::WA_DontShowOnScreen);
    canvas.resize(size * kEnlarged);
    canvas.zoomFit();
    QPixmap picture =
        canvas.grab().scaled(size * ratio, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    picture.setDevicePixelRatio(ratio);
    return picture;
}

} // namespace topomq::ui
