#pragma once
// Offers the sub-topologies of the file in the palette.

#include <QObject>

namespace topomq::ui {

class CanvasView;
class PalettePanel;
class TopologyDocument;

/// Thread: the window's.
class DefinitionController : public QObject
{
    Q_OBJECT

public:
    DefinitionController(TopologyDocument& document,
                         CanvasView& canvas,
                         PalettePanel& palette,
                         QObject* parent);
};

} // namespace topomq::ui
