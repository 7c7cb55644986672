#include "ui/palette/sketch_card.h"

#include "ui/theme/theme.h"

#include <QPainter>

#include <utility>

namespace topomq::ui {

namespace {

constexpr int kPictureWidth = 40;
constexpr int kInset = 2;
constexpr int kRadius = 5;

} // namespace

SketchCard::SketchCard(const Theme& theme, PaletteEntry entry, QWidget* parent)
    : PaletteCard(theme, std::move(entry), parent)
{ }

void SketchCard::setSketch(Sketch sketch)
{
    m_sketch = std::move(sketch);
    update();
}

QString SketchCard::sizeText(std::size_t nodes, std::size_t links)
{
    const QString nodeText = nodes == 1 ? tr("1 node") : tr("%1 nodes").arg(nodes);
    const QString linkText = links == 1 ? tr("1 link") : tr("%1 links").arg(links);
    return links == 0 ? nodeText : tr("%1, %2").arg(nodeText, linkText);
}

int SketchCard::pictureWidth() const
{
    return kPictureWidth;
}

void SketchCard::drawPicture(QPainter& painter, const QRect& room) const
{
    const Colors& colors = theme().colors();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.tint(colors.calm));
    painter.drawRoundedRect(room, kRadius, kRadius);
    paintSketch(painter, m_sketch, QRectF(room).adjusted(kInset, kInset, -kInset, -kInset), colors);
}

} // namespace topomq::ui
