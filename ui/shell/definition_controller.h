#pragma once
// Offers the sub-topologies of the file in front in the palette.

#include <QObject>

namespace topomq::ui {

class DocumentTab;
class PalettePanel;
class Workspace;

/// Thread: the window's.
class DefinitionController : public QObject
{
    Q_OBJECT

public:
    DefinitionController(Workspace& workspace, PalettePanel& palette, QObject* parent);

    /// Follows its sub-topologies while it is in front.
    void take(DocumentTab& tab);

private:
    void show();

    Workspace& m_workspace;
    PalettePanel& m_palette;
};

} // namespace topomq::ui
