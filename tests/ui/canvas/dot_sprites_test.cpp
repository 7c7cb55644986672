// Dots that are copied look as if they had been drawn where they are.

#include "tests/ui/canvas/image_difference.h"
#include "ui/canvas/dot_sprites.h"

#include <QImage>
#include <QPainter>

#include <gtest/gtest.h>

namespace topomq::ui::test {
namespace {

const DotSprites::Look kRing{QColor(200, 0, 0), 1.7, QColor(0, 0, 120), 3.6};
const DotSprites::Look kPlain{QColor(), 0, QColor(0, 0, 120), 4};

class Dots : public testing::TestWithParam<double>
{
protected:
    QImage sheet() const
    {
        QImage image(QSize(60, 40) * GetParam(), QImage::Format_ARGB32_Premultiplied);
        image.setDevicePixelRatio(GetParam());
        image.fill(Qt::white);
        return image;
    }

    static void prepare(QPainter& painter)
    {
        // As on a widget that stands inside of another one.
        painter.setWindow(0, 0, 60, 40);
        painter.setViewport(7, 5, 60, 40);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(1.3, 1.3);
        painter.translate(-3, 2);
    }
};

} // namespace

TEST_P(Dots, LookAsDrawnToAnEighthOfAPixel)
{
    // Of 255, where an edge is an eighth of a pixel off in both directions.
    constexpr int kEighth = 72;
    DotSprites sprites;
    for (const DotSprites::Look& look : {kRing, kPlain}) {
        for (double step = 0; step < 2; step += 0.11) {
            const QPointF centre(20 + step, 12 + 0.7 * step);
            QImage drawn = sheet();
            {
                QPainter painter(&drawn);
                prepare(painter);
                painter.setPen(look.line.isValid() ? QPen(look.line, look.lineWidth)
                                                   : QPen(Qt::NoPen));
                painter.setBrush(look.fill);
                painter.drawEllipse(centre, look.radius, look.radius);
            }
            QImage copied = sheet();
            {
                QPainter painter(&copied);
                prepare(painter);
                DotSprites::Pen(sprites, painter).draw(centre, look);
                // The painter is as it was before.
                EXPECT_EQ(painter.worldTransform().m11(), 1.3);
            }
            EXPECT_LE(difference(drawn, copied), kEighth) << step;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Ratio, Dots, testing::Values(1.0, 1.5, 2.0));

} // namespace topomq::ui::test
