#include "ui/shell/definition_controller.h"

#include "ui/canvas/canvas_view.h"
#include "ui/palette/palette_panel.h"
#include "ui/shell/document_tab.h"
#include "ui/shell/workspace.h"

namespace topomq::ui {

DefinitionController::DefinitionController(Workspace& workspace,
                                           PalettePanel& palette,
                                           QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_palette(palette)
{
    connect(&workspace, &Workspace::frontChanged, this, &DefinitionController::show);
    connect(&palette, &PalettePanel::definitionActivated, this, [this](const QString& id) {
        CanvasView& canvas = m_workspace.front().canvas();
        canvas.addInstance(model::DefinitionId(id.toStdString()), std::nullopt);
        canvas.setFocus();
    });
}

void DefinitionController::take(DocumentTab& tab)
{
    const TopologyDocument* document = &tab.document();
    connect(document, &TopologyDocument::changed, this,
            [this, &tab, document](const model::Change& change) {
                // What is edited inside of one changes it too.
                const bool concerns = !change.definitions.empty() || !document->path().empty();
                if (concerns && &tab == &m_workspace.front())
                    show();
            });
    connect(document, &TopologyDocument::wasReset, this, [this, &tab] {
        if (&tab == &m_workspace.front())
            show();
    });
    if (&tab == &m_workspace.front())
        show();
}

void DefinitionController::show()
{
    m_palette.setDefinitions(m_workspace.front().document().root().definitions);
}

} // namespace topomq::ui
