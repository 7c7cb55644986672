#pragma once
// Which part of the scene is seen, and how large.

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace topomq::ui {

/// A plain value; view coordinates are widget pixels.
class Camera
{
public:
    static constexpr double kLeastZoom = 0.05;
    static constexpr double kMostZoom = 4;

    [[nodiscard]] double zoom() const { return m_zoom; }

    [[nodiscard]] QPointF origin() const { return m_origin; }

    [[nodiscard]] QPointF toView(QPointF scene) const { return (scene - m_origin) * m_zoom; }

    [[nodiscard]] QPointF toScene(QPointF view) const { return view / m_zoom + m_origin; }

    [[nodiscard]] QRectF toView(const QRectF& scene) const
    {
        return {toView(scene.topLeft()), scene.size() * m_zoom};
    }

    [[nodiscard]] QRectF seen(QSizeF viewSize) const { return {m_origin, viewSize / m_zoom}; }

    /// The scene point under `view` stays there.
    void zoomAt(QPointF view, double factor);
    void setZoom(double zoom, QPointF keepView);

    void pan(QPointF viewDelta) { m_origin -= viewDelta / m_zoom; }

    void centreOn(QPointF scene, QSizeF viewSize);
    /// All of `scene` with a margin, never larger than 100 %.
    void fit(const QRectF& scene, QSizeF viewSize);

private:
    QPointF m_origin;
    double m_zoom = 1;
};

} // namespace topomq::ui
