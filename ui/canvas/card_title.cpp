#include "ui/canvas/card_title.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Canvas)
};

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

/// All the room that there is, but for a word about the state of a run.
CardTitle titleOf(const CanvasPicture& picture, const NodeBox& box)
{
    const bool far = isFar(picture);
    // Large words have no room beside each other: the name goes first, the mark says the state.
    const double state = far || !picture.isRunning() || picture.theme->isLarge()
        ? 0
        : picture.fonts->strongInk.width(Words::tr("blocked")) + kGap;
    const double room = box.rect.width() - kTitleLeft - kCornerInset - state;
    const QString title = QString::fromStdString(picture.nodeOf(box).title());
    if (far)
        return fitTitle(title, readable(picture.fonts->farTitle, picture.zoom), room);
    // Most fit, and with every figure beside them it is asked again.
    const double width = picture.fonts->titleInk.width(title) + 1;
    return width <= room ? CardTitle{picture.fonts->title, {title}, width}
                         : fitTitle(title, picture.fonts->title, room);
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

void paintTitle(QPainter& painter, const CanvasPicture& picture, const NodeBox& box)
{
    const CardTitle title = titleOf(picture, box);
    painter.setPen(picture.colors().text);
    // Most titles are of the usual size, on one line.
    if (title.lines.size() == 1 && title.font == picture.fonts->title) {
        picture.fonts->titleInk.draw(
            painter,
            QRectF(box.rect.left() + kTitleLeft, box.rect.top(), title.width + 2, kCardHeader),
            title.lines.front());
        return;
    }
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

void paintCorner(QPainter& painter,
                 const CanvasPicture& picture,
                 const NodeBox& box,
                 const QStringList& texts,
                 const QColor& color,
                 bool strong)
{
    const GlyphInk& ink = strong ? picture.fonts->strongInk : picture.fonts->smallInk;
    const double room =
        box.rect.width() - kTitleLeft - titleOf(picture, box).width - kGap - kCornerInset;
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
