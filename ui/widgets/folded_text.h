#pragma once
// A text as one compares it: without case, accents and the signs between its words.

#include <QString>

#include <vector>

namespace topomq::ui {

/// One letter, number or sign.
struct FoldedLetter
{
    char32_t folded = 0;
    /// Where it stands in the text, with its accents.
    qsizetype start = 0;
    qsizetype length = 0;
    bool beginsWord = false;
    /// The next letter is not of the same word.
    bool endsWord = false;
};

/// Without spaces. Thread: any; pure.
[[nodiscard]] std::vector<FoldedLetter> foldedText(const QString& text);

} // namespace topomq::ui
