#pragma once
// The whole drawing in a corner, with the part that is seen; a click or drag goes there.

#include <QPixmap>
#include <QTransform>
#include <QWidget>

namespace topomq::ui {

class CanvasScene;

/// Thread: the window's.
class Minimap : public QWidget
{
    Q_OBJECT

public:
    Minimap(CanvasScene& scene, QWidget* parent);

    void setSeen(const QRectF& sceneRect);

    [[nodiscard]] QSize sizeHint() const override { return {124, 84}; }

Q_SIGNALS:
    void goTo(QPointF scene);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] QTransform sceneToMap() const;
    void paintDrawing(QPainter& painter, const QTransform& transform) const;
    void paintNodes(QPainter& painter, const QTransform& transform) const;
    void drawAgain(const QTransform& transform);

    CanvasScene& m_scene;
    QRectF m_seen;
    /// All but the part that is seen: the canvas repaints what floats on it with every figure.
    QPixmap m_drawn;
    QTransform m_drawnAt;
    int m_drawnRevision = -1;
};

} // namespace topomq::ui
