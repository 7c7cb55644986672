#pragma once
// A card of the palette with a small drawing of what it stands for.

#include "ui/palette/palette_card.h"
#include "ui/palette/sketch.h"

namespace topomq::ui {

/// Thread: the window's.
class SketchCard : public PaletteCard
{
    Q_OBJECT

public:
    SketchCard(const Theme& theme, PaletteEntry entry, QWidget* parent = nullptr);

    void setSketch(Sketch sketch);

    /// "3 nodes, 2 links"
    [[nodiscard]] static QString sizeText(std::size_t nodes, std::size_t links);

protected:
    [[nodiscard]] int pictureWidth() const override;
    void drawPicture(QPainter& painter, const QRect& room) const override;

private:
    Sketch m_sketch;
};

} // namespace topomq::ui
