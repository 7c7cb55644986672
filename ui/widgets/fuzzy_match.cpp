#include "ui/widgets/fuzzy_match.h"

#include "ui/widgets/folded_text.h"

#include <QStringList>

#include <algorithm>
#include <set>

namespace topomq::ui {

namespace {

constexpr int kLetter = 1;
constexpr int kInARow = 9;
constexpr int kWordStart = 8;
constexpr int kTextStart = 4;
constexpr int kWholeWord = 12;
constexpr int kWholeText = 6;
constexpr int kLeap = -4;
constexpr int kLeftOut = -4;
constexpr std::size_t kMostLeftOut = 2;
/// A single letter within a word says nothing.
constexpr std::size_t kShortestInside = 2;
/// More is not typed, and not read.
constexpr std::size_t kLongestWord = 64;
constexpr std::size_t kLongestText = 512;

using Letters = std::vector<FoldedLetter>;
using Places = std::vector<std::size_t>;

struct WordMatch
{
    int score = 0;
    Places places;
};

void keepBetter(std::optional<WordMatch>& best, WordMatch other)
{
    if (!best || other.score > best->score)
        best = std::move(other);
}

int startBonus(const Letters& text, std::size_t at)
{
    return (text[at].beginsWord ? kWordStart : 0) + (at == 0 ? kTextStart : 0);
}

/// From a letter to the next one of the text: without a space between them it is a row.
int rowBonus(const Letters& text, std::size_t at)
{
    const FoldedLetter& before = text[at - 1];
    return before.start + before.length == text[at].start ? kInARow : kLeap;
}

/// The whole word side by side from `start` on.
std::optional<WordMatch> unbroken(const Letters& word, const Letters& text, std::size_t start)
{
    WordMatch match;
    for (std::size_t letter = 0; letter < word.size(); ++letter) {
        const std::size_t at = start + letter;
        if (word[letter].folded != text[at].folded)
            return std::nullopt;
        match.score += kLetter + startBonus(text, at) + (letter > 0 ? rowBonus(text, at) : 0);
        match.places.push_back(at);
    }
    if (text[start].beginsWord && text[match.places.back()].endsWord)
        match.score += kWholeWord;
    return match;
}

/// Each letter begins a word, or follows one that fits within its word.
class Leaps
{
public:
    Leaps(const Letters& word, const Letters& text)
        : m_word(word)
        , m_text(text)
        , m_rows(word.size(), std::vector<Cell>(text.size()))
    { }

    [[nodiscard]] std::optional<WordMatch> best()
    {
        for (std::size_t letter = 0; letter < m_word.size(); ++letter)
            fill(letter);
        const std::vector<Cell>& last = m_rows.back();
        const auto found =
            std::max_element(last.begin(), last.end(), [](const Cell& a, const Cell& b) {
                return a.fits == b.fits ? a.score < b.score : !a.fits;
            });
        if (!found->fits)
            return std::nullopt;
        return wayTo(static_cast<std::size_t>(found - last.begin()));
    }

private:
    struct Cell
    {
        bool fits = false;
        int score = 0;
        /// Where the letter before it is.
        std::size_t from = 0;
    };

    void fill(std::size_t letter)
    {
        // The best way so far to a word that begins further right.
        Cell leap{letter == 0, 0, 0};
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            if (m_text[at].folded == m_word[letter].folded) {
                if (m_text[at].beginsWord && leap.fits)
                    offer(letter, at, leap.score + (letter > 0 ? kLeap : 0), leap.from);
                if (letter > 0)
                    offerFromWithin(letter, at);
            }
            if (letter == 0)
                continue;
            const Cell& before = m_rows[letter - 1][at];
            if (before.fits && (!leap.fits || before.score > leap.score))
                leap = {true, before.score, at};
        }
    }

    void offerFromWithin(std::size_t letter, std::size_t at)
    {
        for (std::size_t leftOut = 0; leftOut <= kMostLeftOut && leftOut < at; ++leftOut) {
            // Side by side two words do as well; nothing is left out between them.
            if (leftOut > 0 && (m_text[at].beginsWord || m_text[at - leftOut].beginsWord))
                return;
            const std::size_t from = at - 1 - leftOut;
            const Cell& before = m_rows[letter - 1][from];
            if (before.fits)
                offer(letter, at,
                      before.score
                          + (leftOut == 0 ? rowBonus(m_text, at)
                                          : kLeftOut * static_cast<int>(leftOut)),
                      from);
        }
    }

