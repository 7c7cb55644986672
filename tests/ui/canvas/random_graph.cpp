#include "tests/ui/canvas/random_graph.h"

#include "ui/canvas/canvas_geometry.h"

#include <algorithm>
#include <random>

namespace topomq::ui::test {

namespace {

constexpr int kPieces = 24;

using Line = std::vector<QPointF>;

double side(QPointF a, QPointF b, QPointF c)
{
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
}

bool cross(QPointF a, QPointF b, QPointF c, QPointF d)
{
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

QRectF boundsOf(const Line& line)
{
    QRectF bounds(line.front(), line.front());
    for (const QPointF point : line) {
        bounds.setLeft(std::min(bounds.left(), point.x()));
        bounds.setRight(std::max(bounds.right(), point.x()));
        bounds.setTop(std::min(bounds.top(), point.y()));
        bounds.setBottom(std::max(bounds.bottom(), point.y()));
    }
    return bounds;
}

bool apart(const QRectF& a, const QRectF& b)
{
    return a.right() < b.left() || b.right() < a.left() || a.bottom() < b.top()
        || b.bottom() < a.top();
}

std::size_t crossings(const Line& one, const Line& other)
{
    std::size_t count = 0;
    for (std::size_t a = 1; a < one.size(); ++a) {
        for (std::size_t b = 1; b < other.size(); ++b)
            count += cross(one[a - 1], one[a], other[b - 1], other[b]) ? 1 : 0;
    }
    return count;
}

} // namespace

LayoutInput randomGraph(GraphKind kind, std::uint32_t seed, std::size_t cards)
{
    // Distributions of the library differ from one to the next; the generator itself does not.
    std::mt19937 random(seed);
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    LayoutInput input;
    input.sizes.assign(cards, QSizeF(kCardWidth, kCardHeight));
    const std::size_t links = cards * 3 / 2;
    const std::size_t stage = std::max<std::size_t>(3, cards / 6);
    for (std::size_t at = 1; kind == GraphKind::Tree && at < cards; ++at)
        input.links.emplace_back(below(at), at);
    const std::size_t more = kind == GraphKind::Tree ? cards / 5 : links;
    for (std::size_t at = 0; at < more; ++at) {
        std::size_t from = below(cards);
        std::size_t to = below(cards);
        if (kind == GraphKind::Stages)
            to = (from / stage + 1 + (below(8) == 0 ? 1 : 0)) * stage + to % stage;
        if (from > to)
            std::swap(from, to);
        if (from != to && to < cards)
            input.links.emplace_back(from, to);
    }
    std::sort(input.links.begin(), input.links.end());
    input.links.erase(std::unique(input.links.begin(), input.links.end()), input.links.end());
    return input;
}

std::size_t drawnCrossings(const LayoutInput& input, const std::vector<QPointF>& places)
{
    std::vector<Line> lines;
    std::vector<QRectF> bounds;
    for (const auto& [from, to] : input.links) {
        const LinkCurve curve = curveBetween(places[from] + QPointF(kCardWidth / 2, 0), Side::Right,
                                             places[to] - QPointF(kCardWidth / 2, 0), Side::Left);
        Line line;
        for (int piece = 0; piece <= kPieces; ++piece)
            line.push_back(curve.at(static_cast<double>(piece) / kPieces));
        bounds.push_back(boundsOf(line));
        lines.push_back(std::move(line));
    }
    std::size_t count = 0;
    for (std::size_t one = 0; one < lines.size(); ++one) {
        for (std::size_t other = one + 1; other < lines.size(); ++other) {
            const auto& a = input.links[one];
            const auto& b = input.links[other];
            const bool touch = a.first == b.first || a.second == b.second || a.first == b.second
                || a.second == b.first;
            if (!touch && !apart(bounds[one], bounds[other]))
                count += crossings(lines[one], lines[other]);
        }
    }
    return count;
}

} // namespace topomq::ui::test
