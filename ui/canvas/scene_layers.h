#pragma once
// The two cached pictures of what only an edit, a zoom or a theme changes: the ground with the
// links, and the cards. Dots travel between them, figures stand on top.

#include "ui/canvas/camera.h"
#include "ui/canvas/canvas_picture.h"

#include <QPixmap>
#include <QRegion>
#include <QSize>

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
    /// Draws again what changed since the last call; `figures`: there are new figures to show.
    void update(const CanvasPicture& picture,
                const Camera& camera,
                QSize viewSize,
                double ratio,
                int revision,
                bool figures);
    void paintBack(QPainter& painter) const;
    void paintFront(QPainter& painter) const;

private:
    void drawFigures(const CanvasPicture& picture, const Camera& camera);

    QPixmap m_back;
    QPixmap m_cards;
    /// The cards with the figures on them.
    QPixmap m_front;
    /// What of the front is not transparent.
    QRegion m_covered;
    QSize m_size;
    QPointF m_origin;
    double m_zoom = 0;
    double m_ratio = 0;
    int m_revision = -1;
};

} // namespace topomq::ui
