#include "ui/canvas/note_painter.h"

#include "ui/theme/mixed_color.h"

#include <QAbstractTextDocumentLayout>
#include <QPixmap>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextOption>

#include <algorithm>
#include <array>

namespace topomq::ui {

namespace {

constexpr double kRadius = 6;
constexpr double kInset = 12;
constexpr double kIndent = 18;

/// Loads nothing: no picture, no file, no address.
class ClosedDocument : public QTextDocument
{
protected:
    QVariant loadResource(int type, const QUrl&) override
    {
        // With nothing at all Qt would look for a file of that name.
        if (type != QTextDocument::ImageResource)
            return QString();
        QPixmap none(1, 1);
        none.fill(Qt::transparent);
        return none;
    }
};

/// Lines in the place of words that would be too small.
void paintLines(QPainter& painter, const QColor& color, const QRectF& area)
{
    constexpr double kLine = 18;
    painter.setPen(QPen(color, 3));
    int at = 0;
    for (double y = area.top() + kLine; y < area.bottom() - kLine / 2 && at < 40; y += kLine, ++at)
        painter.drawLine(QPointF(area.left(), y),
                         QPointF(area.right() - (at % 3 == 2 ? area.width() * 0.4 : 0), y));
}

void paintHandle(QPainter& painter, const QColor& color, const QRectF& handle)
{
    painter.setPen(QPen(color, 1.4));
    for (const double in : {3.0, 7.0, 11.0})
        painter.drawLine(handle.bottomRight() - QPointF(in, 3),
                         handle.bottomRight() - QPointF(3, in));
}

void paintNote(QPainter& painter, const CanvasPicture& picture, const NoteBox& box)
{
    const Colors& colors = picture.colors();
    const model::Note& note = picture.noteOf(box);
    const QColor color = namedColor(colors, note.color);
    const bool selected = picture.isSelected(box.id);
    const QColor ground = mixed(colors.card, color, 0.1);
    painter.setPen(selected ? QPen(colors.accent, 1.8)
                            : QPen(mixed(colors.canvas, color, 0.45), 1));
    painter.setBrush(ground);
    painter.drawRoundedRect(box.rect, kRadius, kRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(box.rect.topLeft(), QSizeF(4, box.rect.height())), 2, 2);
    const QRectF inner = box.rect.adjusted(kInset, kInset / 2, -kInset, -kInset / 2);
    const bool full = detailFor(picture.zoom) == Detail::Full && picture.noteTexts != nullptr;
    if (!full) {
        paintLines(painter, mixed(ground, colors.text, 0.3), inner);
        return;
    }
    QTextDocument& text = picture.noteTexts->textOf(note, inner.width(), *picture.theme);
    painter.save();
    painter.setClipRect(inner, Qt::IntersectClip);
    painter.translate(inner.topLeft());
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette.setColor(QPalette::Text, colors.text);
    context.palette.setColor(QPalette::Link, colors.accent);
    text.documentLayout()->draw(&painter, context);
    painter.restore();
    if (selected)
        paintHandle(painter, colors.accent, box.handle());
}

/// Markdown's own sizes and colours are a web page's; these go with the rest of the canvas.
void dress(QTextDocument& text, const Theme& theme)
{
    constexpr std::array kHeadings{19, 16, 14};
    for (QTextBlock block = text.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        QTextCursor cursor(block);
        QTextBlockFormat place;
        place.setTopMargin(block.position() == 0 ? 0 : level > 0 ? 8 : 4);
        cursor.mergeBlockFormat(place);
        // Dressing them joins and parts them: all are found before.
        std::vector<QTextFragment> fragments;
        for (auto part = block.begin(); !part.atEnd(); ++part)
            fragments.push_back(part.fragment());
        for (const QTextFragment& fragment : fragments) {
            QTextCharFormat format = fragment.charFormat();
            if (level > 0) {
                format.clearProperty(QTextFormat::FontSizeAdjustment);
                format.setProperty(
                    QTextFormat::FontPixelSize,
                    kHeadings.at(std::min<std::size_t>(static_cast<std::size_t>(level), 3) - 1));
            }
            if (format.isAnchor())
                format.setForeground(theme.colors().accent);
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
            cursor.setCharFormat(format);
        }
    }
}

} // namespace

NoteTexts::NoteTexts() = default;
NoteTexts::~NoteTexts() = default;

QTextDocument& NoteTexts::textOf(const model::Note& note, double width, const Theme& theme)
{
    Entry& entry = m_entries[note.id];
    if (entry.document && entry.text == note.text && entry.width == width)
        return *entry.document;
    entry.text = note.text;
    entry.width = width;
    entry.document = std::make_unique<ClosedDocument>();
    QFont font = theme.font();
    font.setPixelSize(13);
    font.setHintingPreference(QFont::PreferNoHinting);
    entry.document->setDefaultFont(font);
    entry.document->setDocumentMargin(0);
    entry.document->setUndoRedoEnabled(false);
    entry.document->setMarkdown(QString::fromStdString(note.text),
                                QTextDocument::MarkdownFeatures(QTextDocument::MarkdownDialectGitHub
                                                                | QTextDocument::MarkdownNoHTML));
    entry.document->setIndentWidth(kIndent);
    dress(*entry.document, theme);
    entry.document->setTextWidth(width);
    return *entry.document;
}

void NoteTexts::clear()
{
    m_entries.clear();
}

void paintNotes(QPainter& painter, const CanvasPicture& picture, const QRectF& seen)
{
    for (const NoteBox& box : picture.geometry->notes()) {
        if (box.rect.adjusted(-4, -4, 4, 4).intersects(seen))
            paintNote(painter, picture, box);
    }
}

} // namespace topomq::ui
