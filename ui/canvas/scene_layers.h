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
#include <optional>
#include <vector>

namespace topomq::ui {

/// What of thousands of things is in view. Points into the geometry of the picture.
struct InView
{
    std::vector<const NodeBox*> cards;
    std::vector<const LinkCurve*> lines;
    std::vector<const LinkCurve*> instruments;
};

/// Grid and links that can be seen.
void paintGround(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
void paintLinks(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
void paintCards(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);
/// States, sparklines, rates, and the instruments of links.
void paintFigures(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);

/// Thread: the window's. `picture` and `camera` are the same in all calls of one frame.
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
    void paintBack(QPainter& painter, const CanvasPicture& picture, const Camera& camera);
    void paintFront(QPainter& painter) const;

private:
    /// Sums that change when lines that are seen would be drawn otherwise, and when others of them
    /// are full: that shows on their instruments, too.
    struct Lines
    {
        std::size_t look = 0;
        std::size_t full = 0;

        friend bool operator==(const Lines&, const Lines&) = default;
    };

    /// How far, in pixels of the device, what is drawn has only to be shifted to show what the
    /// camera sees now; nothing: it does not fit on whole pixels, or nothing of it stays in view.
    [[nodiscard]] std::optional<QPoint> shiftTo(const Camera& camera) const;
    /// Shifts what is drawn and draws what has come into view.
    void scroll(const CanvasPicture& picture, const Camera& camera, QPoint shift);
    void drawStrip(const CanvasPicture& picture, const Camera& camera, const QRect& strip);
    void makeRoom(QPixmap& pixmap, bool opaque) const;
    void drawBack(const CanvasPicture& picture, const Camera& camera);
    void drawCards(const CanvasPicture& picture, const Camera& camera);
    [[nodiscard]] Lines linesNow(const CanvasPicture& picture) const;
    void flatten();
    void
    paintFiguresIn(QPainter& painter, const CanvasPicture& picture, const Camera& camera) const;
    void drawFront(const CanvasPicture& picture, const Camera& camera);
    void findCovered(const CanvasPicture& picture, const Camera& camera);

    /// What the figures are drawn on.
    [[nodiscard]] const QPixmap& under() const { return m_between ? m_cards : m_flat; }

    QPixmap m_back;
    QPixmap m_cards;
    /// Back and cards in one, while nothing is painted between them.
    QPixmap m_flat;
    /// The cards, or all in one, with the figures on them, while `m_frontIsDrawn`: figures that
    /// stand for one frame only are quicker painted than kept.
    QPixmap m_front;
    bool m_frontIsDrawn = false;
    bool m_figuresAreNew = false;
    bool m_hasFigures = false;
    bool m_between = false;
    /// As of the last revision: new figures need not look for it.
    InView m_inView;
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
