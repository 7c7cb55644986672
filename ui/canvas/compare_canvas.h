#pragma once
// A canvas to look at one of two versions: what differs is marked by sign, line and colour.

#include "engine/model/difference.h"
#include "ui/canvas/camera.h"
#include "ui/canvas/canvas_scene.h"

#include <QString>
#include <QWidget>

#include <string>
#include <unordered_map>
#include <vector>

namespace topomq::ui {

class Theme;
class TopologyDocument;

/// Shows, never edits. Thread: the window's.
class CompareCanvas : public QWidget
{
    Q_OBJECT

public:
    using Kind = model::Difference::Kind;

    CompareCanvas(TopologyDocument& document, Theme& theme, QWidget* parent = nullptr);

    /// Sockets mark their node. What is not in this version is passed over, and so are parameters,
    /// which stand nowhere on a canvas.
    void setDifferences(const std::vector<model::Difference>& differences);

    [[nodiscard]] const Camera& camera() const { return m_camera; }

    void setCamera(const Camera& camera);
    [[nodiscard]] QRectF drawnArea() const;
    void fit(const QRectF& area);
    /// Around the node, socket, link, group or note; empty when this version has none.
    [[nodiscard]] QRectF areaOf(const std::string& where) const;
    /// Draws a ring around it; empty: around nothing.
    void setFocusOn(const std::string& where);

    [[nodiscard]] QSize sizeHint() const override { return {520, 420}; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 160}; }

Q_SIGNALS:
    /// By the user's hand.
    void cameraChanged();
    void clicked(const QString& where);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void zoomAt(QPointF view, double factor);
    void panBy(QPointF delta);
    [[nodiscard]] QString thingAt(QPointF scene) const;
    void dimTheRest(QPainter& painter, const QRectF& seen) const;
    void paintMarks(QPainter& painter) const;
    void paintBox(QPainter& painter, const QRectF& box, Kind kind, double radius) const;
    void paintSign(QPainter& painter, QPointF centre, Kind kind) const;
    [[nodiscard]] QPen penFor(Kind kind) const;

    Theme& m_theme;
    CanvasScene m_scene;
    Camera m_camera;
    /// By id: nodes, links, groups and notes share one space of them.
    std::unordered_map<std::string, Kind> m_marks;
    std::string m_focus;
    QPointF m_pressed;
    QPointF m_last;
};

/// "+", "−", "~", "→".
[[nodiscard]] QString signOf(model::Difference::Kind kind);
[[nodiscard]] QColor colorOf(const Colors& colors, model::Difference::Kind kind);

} // namespace topomq::ui
