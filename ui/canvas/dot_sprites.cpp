#include "ui/canvas/dot_sprites.h"

#include "ui/canvas/device_pixels.h"

#include <QPaintEngine>

#include <cmath>

namespace topomq::ui {

namespace {

/// Colours and sizes at one zoom are few; zooming makes new ones.
constexpr std::size_t kMostLooks = 40;

void paintDot(QPainter& painter, QPointF centre, const DotSprites::Look& look)
{
    painter.setPen(look.line.isValid() ? QPen(look.line, look.lineWidth) : QPen(Qt::NoPen));
    painter.setBrush(look.fill);
    painter.drawEllipse(centre, look.radius, look.radius);
}

/// From its centre to the edge of its picture, in pixels.
int reachOf(const DotSprites::Look& look, double scale)
{
    return static_cast<int>(std::ceil((look.radius + look.lineWidth / 2) * scale)) + 1;
}

} // namespace

DotSprites::Pen::Pen(DotSprites& sprites, QPainter& painter)
    : m_sprites(sprites)
    , m_painter(painter)
    , m_transform(painter.deviceTransform())
    , m_inPixels(painter.paintEngine()->type() == QPaintEngine::Raster
                 && m_transform.type() <= QTransform::TxScale
                 && m_transform.m11() == m_transform.m22())
{
    m_painter.save();
    if (!m_inPixels)
        return;
    m_painter.setWorldTransform(toDevicePixels(painter));
}

DotSprites::Pen::~Pen()
{
    m_painter.restore();
}

void DotSprites::Pen::draw(QPointF centre, const Look& look)
{
    if (!m_inPixels) {
        paintDot(m_painter, centre, look);
        return;
    }
    const QPointF place = m_transform.map(centre);
    const double left = std::floor(place.x());
    const double top = std::floor(place.y());
    const int across = static_cast<int>((place.x() - left) * kParts);
    const int down = static_cast<int>((place.y() - top) * kParts);
    const double scale = m_transform.m11();
    const int reach = reachOf(look, scale);
    m_painter.drawPixmap(QPointF(left - reach, top - reach),
                         m_sprites.sprite(look, scale, across, down));
}

const QPixmap& DotSprites::sprite(const Look& look, double scale, int across, int down)
{
    if (m_sprites.size() > kMostLooks)
        m_sprites.clear();
    const QRgb line = look.line.isValid() ? look.line.rgba() : 0;
    Sprites& sprites =
        m_sprites[{line, look.fill.rgba(), look.radius * scale, look.lineWidth * scale}];
    QPixmap& pixmap = sprites[static_cast<std::size_t>(down * kParts + across)];
    if (!pixmap.isNull())
        return pixmap;
    const int reach = reachOf(look, scale);
    pixmap = QPixmap(2 * reach + 1, 2 * reach + 1);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    // In the middle of the part of a pixel that it stands for.
    const auto middle = [](int part) { return (part + 0.5) / kParts; };
    painter.translate(reach + middle(across), reach + middle(down));
    painter.scale(scale, scale);
    paintDot(painter, {}, look);
    return pixmap;
}

} // namespace topomq::ui
