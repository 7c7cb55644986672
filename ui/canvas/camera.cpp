#include "ui/canvas/camera.h"

#include <algorithm>

namespace topomq::ui {

void Camera::zoomAt(QPointF view, double factor)
{
    setZoom(m_zoom * factor, view);
}

void Camera::setZoom(double zoom, QPointF keepView)
{
    const QPointF kept = toScene(keepView);
    m_zoom = std::clamp(zoom, kLeastZoom, kMostZoom);
    m_origin = kept - keepView / m_zoom;
}

void Camera::centreOn(QPointF scene, QSizeF viewSize)
{
    m_origin = scene - QPointF(viewSize.width(), viewSize.height()) / (2 * m_zoom);
}

void Camera::fit(const QRectF& scene, QSizeF viewSize)
{
    constexpr double kMargin = 44;
    if (scene.isEmpty() || viewSize.isEmpty()) {
        m_zoom = 1;
        centreOn(scene.center(), viewSize);
        return;
    }
    const QRectF wanted = scene.adjusted(-kMargin, -kMargin, kMargin, kMargin);
    const double zoom =
        std::min(viewSize.width() / wanted.width(), viewSize.height() / wanted.height());
    m_zoom = std::clamp(zoom, kLeastZoom, 1.0);
    centreOn(scene.center(), viewSize);
}

} // namespace topomq::ui
