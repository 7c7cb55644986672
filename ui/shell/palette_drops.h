#pragma once
// Brings what the palette offers onto the canvas.

#include "engine/model/topology.h"
#include "ui/palette/patterns.h"

#include <QObject>
#include <QString>

#include <optional>

namespace topomq::ui {

class CanvasView;
class TopologyDocument;

/// The middle of something that is added below all that is on the canvas; its topmost node stands
/// `above` over the middle.
[[nodiscard]] model::Point placeBelowAll(CanvasView& canvas, double above);

/// Every pattern is one undo step, selected and shown afterwards. Thread: the window's.
class PaletteDrops : public QObject
{
    Q_OBJECT

public:
    PaletteDrops(TopologyDocument& document, CanvasView& canvas, QObject* parent);

    /// Asks how large the pattern shall be; without a place it goes below all that is there.
    void askFor(const QString& pattern, std::optional<model::Point> place);

private:
    void
    addPattern(const QString& pattern, const model::Point& place, const PatternOptions& options);
    /// The middle of the nearest place to `wanted` where it covers no card.
    [[nodiscard]] model::Point
    freePlaceNear(model::Point wanted, const QString& pattern, const PatternOptions& options) const;
    [[nodiscard]] model::Point freePlace(const QString& pattern,
                                         const PatternOptions& options) const;

    TopologyDocument& m_document;
    CanvasView& m_canvas;
};

} // namespace topomq::ui
