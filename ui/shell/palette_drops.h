#pragma once
// Brings what the palette offers onto the canvas.

#include "engine/model/topology.h"

#include <QObject>
#include <QString>

namespace topomq::ui {

class CanvasView;
class PalettePanel;
class TopologyDocument;

/// Every pattern is one undo step, selected and shown afterwards. Thread: the window's.
class PaletteDrops : public QObject
{
    Q_OBJECT

public:
    PaletteDrops(TopologyDocument& document,
                 CanvasView& canvas,
                 PalettePanel& palette,
                 QObject* parent);

    void addPattern(const QString& pattern, const model::Point& place);

private:
    /// Below all that is there.
    [[nodiscard]] model::Point freePlace() const;

    TopologyDocument& m_document;
    CanvasView& m_canvas;
};

} // namespace topomq::ui
