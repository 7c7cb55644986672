#pragma once
// Small round dots, hundreds of them in every frame, each at its own part of a pixel.

#include <QColor>
#include <QPainter>
#include <QPixmap>
#include <QPointF>

#include <array>
#include <map>
#include <tuple>

namespace topomq::ui {

/// Keeps what was drawn: to copy a dot costs a tenth of drawing it. Thread: the window's.
class DotSprites
{
public:
    struct Look
    {
        QColor line; ///< invalid: none
        double lineWidth = 0;
        QColor fill;
        double radius = 0;
    };

    /// While it lives the painter's coordinates are pixels of its device.
    class Pen
    {
    public:
        Pen(DotSprites& sprites, QPainter& painter);
        ~Pen();
        Pen(const Pen&) = delete;
        Pen& operator=(const Pen&) = delete;

        /// `centre` and the look are in the coordinates that the painter had before.
        void draw(QPointF centre, const Look& look);

    private:
        DotSprites& m_sprites;
        QPainter& m_painter;
        const QTransform m_transform;
        const bool m_inPixels;
    };

private:
    static constexpr int kParts = 4;
    /// Of one look, by the part of a pixel at which they begin, across and down.
    using Sprites = std::array<QPixmap, static_cast<std::size_t>(kParts* kParts)>;
    using Key = std::tuple<QRgb, QRgb, double, double>;

    [[nodiscard]] const QPixmap& sprite(const Look& look, double scale, int across, int down);

    std::map<Key, Sprites> m_sprites;
};

} // namespace topomq::ui
