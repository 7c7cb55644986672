#include "ui/shell/palette_drops.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/palette/palette_panel.h"
#include "ui/palette/patterns.h"

#include <algorithm>
#include <set>

namespace topomq::ui {

namespace {

/// Between what is there and a pattern that is added below it.
constexpr double kRowGap = 220;

QString titleOf(const QString& pattern)
{
    const std::vector<Pattern> patterns = allPatterns();
    const auto found = std::find_if(patterns.begin(), patterns.end(),
                                    [&](const Pattern& one) { return one.name == pattern; });
    return found == patterns.end() ? pattern : found->title;
}

} // namespace

PaletteDrops::PaletteDrops(TopologyDocument& document,
                           CanvasView& canvas,
                           PalettePanel& palette,
                           QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_canvas(canvas)
{
    connect(&canvas, &CanvasView::patternDropped, this, &PaletteDrops::addPattern);
    connect(&palette, &PalettePanel::roleActivated, &canvas, &CanvasView::addRole);
    connect(&palette, &PalettePanel::patternActivated, this,
            [this](const QString& pattern) { addPattern(pattern, freePlace()); });
}

void PaletteDrops::addPattern(const QString& pattern, const model::Point& place)
{
    const model::Topology& topology = m_document.topology();
    const std::size_t before = topology.nodes.size();
    m_document.push(tr("Add %1").arg(titleOf(pattern)), patternEdit(topology, pattern, place));
    // Added nodes stand at the end of the file's list.
    std::set<model::NodeId> added;
    for (std::size_t i = before; i < topology.nodes.size(); ++i)
        added.insert(topology.nodes[i].id);
    m_document.selection()->reveal(added, {});
    m_canvas.setFocus();
}

model::Point PaletteDrops::freePlace() const
{
    const QRectF bounds = m_canvas.scene().geometry().bounds();
    if (m_document.topology().nodes.empty())
        return {};
    return {bounds.center().x(), bounds.bottom() + kRowGap};
}

} // namespace topomq::ui
