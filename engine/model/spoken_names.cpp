#include "engine/model/spoken_names.h"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace topomq::model {

namespace {

bool isOfId(char each)
{
    const auto byte = static_cast<unsigned char>(each);
    return byte < 0x80 && (std::isalnum(byte) != 0 || each == '_' || each == '-');
}

/// With paths in the places of ids that are whole words between signs.
std::string withPaths(const std::string& text, const PathOf& pathOf)
{
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = at;
        while (end < text.size() && isOfId(text[end]))
            ++end;
        if (end == at) {
            result += text[at++];
            continue;
        }
        const std::string word = text.substr(at, end - at);
        const std::string* path = pathOf(word);
        result += path == nullptr ? word : *path;
        at = end;
    }
    return result;
}

} // namespace

std::string spoken(const std::string& text, const PathOf& pathOf)
{
    std::string result;
    bool quoted = false;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string part = text.substr(at, end - at);
        const auto quotes = std::count(part.begin(), part.end(), '"');
        const bool isValue = quoted || quotes > 0 || part.find('/') != std::string::npos;
        result += isValue ? part : withPaths(part, pathOf);
        quoted = quoted != (quotes % 2 != 0);
        if (end < text.size())
            result += ' ';
        at = end + 1;
    }
    return result;
}

} // namespace topomq::model
