// Texts that are put together from glyphs look as Qt draws them.

#include "tests/ui/canvas/image_difference.h"
#include "ui/canvas/canvas_picture.h"
#include "ui/canvas/glyph_ink.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPicture>

#include <gtest/gtest.h>

namespace topomq::ui::test {
namespace {

const QRectF kPlace(10.25, 6, 160, 16);

QImage sheet()
{
    QImage image(360, 64, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    return image;
}

/// At a zoom and a place that no whole pixels help.
void prepare(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(1.37, 1.37);
    painter.translate(0.4, 0.3);
    painter.setPen(QColor(20, 60, 120));
}

QImage byQt(const QFont& font, const QString& text, Qt::Alignment side)
{
    QImage image = sheet();
    QPainter painter(&image);
    prepare(painter);
    painter.setFont(font);
    painter.drawText(kPlace, static_cast<int>(side | Qt::AlignVCenter | Qt::TextDontClip), text);
    return image;
}

QImage byInk(const GlyphInk& ink, const QString& text, Qt::Alignment side)
{
    QImage image = sheet();
    QPainter painter(&image);
    prepare(painter);
    ink.draw(painter, kPlace, text, side);
    return image;
}

class GlyphInkOf : public testing::TestWithParam<const char*>
{
protected:
    Theme theme;
    CanvasFonts fonts{theme};
};

} // namespace

TEST_P(GlyphInkOf, LooksAsQtDrawsIt)
{
    const QString text = QString::fromUtf8(GetParam());
    for (const GlyphInk* ink :
         {&fonts.smallInk, &fonts.figureInk, &fonts.strongInk, &fonts.badgeInk, &fonts.titleInk})
    {
        // The second time from what was learned the first time.
        for (int time = 0; time < 2; ++time) {
            for (const Qt::Alignment side : {Qt::AlignLeft, Qt::AlignRight}) {
                const QImage expected = byQt(ink->font(), text, side);
                ASSERT_TRUE(text.isEmpty() || expected != sheet());
                EXPECT_EQ(difference(byInk(*ink, text, side), expected), 0)
                    << GetParam() << " in " << ink->font().toString().toStdString();
            }
        }
        EXPECT_NEAR(ink->width(text), QFontMetricsF(ink->font()).horizontalAdvance(text), 1e-6);
    }
}

INSTANTIATE_TEST_SUITE_P(GlyphInk,
                         GlyphInkOf,
                         testing::Values("",
                                         "0",
                                         "4.1 k/s",
                                         "in 1 234 /s",
                                         "1 362 / 2.0 k",
                                         "≈412",
                                         "→ 17 M/s",
                                         "AVATAR To Yo. fi ffi",
                                         "dropped 1 204",
                                         "Größe µs Ω",
                                         "e\u0301a\u0308 combined",
                                         "消息队列 12",
                                         "שלום 12",
                                         "سلام",
                                         "🙂 ok"));

TEST(GlyphInk, LeavesTextToPicturesThatAreNotOfPixels)
{
    const Theme theme;
    const GlyphInk ink(theme.font());
    QPicture picture;
    {
        QPainter painter(&picture);
        ink.draw(painter, kPlace, QStringLiteral("12 k/s"));
    }
    const QByteArray data(picture.data(), static_cast<qsizetype>(picture.size()));
    // QPicture writes its texts in two bytes a letter or in one.
    QByteArray wide;
    for (const char letter : QByteArray("12 k/s"))
        wide.append('\0').append(letter);
    EXPECT_TRUE(data.contains("12 k/s") || data.contains(wide));
}

} // namespace topomq::ui::test
