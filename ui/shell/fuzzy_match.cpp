#include "ui/shell/fuzzy_match.h"

#include <QStringList>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr int kLetter = 1;
constexpr int kInARow = 9;
constexpr int kWordStart = 8;
constexpr int kTextStart = 4;
constexpr int kWholeWord = 12;

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || (!text[at - 1].isLetterOrNumber() && text[at].isLetterOrNumber());
}

/// The letters from `start` on, each at its first place.
std::optional<int> scoreFrom(const QString& word, const QString& text, qsizetype start)
{
    int score = start == 0 ? kTextStart : 0;
    qsizetype at = start;
    qsizetype before = -2;
    for (qsizetype letter = 0; letter < word.size(); ++letter) {
        at = text.indexOf(word[letter], at);
        if (at < 0)
            return std::nullopt;
        score +=
            kLetter + (at == before + 1 ? kInARow : 0) + (startsWord(text, at) ? kWordStart : 0);
        before = at++;
    }
    const bool whole = before - start + 1 == word.size()
        && (before + 1 == text.size() || !text[before + 1].isLetterOrNumber())
        && startsWord(text, start);
    return score + (whole ? kWholeWord : 0);
}

std::optional<int> scoreOfWord(const QString& word, const QString& text)
{
    std::optional<int> best;
    for (qsizetype start = text.indexOf(word[0]); start >= 0;
         start = text.indexOf(word[0], start + 1)) {
        const auto score = scoreFrom(word, text, start);
        if (!score)
            break;
        best = std::max(best.value_or(0), *score);
    }
    return best;
}

} // namespace

std::optional<int> fuzzyScore(const QString& pattern, const QString& text)
{
    const QString lower = text.toLower();
    int sum = 0;
    for (const QString& word : pattern.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto score = scoreOfWord(word, lower);
        if (!score)
            return std::nullopt;
        sum += *score;
    }
    return sum;
}

} // namespace topomq::ui
