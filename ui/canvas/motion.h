#pragma once
// The messages that travel along the links: one dot per message at a low rate, a flowing texture
// whose speed and density follow the rate above.

#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/dot_sprites.h"

#include <cstddef>
#include <vector>

namespace topomq::ui {

/// Up to here each message is a dot of its own.
inline constexpr double kSingleDotRate = 15;

/// Scene units per second, and between two dots; both monotone in the rate.
[[nodiscard]] double dotSpeed(double messagesPerSecond);
[[nodiscard]] double dotSpacing(double messagesPerSecond);

/// Thread: the window's.
class Motion
{
public:
    /// Nothing travels any more.
    void clear();
    /// The links stand elsewhere in the geometry now, or have other flows. What is travelling
    /// travels on; messages of links that are gone are no longer seen.
    void follow(const CanvasGeometry& geometry);
    /// Takes the newest figures: new rates, new single messages.
    void takeFigures(const FigureBoard& board);
    /// Moves everything on. True while there is something to move.
    bool advance(double seconds, const CanvasGeometry& geometry);
    void paint(QPainter& painter, const CanvasPicture& picture, const QRectF& seen) const;

private:
    static constexpr std::size_t kNowhere = FigurePlaces::kNowhere;

    struct Flow
    {
        /// Position in CanvasGeometry::links.
        std::size_t link = kNowhere;
        bool forward = true;
        double rate = 0;
        /// Offset of the texture, in scene units.
        double phase = 0;
        /// Single dots: how far each has come.
        std::vector<double> dots;
        /// Single messages that wait for their turn within the sample.
        double waiting = 0;
    };

    void paintFlow(DotSprites::Pen& pen,
                   const CanvasPicture& picture,
                   const LinkCurve& curve,
                   const Flow& flow) const;

    /// In the order of the figures.
    std::vector<Flow> m_flows;
    mutable DotSprites m_sprites;
};

} // namespace topomq::ui
