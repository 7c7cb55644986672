#include "ui/canvas/instrument_layout.h"

#include "ui/canvas/port_label.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>

namespace topomq::ui {

namespace {

constexpr double kApart = 6;
constexpr double kCell = 256;

/// Rectangles by the cells that they touch, so that each look costs the same on a large canvas.
class Taken
{
public:
    void add(const QRectF& rect)
    {
        each(rect, [this, &rect](std::int64_t cell) { m_cells[cell].push_back(rect); });
    }

    /// The area that `rect` would share with what is there.
    [[nodiscard]] double overlap(const QRectF& rect) const
    {
        double area = 0;
        each(rect, [this, &rect, &area](std::int64_t cell) {
            const auto found = m_cells.find(cell);
            if (found == m_cells.end())
                return;
            for (const QRectF& other : found->second) {
                const QRectF both = other & rect;
                area += both.width() * both.height();
            }
        });
        return area;
    }

private:
    template <class Visit>
    static void each(const QRectF& rect, Visit visit)
    {
        const auto cell = [](double at) {
            return static_cast<std::int64_t>(std::floor(at / kCell));
        };
        for (auto y = cell(rect.top()); y <= cell(rect.bottom()); ++y) {
            for (auto x = cell(rect.left()); x <= cell(rect.right()); ++x)
                visit(y * 1'000'003 + x);
        }
    }

    std::unordered_map<std::int64_t, std::vector<QRectF>> m_cells;
};

/// About where the words beside a port stand.
QRectF labelRoom(const PortSpot& port, double type)
{
    constexpr double kType = 32;
    constexpr double kLetter = 6.5;
    const double name =
        port.named ? kLetter * static_cast<double>(port.ref.socket.text().size() + 1) : 0;
    return portLabelRect(port, (kType + name) * type, type);
}

QRectF around(QPointF centre, QSizeF size)
{
    return {centre.x() - size.width() / 2 - kApart / 2, centre.y() - size.height() / 2 - kApart / 2,
            size.width() + kApart, size.height() + kApart};
}

struct Spot
{
    QPointF centre;
    QPointF anchor;
};

/// The middle first, then along the curve, then off it, to the side to which the curve goes first.
Spot bestSpot(const LinkCurve& curve,
              QSizeF size,
              const Taken& instruments,
              const Taken& cards,
              const Taken& labels)
{
    constexpr std::array kAlong{0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74};
    constexpr int kSteps = 16;
    const double step = (size.height() + kApart) * 0.25;
    const double side = curve.end.y() - curve.start.y() > 0 ? 1 : -1;
    Spot best{curve.at(0.5), curve.at(0.5)};
    double least = std::numeric_limits<double>::max();
    for (int off = 0; off <= 2 * kSteps; ++off) {
        // 0, 1, -1, 2, -2, ...
        const double steps = side * (off % 2 == 1 ? (off + 1) / 2 : -off / 2);
        // It can only become dearer.
        if (std::abs(steps) * 150 >= least)
            break;
        for (const double t : kAlong) {
            const QPointF anchor = curve.at(t);
            const QPointF at = anchor + QPointF(0, steps * step);
            const QRectF rect = around(at, size);
            // To stand on its own line matters more than a label, but less than another instrument.
            const double cost = instruments.overlap(rect) * 3 + cards.overlap(rect)
                + labels.overlap(rect) * 0.2 + std::abs(t - 0.5) * 400 + std::abs(steps) * 150;
            if (cost < least) {
                least = cost;
                best = {at, anchor};
            }
            if (cost <= 0)
                return best;
        }
    }
    return best;
}

} // namespace

void placeInstruments(CanvasGeometry& geometry, const InstrumentSize& sizeOf, double type)
{
    Taken cards;
    Taken labels;
    for (const NodeBox& box : geometry.nodes()) {
        cards.add(box.rect.adjusted(-8, -4, 8, 4));
        for (const PortSpot& port : box.ports)
            labels.add(labelRoom(port, type));
    }
    const auto& links = geometry.links();
    std::vector<std::size_t> order(links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // The most level first: of links between the same cards that is the one in the middle, and the
    // others give way to both sides.
    const auto rise = [&links](std::size_t link) {
        return std::abs(links[link].end.y() - links[link].start.y());
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const QPointF one = links[a].at(0.5);
        const QPointF other = links[b].at(0.5);
        return std::tuple(rise(a), one.y(), one.x()) < std::tuple(rise(b), other.y(), other.x());
    });
    // A bend must stay in reach of the pointer.
    constexpr double kBendRoom = 20;
    for (const LinkCurve& curve : links) {
        for (const QPointF bend : curve.bends)
            cards.add(
                QRectF(bend - QPointF(kBendRoom, kBendRoom) / 2, QSizeF(kBendRoom, kBendRoom)));
    }
    for (const GroupBox& box : geometry.groups())
        cards.add(box.title());
    Taken instruments;
    for (const std::size_t at : order) {
        const QSizeF size = sizeOf(links[at]);
        const Spot spot = bestSpot(links[at], size, instruments, cards, labels);
        instruments.add(around(spot.centre, size));
        geometry.setInstrument(at, spot.centre, spot.anchor);
    }
}

} // namespace topomq::ui
