#pragma once
// How well a few typed letters fit a text, and which letters of it they are. Thread: any; pure.

#include <QString>

#include <optional>
#include <vector>

namespace topomq::ui {

/// A piece of a text.
struct TextRun
{
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const TextRun&, const TextRun&) = default;
};

struct FuzzyMatch
{
    /// Of two texts the one with more fits better.
    int score = 0;
    /// The letters that fit, from left to right.
    std::vector<TextRun> runs;
};

/// The words of `pattern` in any order. Each fits a piece of the text, or the beginnings of words
/// in it with what follows them: "zf", "zofi" and "oom" fit "Zoom to fit", "oot" does not. Inside
/// of a word whose beginning fits, up to two letters may be left out: "msg" fits "message". Words
/// begin after a space or a sign, at a capital letter and at a number; every Chinese character is
/// one. Case and accents do not count. Nothing when a word does not fit; an empty pattern fits all,
/// with 0.
[[nodiscard]] std::optional<FuzzyMatch> fuzzyMatch(const QString& pattern, const QString& text);

/// How well a title fits with what stands behind it, and which letters of both they are.
struct TitledMatch
{
    int score = 0;
    std::vector<TextRun> title;
    std::vector<TextRun> more;
};

/// The title counts more: only where it does not fit by itself may `more` help.
[[nodiscard]] std::optional<TitledMatch>
fuzzyMatch(const QString& pattern, const QString& title, const QString& more);

/// For sentences, in which a few letters always fit something: each word of the pattern has to
/// begin a word of the text, and to be long enough to say something (three letters; signs of
/// Chinese say enough by themselves). Nothing when one does not.
[[nodiscard]] std::optional<std::vector<TextRun>> wordBeginnings(const QString& pattern,
                                                                 const QString& text);

/// The runs as far as they lie in the piece of the text from `start` on, counted from there.
[[nodiscard]] std::vector<TextRun>
runsWithin(const std::vector<TextRun>& runs, qsizetype start, qsizetype length);

} // namespace topomq::ui
