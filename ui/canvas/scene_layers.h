#pragma once
// The two cached pictures of what only an edit, a zoom or a theme changes: the ground with the
// links, and the cards. Dots travel between them, figures stand on top. Where no dots travel, both
// are one opaque picture, which is much cheaper to copy than to lay one over the other.

#include "ui/canvas/camera.h"
#include "ui/canvas/canvas_picture.h"

#include <QPixmap>
#include <QRegion>
#include <QSize>

#include <cstddef>

namespace topomq::ui {

/// Grid and links that can be seen.
void paintGround(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
void paintLinks(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
void paintCards(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
/// States, sparklines, rates, and the instruments of links.
void paintFigures(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);

/// Thread: the window's.
class SceneLayers
{
public:
    /// Draws again what changed since the last call; `figures`: there are new figures to show;
    /// `between`: something is painted between back and front.
    void update(const CanvasPicture& picture,
                const Camera& camera,
                QSize viewSize,
                double ratio,
                int revision,
                bool figures,
                bool between);
    void paintBack(QPainter& painter) const;
    void paintFront(QPainter& painter) const;

private:
    /// Sums that change when lines that are seen would be drawn otherwise, and when others of them
    /// are full: that shows on their instruments, too.
    struct Lines
    {
        std::size_t look = 0;
        std::size_t full = 0;
    };

    void clear(QPixmap& pixmap, const QColor& color) const;
    void drawBack(const CanvasPicture& picture, const Camera& camera);
    void drawCards(const CanvasPicture& picture, const Camera& camera);
    [[nodiscard]] static Lines linesNow(const CanvasPicture& picture, const QRectF& seen);
    void flatten();
    void drawFigures(const CanvasPicture& picture, const Camera& camera);
    void findCovered(const CanvasPicture& picture, const Camera& camera);

    QPixmap m_back;
    QPixmap m_cards;
    /// Back and cards in one, while nothing is painted between them.
    QPixmap m_flat;
    /// The cards, or all in one, with the figures on them.
    QPixmap m_front;
    bool m_between = false;
    Lines m_lines;
    /// What of the front is not transparent.
    QRegion m_covered;
    QSize m_size;
    QPointF m_origin;
    double m_zoom = 0;
    double m_ratio = 0;
    int m_revision = -1;
};

} // namespace topomq::ui
