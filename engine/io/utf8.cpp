#include "engine/io/utf8.h"

#include <algorithm>
#include <cstdint>

namespace topomq::io {

namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The control characters that a text with lines is made of.
bool isBlank(char c)
{
    return c == '\n' || c == '\t';
}

/// Length of the sequence that begins at `at`, 0 when it is malformed.
std::size_t sequenceLength(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t index) -> unsigned {
        return at + index < text.size() ? static_cast<unsigned char>(text[at + index]) : 0U;
    };
    const auto continues = [&](std::size_t index, unsigned from, unsigned to) {
        return byte(index) >= from && byte(index) <= to;
    };
    const unsigned first = byte(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return continues(1, 0x80, 0xBF) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        // Overlong forms and surrogates are excluded by the range of the second byte.
        const unsigned from = first == 0xE0 ? 0xA0 : 0x80;
        const unsigned to = first == 0xED ? 0x9F : 0xBF;
        return continues(1, from, to) && continues(2, 0x80, 0xBF) ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const unsigned from = first == 0xF0 ? 0x90 : 0x80;
        const unsigned to = first == 0xF4 ? 0x8F : 0xBF;
        return continues(1, from, to) && continues(2, 0x80, 0xBF) && continues(3, 0x80, 0xBF) ? 4
                                                                                              : 0;
    }
    return 0;
}

} // namespace

std::optional<std::size_t> findInvalidUtf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = sequenceLength(text, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

bool endsWithinCodePoint(std::string_view text)
{
    constexpr std::size_t kLongest = 4;
    const auto begin = findInvalidUtf8(text);
    if (!begin || text.size() - *begin >= kLongest)
        return false;
    // Wherever the second byte has a narrower range, one of these is in it.
    for (const char next : {'\x80', '\xBF'}) {
        std::string completed(text.substr(*begin));
        while (completed.size() < kLongest) {
            completed += next;
            if (!findInvalidUtf8(completed))
                return true;
        }
    }
    return false;
}

std::size_t codePoints(std::string_view text)
{
    const auto count =
        std::count_if(text.begin(), text.end(), [](char c) { return !isContinuation(c); });
    return static_cast<std::size_t>(count);
}

std::size_t controlLength(std::string_view text, std::size_t at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7F)
        return 1;
    // U+0080 to U+009F are C2 80 to C2 9F.
    return byte == 0xC2 && at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0
        ? 2
        : 0;
}

bool hasControlCharacters(std::string_view text, bool linesAllowed)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (controlLength(text, at) > 0 && !(linesAllowed && isBlank(text[at])))
            return true;
    }
    return false;
}

std::string fitted(std::string_view text, std::size_t most, bool linesAllowed)
{
    std::string kept;
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t control = controlLength(text, at);
        if (control > 0 && !isBlank(text[at])) {
            at += control - 1;
            continue;
        }
        if (!isContinuation(text[at]) && seen++ == most)
            break;
        kept += control > 0 && !linesAllowed ? ' ' : text[at];
    }
    return kept;
}

std::string shortened(std::string_view text, std::size_t most)
{
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (isContinuation(text[at]))
            continue;
        if (seen == most)
            return std::string(text.substr(0, at)) + "…";
        ++seen;
    }
    return std::string(text);
}

} // namespace topomq::io
