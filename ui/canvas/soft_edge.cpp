#include "ui/canvas/soft_edge.h"

#include "ui/canvas/device_pixels.h"

#include <QPaintEngine>
#include <QPixmapCache>

#include <cmath>

namespace topomq::ui {

namespace {

constexpr double kUncovered = 2;

QPixmap drawn(QSize size,
              int margin,
              double scale,
              const std::function<void(QPainter&, const QRectF&)>& paint)
{
    QPixmap pixmap(size + QSize(margin, margin) * 2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(margin, margin);
    painter.scale(scale, scale);
    const QRectF rect(QPointF(), QSizeF(size) / scale);
    paint(painter, rect);
    // Nobody sees it, and what is not there is quick to copy.
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double inner = 3 * kUncovered;
    painter.fillRect(rect.adjusted(inner, inner, -inner, -inner), Qt::transparent);
    return pixmap;
}

} // namespace

void paintSoftEdge(QPainter& painter,
                   const QRectF& rect,
                   double reach,
                   const QString& name,
                   const std::function<void(QPainter&, const QRectF&)>& paint)
{
    const QTransform& transform = painter.deviceTransform();
    if (painter.paintEngine()->type() != QPaintEngine::Raster
        || transform.type() > QTransform::TxScale || transform.m11() != transform.m22())
    {
        paint(painter, rect);
        return;
    }
    const double scale = transform.m11();
    const QRectF exact = transform.mapRect(rect);
    const QSize size = exact.size().toSize();
    const int margin = static_cast<int>(std::ceil(reach * scale)) + 1;
    const QString key = QStringLiteral("%1 %2x%3 %4")
                            .arg(name)
                            .arg(size.width())
                            .arg(size.height())
                            .arg(scale, 0, 'g', 6);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = drawn(size, margin, scale, paint);
        QPixmapCache::insert(key, pixmap);
    }
    const QTransform before = painter.worldTransform();
    painter.setWorldTransform(toDevicePixels(painter));
    painter.drawPixmap(exact.topLeft().toPoint() - QPoint(margin, margin), pixmap);
    painter.setWorldTransform(before);
}

} // namespace topomq::ui