    void offer(std::size_t letter, std::size_t at, int before, std::size_t from)
    {
        const int score = before + kLetter + startBonus(m_text, at);
        Cell& cell = m_rows[letter][at];
        if (!cell.fits || score > cell.score)
            cell = {true, score, from};
    }

    [[nodiscard]] WordMatch wayTo(std::size_t at) const
    {
        WordMatch match{m_rows.back()[at].score, {}};
        for (std::size_t letter = m_word.size(); letter-- > 0;) {
            match.places.push_back(at);
            at = m_rows[letter][at].from;
        }
        std::reverse(match.places.begin(), match.places.end());
        return match;
    }

    const Letters& m_word;
    const Letters& m_text;
    std::vector<std::vector<Cell>> m_rows;
};

std::optional<WordMatch> matchWord(const Letters& word, const Letters& text)
{
    if (word.size() > text.size())
        return std::nullopt;
    std::optional<WordMatch> best = Leaps(word, text).best();
    for (std::size_t start = 0; start + word.size() <= text.size(); ++start) {
        if (!text[start].beginsWord && word.size() < kShortestInside)
            continue;
        if (std::optional<WordMatch> match = unbroken(word, text, start))
            keepBetter(best, std::move(*match));
    }
    return best;
}

/// Signs do not count: "Find…" is "find".
bool fitsWhole(const std::set<std::size_t>& places, const Letters& text)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (QChar::isLetterOrNumber(text[at].folded) && !places.contains(at))
            return false;
    }
    return true;
}

std::vector<TextRun> runsOf(const std::set<std::size_t>& places, const Letters& text)
{
    std::vector<TextRun> runs;
    for (const std::size_t place : places) {
        const FoldedLetter& letter = text[place];
        if (!runs.empty() && runs.back().start + runs.back().length == letter.start)
            runs.back().length += letter.length;
        else
            runs.push_back({letter.start, letter.length});
    }
    return runs;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text)
{
    Letters letters = foldedText(text);
    letters.resize(std::min(letters.size(), kLongestText));
    FuzzyMatch match;
    std::set<std::size_t> places;
    for (const QString& each : pattern.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const Letters word = foldedText(each);
        if (word.size() > kLongestWord)
            return std::nullopt;
        if (word.empty())
            continue;
        const std::optional<WordMatch> found = matchWord(word, letters);
        if (!found)
            return std::nullopt;
        match.score += found->score;
        places.insert(found->places.begin(), found->places.end());
    }
    if (!places.empty() && fitsWhole(places, letters))
        match.score += kWholeText;
    match.runs = runsOf(places, letters);
    return match;
}

std::optional<TitledMatch>
fuzzyMatch(const QString& pattern, const QString& title, const QString& more)
{
    constexpr int kTitleCounts = 2;
    if (std::optional<FuzzyMatch> alone = fuzzyMatch(pattern, title))
        return TitledMatch{alone->score * kTitleCounts, std::move(alone->runs), {}};
    const std::optional<FuzzyMatch> both = fuzzyMatch(pattern, title + QLatin1Char(' ') + more);
    if (!both)
        return std::nullopt;
    return TitledMatch{both->score, runsWithin(both->runs, 0, title.size()),
                       runsWithin(both->runs, title.size() + 1, more.size())};
}

std::optional<std::vector<TextRun>> wordBeginnings(const QString& pattern, const QString& text)
{
    constexpr std::size_t kShortest = 3;
    constexpr char32_t kFirstOfChinese = 0x2e80;
    Letters letters = foldedText(text);
    letters.resize(std::min(letters.size(), kLongestText));
    std::set<std::size_t> places;
    for (const QString& each : pattern.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const Letters word = foldedText(each);
        if (word.empty() || word.size() > letters.size()
            || (word.size() < kShortest && word.front().folded < kFirstOfChinese))
            return std::nullopt;
        std::optional<WordMatch> found;
        for (std::size_t start = 0; !found && start + word.size() <= letters.size(); ++start) {
            if (letters[start].beginsWord)
                found = unbroken(word, letters, start);
        }
        if (!found)
            return std::nullopt;
        places.insert(found->places.begin(), found->places.end());
    }
    if (places.empty())
        return std::nullopt;
    return runsOf(places, letters);
}

std::vector<TextRun> runsWithin(const std::vector<TextRun>& runs, qsizetype start, qsizetype length)
{
    std::vector<TextRun> within;
    for (const TextRun& run : runs) {
        const qsizetype from = std::max(run.start, start);
        const qsizetype to = std::min(run.start + run.length, start + length);
        if (from < to)
            within.push_back({from - start, to - from});
    }
    return within;
}

} // namespace topomq::ui
