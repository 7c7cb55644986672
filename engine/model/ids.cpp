#include "engine/model/ids.h"

#include <algorithm>

namespace topomq::model {

namespace {

constexpr std::size_t kLongestId = 64;

bool isLetter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isTail(char c)
{
    return isLetter(c) || (c >= '0' && c <= '9') || c == '-';
}

} // namespace

bool isValidId(const std::string& text)
{
    return !text.empty() && text.size() <= kLongestId && isLetter(text.front())
        && std::all_of(text.begin(), text.end(), isTail);
}

} // namespace topomq::model
