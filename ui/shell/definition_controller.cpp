#include "ui/shell/definition_controller.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/palette/palette_panel.h"

namespace topomq::ui {

DefinitionController::DefinitionController(TopologyDocument& document,
                                           CanvasView& canvas,
                                           PalettePanel& palette,
                                           QObject* parent)
    : QObject(parent)
{
    const auto show = [&document, &palette] {
        palette.setDefinitions(document.root().definitions);
    };
    connect(&document, &TopologyDocument::changed, &palette,
            [show, &document](const model::Change& change) {
                // What is edited inside of one changes it too.
                if (!change.definitions.empty() || !document.path().empty())
                    show();
            });
    connect(&document, &TopologyDocument::wasReset, &palette, show);
    connect(&palette, &PalettePanel::definitionActivated, &canvas, [&canvas](const QString& id) {
        canvas.addInstance(model::DefinitionId(id.toStdString()), std::nullopt);
        canvas.setFocus();
    });
    show();
}

} // namespace topomq::ui
