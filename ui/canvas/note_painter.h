#pragma once
// Draws notes, with their Markdown laid out.

#include "ui/canvas/canvas_picture.h"

#include <memory>
#include <string>
#include <unordered_map>

class QTextDocument;

namespace topomq::ui {

/// Keeps the laid out texts, since to read Markdown anew for each picture would be slow. Pictures
/// in a text are never loaded, from nowhere. Thread: the window's.
class NoteTexts
{
public:
    NoteTexts();
    ~NoteTexts();

    /// Laid out for the note's width.
    [[nodiscard]] QTextDocument& textOf(const model::Note& note, double width, const Theme& theme);
    void clear();

private:
    struct Entry
    {
        std::string text;
        double width = 0;
        std::unique_ptr<QTextDocument> document;
    };

    std::unordered_map<model::NoteId, Entry> m_entries;
};

void paintNotes(QPainter& painter, const CanvasPicture& picture, const QRectF& seen);

} // namespace topomq::ui
