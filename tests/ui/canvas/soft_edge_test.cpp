// Soft edges that are kept look as if they had been drawn where they are.

#include "tests/ui/canvas/image_difference.h"
#include "ui/canvas/soft_edge.h"

#include <QImage>

#include <gtest/gtest.h>

namespace topomq::ui::test {
namespace {

const QRectF kCard(20, 16, 50, 30);

void glow(QPainter& painter, const QRectF& rect)
{
    painter.setPen(QPen(QColor(0, 0, 160, 90), 6));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect, 8, 8);
}

/// Covered, as a card covers it.
template <typename Paint>
QImage drawn(double ratio, Paint paint)
{
    QImage image(QSize(110, 80) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    // As on a widget that stands inside of another one.
    painter.setWindow(0, 0, 110, 80);
    painter.setViewport(9, 6, 110, 80);
    painter.translate(4, 3);
    paint(painter);
    painter.fillRect(kCard.adjusted(2, 2, -2, -2), Qt::gray);
    return image;
}

} // namespace

TEST(SoftEdge, LooksAsDrawn)
{
    for (const double ratio : {1.0, 2.0}) {
        const QImage expected = drawn(ratio, [](QPainter& painter) { glow(painter, kCard); });
        for (int time = 0; time < 2; ++time) {
            const QImage kept = drawn(ratio, [](QPainter& painter) {
                paintSoftEdge(painter, kCard, 7, QStringLiteral("test"), glow);
            });
            EXPECT_LE(difference(kept, expected), 2) << ratio;
        }
    }
}

} // namespace topomq::ui::test
