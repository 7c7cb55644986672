#pragma once
// The head of a card: the node's name, and in the corner what the name leaves room for.

#include "ui/canvas/canvas_picture.h"

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QStringList>

namespace topomq::ui {

/// Text to the left of which the mark of the state stands.
inline constexpr double kTitleLeft = 30;

/// A name set into the head of a card that is seen from afar.
struct CardTitle
{
    QFont font;
    /// One or two; shortened only where even two small ones are not enough.
    QStringList lines;
    double width = 0;
};

[[nodiscard]] CardTitle fitTitle(const QString& title, const QFont& font, double room);

/// Near by all names are of one size; of one that is too long the middle is left out, as ends tell
/// more: "Weather…on north".
[[nodiscard]] QString shownTitle(const CanvasPicture& picture, const NodeBox& box);

void paintTitle(QPainter& painter, const CanvasPicture& picture, const NodeBox& box);
/// The first of `texts` for which the name leaves room.
void paintCorner(QPainter& painter,
                 const CanvasPicture& picture,
                 const NodeBox& box,
                 const QStringList& texts,
                 const QColor& color,
                 bool strong);

} // namespace topomq::ui
