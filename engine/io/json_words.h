#pragma once
// Words and signs as JSON writes them, and what to do about those of other languages. All remedies
// begin with a space. Thread: any; pure.

#include <cstddef>
#include <string>
#include <string_view>

namespace topomq::io {

/// Part of a number, of a literal, or of a word without quotes?
[[nodiscard]] bool isWordLetter(char c);
/// All of it from there on, up to a sign that only looks like a blank or like one of JSON.
[[nodiscard]] std::string_view wordAt(std::string_view text, std::size_t at);
/// A number, true, false or null.
[[nodiscard]] bool isJsonWord(std::string_view word);
/// In double quotes, shortened.
[[nodiscard]] std::string quotedWord(std::string_view word);

/// For a word that stands for a value, and is none.
[[nodiscard]] std::string remedyOfWord(std::string_view word);
/// For a comma within a number, between what stands before it and all that follows.
[[nodiscard]] std::string remedyOfComma(std::string_view before, std::string_view after);
/// For a word at the very beginning of a file.
[[nodiscard]] std::string remedyOfBeginning(std::string_view word);
/// For comments, quotes and blanks that JSON does not know; empty: it is none of them.
[[nodiscard]] std::string remedyOfForeign(std::string_view rest);
/// For a text that lacks its end; without the full stop, as what is open may be told.
[[nodiscard]] std::string remedyOfCut();
/// For a text that is no UTF-8, or has NULs in it.
[[nodiscard]] std::string remedyOfEncoding(std::string_view text);

} // namespace topomq::io
