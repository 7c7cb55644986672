#include "engine/io/json_words.h"

#include "engine/io/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace topomq::io {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestWord = 40;

/// A sign with what to do about it.
struct Lookalike
{
    std::string_view sign;
    std::string_view remedy;
};

constexpr std::string_view kBlank =
    " A special blank stands there: write an ordinary space in its place.";
constexpr std::string_view kQuote =
    " Write straight double quotes (\") in place of typographic ones.";

/// What only looks like a blank, or like a sign of JSON. The wide ones are as keyboards for Chinese
/// write them.
constexpr std::array<Lookalike, 19> kLookalikes{
    {{kByteOrderMark, " An invisible byte order mark stands there: delete it."},
     {"\xC2\xA0", kBlank},
     {"\xE2\x80\x8B", kBlank},
     {"\xE2\x80\xAF", kBlank},
     {"\xE3\x80\x80", kBlank},
     {"\xE2\x80\x9C", kQuote},
     {"\xE2\x80\x9D", kQuote},
     {"\xE2\x80\x9E", kQuote},
     {"\xE2\x80\x98", kQuote},
     {"\xE2\x80\x99", kQuote},
     {"\xC2\xAB", kQuote},
     {"\xC2\xBB", kQuote},
     {"\xEF\xBC\x82", kQuote},
     {"\xEF\xBC\x8C", " A wide comma stands there: write an ordinary one (,) in its place."},
     {"\xEF\xBC\x9A", " A wide colon stands there: write an ordinary one (:) in its place."},
     {"\xEF\xBD\x9B", " A wide bracket stands there: write an ordinary one ({) in its place."},
     {"\xEF\xBD\x9D", " A wide bracket stands there: write an ordinary one (}) in its place."},
     {"\xEF\xBC\xBB", " A wide bracket stands there: write an ordinary one ([) in its place."},
     {"\xEF\xBC\xBD", " A wide bracket stands there: write an ordinary one (]) in its place."}}};

/// Empty: none of them stands there.
std::string_view remedyOfLookalike(std::string_view rest)
{
    const auto* const found =
        std::find_if(kLookalikes.begin(), kLookalikes.end(),
                     [rest](const Lookalike& each) { return rest.starts_with(each.sign); });
    return found == kLookalikes.end() ? std::string_view() : found->remedy;
}

/// As far as digits go.
std::size_t digitsOf(std::string_view text)
{
    return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// As JSON writes them: no zero in front, digits on both sides of the point.
bool isNumber(std::string_view word)
{
    const auto digits = [&word] {
        const std::size_t count = digitsOf(word);
        word.remove_prefix(count);
        return count;
    };
    if (word.starts_with("-"))
        word.remove_prefix(1);
    const bool isZero = word.starts_with("0");
    if (const std::size_t whole = digits(); whole == 0 || (isZero && whole > 1))
        return false;
    if (word.starts_with(".")) {
        word.remove_prefix(1);
        if (digits() == 0)
            return false;
    }
    if (word.starts_with("e") || word.starts_with("E")) {
        word.remove_prefix(1);
        if (word.starts_with("+") || word.starts_with("-"))
            word.remove_prefix(1);
        if (digits() == 0)
            return false;
    }
    return word.empty();
}

/// A number whose commas stand before groups of three digits, as in `1,234,567`.
struct GroupedNumber
{
    std::string whole;
    /// With a point in place of its only comma; empty: it has none that may be one.
    std::string withPoint;
};

/// Without a whole one: it is written in another way.
GroupedNumber groupedNumber(std::string_view before, std::string_view after)
{
    constexpr std::size_t kGroup = 3;
    if (before.find_first_not_of("-0123456789") != std::string_view::npos)
        return {};
    std::string digits;
    do {
        if (!digits.empty())
            after.remove_prefix(1);
        if (digitsOf(after) != kGroup)
            return {};
        digits += after.substr(0, kGroup);
        after.remove_prefix(kGroup);
    } while (after.starts_with(",") && digitsOf(after.substr(1)) > 0);
    const bool hasOneComma = digits.size() == kGroup;
    digits += wordAt(after, 0);
    GroupedNumber number{std::string(before) + digits, std::string(before) + '.' + digits};
    // "10,000.5" has its point.
    if (!hasOneComma || !isNumber(number.withPoint))
        number.withPoint.clear();
    // "0,125" is no whole number.
    return isNumber(number.whole) ? number : GroupedNumber();
}

/// The first byte of a letter beyond ASCII.
bool beginsLong(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U;
}

/// It has letters beyond ASCII, at least as many as places at which it is no UTF-8. One or two may
/// be found by chance in every encoding.
bool isMostlyUtf8(std::string_view text)
{
    std::size_t letters = 0;
    std::size_t faults = 0;
    const auto count = [&letters](std::string_view sound) {
        letters += static_cast<std::size_t>(std::count_if(sound.begin(), sound.end(), beginsLong));
    };
    while (const auto fault = findInvalidUtf8(text)) {
        // Bytes side by side were damaged together.
        if (*fault > 0 || faults == 0)
            ++faults;
        count(text.substr(0, *fault));
        text.remove_prefix(*fault + 1);
    }
    count(text);
    return letters >= faults;
}

} // namespace

