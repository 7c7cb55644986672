#include "ui/canvas/motion.h"

#include "ui/canvas/link_painter.h"

#include <algorithm>
#include <cmath>

namespace topomq::ui {

namespace {

constexpr double kSingleSpeed = 240;
constexpr double kMostWaiting = 6;

/// A curve by the distance travelled on it.
class Track
{
public:
    explicit Track(const LinkCurve& curve)
        : m_points(kPoints + kPoints / 2 * curve.bends.size())
        , m_distance(m_points.size())
    {
        m_points.front() = curve.start;
        const auto last = static_cast<double>(m_points.size() - 1);
        for (std::size_t step = 1; step < m_points.size(); ++step) {
            m_points[step] = curve.at(static_cast<double>(step) / last);
            const QPointF way = m_points[step] - m_points[step - 1];
            m_distance[step] = m_distance[step - 1] + std::hypot(way.x(), way.y());
        }
    }

    [[nodiscard]] double length() const { return m_distance.back(); }

    [[nodiscard]] QPointF at(double distance) const
    {
        const auto after = std::upper_bound(m_distance.begin() + 1, m_distance.end() - 1, distance);
        const auto index = static_cast<std::size_t>(after - m_distance.begin());
        const double from = m_distance[index - 1];
        const double span = m_distance[index] - from;
        const double share = span > 0 ? std::clamp((distance - from) / span, 0.0, 1.0) : 0;
        return m_points[index - 1] * (1 - share) + m_points[index] * share;
    }

private:
    static constexpr std::size_t kPoints = 25;
    std::vector<QPointF> m_points;
    std::vector<double> m_distance;
};

} // namespace

double dotSpeed(double messagesPerSecond)
{
    if (messagesPerSecond <= 0)
        return 0;
    return 50 + 42 * std::log10(1 + messagesPerSecond);
}

double dotSpacing(double messagesPerSecond)
{
    return std::max(12.0, 84 - 12 * std::log10(1 + std::max(0.0, messagesPerSecond)));
}

void Motion::clear()
{
    for (Flow& flow : m_flows)
        flow = {.link = flow.link, .forward = flow.forward};
}

void Motion::follow(const CanvasGeometry& geometry)
{
    for (Flow& flow : m_flows)
        flow.link = kNowhere;
    for (std::size_t link = 0; link < geometry.links().size(); ++link) {
        const FigurePlaces& places = geometry.links()[link].figures;
        for (std::size_t at = 0; at < places.flows.size(); ++at) {
            const std::size_t index = places.flows[at];
            if (index == kNowhere)
                continue;
            if (index >= m_flows.size())
                m_flows.resize(index + 1);
            m_flows[index].link = link;
            m_flows[index].forward = places.forward[at];
        }
    }
}

void Motion::takeFigures(const FigureBoard& board)
{
    if (board.latest() == nullptr)
        return;
    const std::vector<metrics::FlowFigures>& figures = board.latest()->flows;
    for (std::size_t index = 0; index < m_flows.size(); ++index) {
        Flow& flow = m_flows[index];
        const bool isKnown = flow.link != kNowhere && index < figures.size();
        flow.rate = isKnown ? figures[index].messagesPerSecond : 0;
        if (!isKnown)
            continue;
        if (flow.rate <= kSingleDotRate)
            flow.waiting = std::min(kMostWaiting,
                                    flow.waiting + static_cast<double>(board.sentSinceLast(index)));
        else
            flow.waiting = 0;
    }
}

bool Motion::advance(double seconds, const CanvasGeometry& geometry)
{
    bool moving = false;
    for (Flow& flow : m_flows) {
        if (flow.link == kNowhere)
            continue;
        if (flow.rate > kSingleDotRate) {
            const double spacing = dotSpacing(flow.rate);
            flow.phase = std::fmod(flow.phase + dotSpeed(flow.rate) * seconds, spacing);
            flow.dots.clear();
            moving = true;
            continue;
        }
        const LinkCurve& curve = geometry.links()[flow.link];
        QPointF before = curve.start;
        double length = 0;
        for (const QPointF bend : curve.bends) {
            length += std::hypot(bend.x() - before.x(), bend.y() - before.y());
            before = bend;
        }
        length += std::hypot(curve.end.x() - before.x(), curve.end.y() - before.y());
        for (double& dot : flow.dots)
            dot += kSingleSpeed * seconds;
        std::erase_if(flow.dots, [length](double dot) { return dot > length * 1.25; });
        const bool room = flow.dots.empty() || flow.dots.back() > 12;
        if (flow.waiting >= 1 && room) {
            flow.dots.push_back(0);
            flow.waiting -= 1;
        }
        moving = moving || !flow.dots.empty() || flow.waiting >= 1;
    }
    return moving;
}

void Motion::paint(QPainter& painter, const CanvasPicture& picture, const QRectF& seen) const
{
    if (detailFor(picture.zoom) == Detail::Shapes)
        return;
    DotSprites::Pen pen(m_sprites, painter);
    for (const Flow& flow : m_flows) {
        if (flow.link == kNowhere || (flow.rate <= kSingleDotRate && flow.dots.empty()))
            continue;
        const LinkCurve& curve = picture.geometry->links()[flow.link];
        if (curve.bounds.adjusted(-6, -6, 6, 6).intersects(seen))
            paintFlow(pen, picture, curve, flow);
    }
}

void Motion::paintFlow(DotSprites::Pen& pen,
                       const CanvasPicture& picture,
                       const LinkCurve& curve,
                       const Flow& flow) const
{
    const Track track(curve);
    const Colors& colors = picture.colors();
    const QColor color = linkColor(picture, curve) == colors.bad
        ? colors.bad
        : familyColor(colors, flow.forward ? curve.fromType : curve.toType);
    const bool small = detailFor(picture.zoom) == Detail::Names;
    const DotSprites::Look look = small ? DotSprites::Look{QColor(), 0, color, 4}
                                        : DotSprites::Look{color, 1.7, colors.canvas, 3.6};
    const auto draw = [&](double distance) {
        if (distance < 0 || distance > track.length())
            return;
        pen.draw(track.at(flow.forward ? distance : track.length() - distance), look);
    };
    if (flow.rate <= kSingleDotRate) {
        std::for_each(flow.dots.begin(), flow.dots.end(), draw);
        return;
    }
    const double spacing = dotSpacing(flow.rate);
    const int dots = static_cast<int>(std::ceil((track.length() - flow.phase) / spacing));
    for (int dot = 0; dot < dots; ++dot)
        draw(flow.phase + dot * spacing);
}

} // namespace topomq::ui
