#include "engine/io/json_words.h"

#include "engine/io/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace topomq::io {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestWord = 40;
/// As keyboards for Chinese write them.
constexpr std::string_view kWideComma = "\xEF\xBC\x8C";
constexpr std::string_view kWideColon = "\xEF\xBC\x9A";

/// What only looks like a blank, or like a sign of JSON.
std::string remedyOfLookalike(std::string_view rest)
{
    if (rest.starts_with(kByteOrderMark))
        return " An invisible byte order mark stands there: delete it.";
    for (const std::string_view blank :
         {"\xC2\xA0", "\xE2\x80\x8B", "\xE2\x80\xAF", "\xE3\x80\x80"}) {
        if (rest.starts_with(blank))
            return " A special blank stands there: write an ordinary space in its place.";
    }
    for (const std::string_view quote :
         {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xE2\x80\x98", "\xE2\x80\x99",
          "\xC2\xAB", "\xC2\xBB", "\xEF\xBC\x82"})
    {
        if (rest.starts_with(quote))
            return " Write straight double quotes (\") in place of typographic ones.";
    }
    if (rest.starts_with(kWideComma))
        return " A wide comma stands there: write an ordinary one (,) in its place.";
    if (rest.starts_with(kWideColon))
        return " A wide colon stands there: write an ordinary one (:) in its place.";
    return {};
}

/// As JSON writes them: no zero in front, digits on both sides of the point.
bool isNumber(std::string_view word)
{
    const auto digits = [&word] {
        const std::size_t count = std::min(word.find_first_not_of("0123456789"), word.size());
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

} // namespace

bool isWordLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == '-' || c == '+' || c == '.' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string_view wordAt(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at);
    const auto end = std::find_if_not(rest.begin(), rest.end(), isWordLetter);
    const std::string_view word = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    return word.substr(0, std::min(word.find(kWideComma), word.find(kWideColon)));
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
    return remedyOfLookalike(rest);
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
    return " Save the file as UTF-8: it seems to be in another encoding, such as Latin-1.";
}

} // namespace topomq::io