bool isWordLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-' || c == '+' || c == '.' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string_view wordAt(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end < text.size() && isWordLetter(text[end])
           && remedyOfLookalike(text.substr(end)).empty())
        ++end;
    return text.substr(at, end - at);
}

bool isJsonWord(std::string_view word)
{
    return word == "true" || word == "false" || word == "null" || isNumber(word);
}

std::string quotedWord(std::string_view word)
{
    return '"' + shortened(word, kLongestWord) + '"';
}

std::string remedyOfWord(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kMeant{
        {{"True", "true"},
         {"TRUE", "true"},
         {"False", "false"},
         {"FALSE", "false"},
         {"None", "null"},
         {"NULL", "null"},
         {"nil", "null"},
         {"undefined", "null"}}};
    for (const auto& [theirs, ours] : kMeant) {
        if (word == theirs)
            return " Write " + std::string(ours) + ".";
    }
    const char c = word.front();
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.')
        return " Write numbers as 10, -2.5 or 1e3, and anything else in double quotes.";
    return " Put the text into double quotes: " + quotedWord(word) + ".";
}

std::string remedyOfComma(std::string_view before, std::string_view after)
{
    const GroupedNumber number = groupedNumber(before, after);
    if (number.whole.empty())
        return " Write numbers with a decimal point, not with a comma.";
    const std::string whole = shortened(number.whole, kLongestWord);
    if (number.withPoint.empty())
        return " Write the number without a comma: " + whole + ".";
    // A thousand times the other: only who wrote it knows.
    return " Write " + whole + " without a comma if that is meant, or "
        + shortened(number.withPoint, kLongestWord) + " with a decimal point.";
}

std::string remedyOfBeginning(std::string_view word)
{
    for (const std::string_view graph : {"digraph", "graph", "strict"}) {
        if (word == graph)
            return " This is a Graphviz graph: end its name in .dot or .gv and open it in the "
                   "window.";
    }
    return " A topology file begins with {.";
}

std::string remedyOfForeign(std::string_view rest)
{
    if (rest.front() == '\'' || rest.front() == '`')
        return " Write texts and names in double quotes (\").";
    if (rest.starts_with("//") || rest.starts_with("/*") || rest.front() == '#')
        return " JSON has no comments: delete this one.";
    return std::string(remedyOfLookalike(rest));
}

std::string remedyOfCut()
{
    return " The text ends too early, as if it was cut off: take the file from a copy, or complete "
           "its end";
}

std::string remedyOfEncoding(std::string_view text)
{
    const auto nuls = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\0'));
    constexpr std::size_t kManyOfTen = 3;
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")
        || nuls * 10 >= text.size() * kManyOfTen)
        return " The file seems to be UTF-16: save it as UTF-8.";
    if (nuls > 0)
        return " The file is damaged or no text: take it from a copy.";
    if (endsWithinCodePoint(text))
        return remedyOfCut() + ".";
    if (isMostlyUtf8(text))
        return " The file is UTF-8, but damaged there: take it from a copy, or write anew what "
               "stood at this place.";
    return " Save the file as UTF-8: it seems to be in another encoding, such as Latin-1.";
}

} // namespace topomq::io
