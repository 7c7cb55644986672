#include "ui/canvas/card_title.h"

#include <QFontMetricsF>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr double kGap = 8;
constexpr double kCornerInset = 14;
/// Two such lines fit into the head of a card.
constexpr double kSmaller = 0.82;

double widest(const QFont& font, const QStringList& lines)
{
    double width = 0;
    for (const QString& line : lines)
        width = std::max(width, QFontMetricsF(font).horizontalAdvance(line));
    return width;
}

/// Broken where the longer of the two lines is shortest; one line where there is no space.
QStringList inTwoLines(const QString& title, const QFont& font)
{
    QStringList best{title};
    for (qsizetype at = title.indexOf(u' '); at > 0; at = title.indexOf(u' ', at + 1)) {
        const QStringList lines{title.left(at), title.mid(at + 1)};
        if (widest(font, lines) < widest(font, best))
            best = lines;
    }
    return best;
}

bool isFar(const CanvasPicture& picture)
{
    return detailFor(picture.zoom) != Detail::Full;
}

/// All of the head: what stands in the corner has to do with the rest, so that a name looks the
/// same whatever its node does.
double roomOf(const NodeBox& box)
{
    return box.rect.width() - kTitleLeft - kCornerInset;
}

} // namespace

CardTitle fitTitle(const QString& title, const QFont& font, double room)
{
    CardTitle fitted{font, {title}, widest(font, {title}) + 1};
    if (fitted.width <= room)
        return fitted;
    fitted.font.setPixelSize(static_cast<int>(font.pixelSize() * kSmaller));
    fitted.width = widest(fitted.font, fitted.lines) + 1;
    if (fitted.width <= room)
        return fitted;
    fitted.lines = inTwoLines(title, fitted.font);
    for (QString& line : fitted.lines)
        line = QFontMetricsF(fitted.font).elidedText(line, Qt::ElideRight, room);
    fitted.width = std::min(widest(fitted.font, fitted.lines) + 1, room);
    return fitted;
}

namespace {

/// Large words for those who see the card from afar.
void paintFarTitle(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    const QString name = QString::fromStdString(picture.nodeOf(box).title());
    const CardTitle title =
        fitTitle(name, readable(picture.fonts->farTitle, picture.zoom), roomOf(box));
    painter.setFont(title.font);
    const double line = QFontMetricsF(title.font).height();
    double top =
        box.rect.top() + (kCardHeader - line * static_cast<double>(title.lines.size())) / 2;
    for (const QString& text : title.lines) {
        painter.drawText(QRectF(box.rect.left() + kTitleLeft, top, title.width + 2, line),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, text);
        top += line;
    }
}

} // namespace

QString shownTitle(const CanvasPicture& picture, const NodeBox& box)
{
    return picture.fonts->titleInk.elided(QString::fromStdString(picture.nodeOf(box).title()),
                                          roomOf(box), Qt::ElideMiddle);
}

void paintTitle(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    painter.setPen(picture.colors().text);
    if (isFar(picture)) {
        paintFarTitle(painter, picture, box);
        return;
    }
    picture.fonts->titleInk.draw(
        painter, QRectF(box.rect.left() + kTitleLeft, box.rect.top(), roomOf(box), kCardHeader),
        shownTitle(picture, box));
}

void paintCorner(QPainter& painter,
                 const CanvasPicture& picture,
                 const NodeBox& box,
                 const QStringList& texts,
                 const QColor& color,
                 bool strong)
{
    const GlyphInk& ink = strong ? picture.fonts->strongInk : picture.fonts->smallInk;
    const QString name = QString::fromStdString(picture.nodeOf(box).title());
    const double room = roomOf(box) - picture.fonts->titleInk.width(name) - kGap;
    const auto fits = [&](const QString& text) { return ink.width(text) <= room; };
    const auto text = std::find_if(texts.begin(), texts.end(), fits);
    if (text == texts.end())
        return;
    painter.setPen(color);
    ink.draw(painter,
             QRectF(box.rect.left(), box.rect.top(), box.rect.width() - kCornerInset, kCardHeader),
             *text, Qt::AlignRight);
}

} // namespace topomq::ui
