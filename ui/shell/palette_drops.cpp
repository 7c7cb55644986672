#include "ui/shell/palette_drops.h"

#include "ui/canvas/canvas_view.h"
#include "ui/document/topology_document.h"
#include "ui/palette/pattern_form.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace topomq::ui {

namespace {

/// Between what is there and a pattern that is added below it.
constexpr double kRowGap = 220;
/// Between the cards of a pattern and those that are there.
constexpr double kAround = 24;
constexpr double kRingStep = 80;
constexpr int kMostRings = 40;

} // namespace

PaletteDrops::PaletteDrops(TopologyDocument& document, CanvasView& canvas, QObject* parent)
    : QObject(parent)
    , m_document(document)
    , m_canvas(canvas)
{
    connect(&canvas, &CanvasView::patternDropped, this,
            [this](const QString& pattern, const model::Point& place) { askFor(pattern, place); });
}

void PaletteDrops::askFor(const QString& pattern, std::optional<model::Point> place)
{
    const Pattern asked = patternNamed(pattern);
    if (asked.name.isEmpty())
        return;
    auto* form = new PatternForm(asked, m_canvas.defaultTransport(), m_canvas.window());
    form->setAttribute(Qt::WA_DeleteOnClose);
    connect(form, &QDialog::accepted, this, [this, form, pattern, place] {
        addPattern(pattern,
                   place ? freePlaceNear(*place, pattern, form->options())
                         : freePlace(pattern, form->options()),
                   form->options());
    });
    form->open();
}

void PaletteDrops::addPattern(const QString& pattern,
                              const model::Point& place,
                              const PatternOptions& options)
{
    const model::Topology& topology = m_document.topology();
    const std::size_t before = topology.nodes.size();
    m_document.push(tr("Add %1").arg(patternNamed(pattern).title),
                    patternEdit(topology, pattern, place, options));
    // Added nodes stand at the end of the file's list.
    std::set<model::NodeId> added;
    for (std::size_t i = before; i < topology.nodes.size(); ++i)
        added.insert(topology.nodes[i].id);
    m_document.selection()->reveal(added, {});
    m_canvas.activateWindow();
    m_canvas.setFocus();
}

model::Point PaletteDrops::freePlace(const QString& pattern, const PatternOptions& options) const
{
    model::Topology alone;
    model::apply(alone, patternEdit(alone, pattern, {}, options));
    double top = 0;
    for (const model::Node& node : alone.nodes)
        top = std::min(top, node.position->y);
    return placeBelowAll(m_canvas, -top);
}

model::Point PaletteDrops::freePlaceNear(model::Point wanted,
                                         const QString& pattern,
                                         const PatternOptions& options) const
{
    model::Topology alone;
    model::apply(alone, patternEdit(alone, pattern, {}, options));
    QRectF room;
    for (const model::Node& node : alone.nodes)
        room |= QRectF(node.position->x - kCardWidth / 2, node.position->y - kCardHeight / 2,
                       kCardWidth, kCardHeight);
    room.adjust(-kAround, -kAround, kAround, kAround);
    const std::vector<NodeBox>& cards = m_canvas.scene().geometry().nodes();
    const auto isFree = [&](double x, double y) {
        return std::none_of(cards.begin(), cards.end(), [&](const NodeBox& card) {
            return room.translated(x, y).intersects(card.rect);
        });
    };
    // Wider and wider squares around the place, of which the nearest free one is taken.
    for (int ring = 0; ring <= kMostRings; ++ring) {
        std::optional<QPointF> best;
        for (int across = -ring; across <= ring; ++across) {
            for (int down = -ring; down <= ring; ++down) {
                if (std::max(std::abs(across), std::abs(down)) != ring)
                    continue;
                const QPointF offset(across * kRingStep, down * kRingStep);
                const bool isNearer = !best
                    || QPointF::dotProduct(offset, offset) < QPointF::dotProduct(*best, *best);
                if (isNearer && isFree(wanted.x + offset.x(), wanted.y + offset.y()))
                    best = offset;
            }
        }
        if (best)
            return {wanted.x + best->x(), wanted.y + best->y()};
    }
    return freePlace(pattern, options);
}

model::Point placeBelowAll(CanvasView& canvas, double above)
{
    const CanvasGeometry& geometry = canvas.scene().geometry();
    if (geometry.isEmpty())
        return {};
    return {geometry.bounds().center().x(), geometry.bounds().bottom() + kRowGap + above};
}

} // namespace topomq::ui
