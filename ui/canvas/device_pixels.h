#pragma once
// Drawing in the pixels of the device.

#include <QPainter>
#include <QTransform>

namespace topomq::ui {

/// With this as the painter's world transform its coordinates are pixels of the device: a widget
/// inside of another one, or a scaled screen, adds something to the world transform.
[[nodiscard]] inline QTransform toDevicePixels(const QPainter& painter)
{
    const QTransform added = painter.worldTransform().inverted() * painter.deviceTransform();
    return added.inverted();
}

} // namespace topomq::ui
