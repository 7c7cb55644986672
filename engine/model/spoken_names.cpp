#include "engine/model/spoken_names.h"

#include <cctype>
#include <cstddef>

namespace topomq::model {

namespace {

bool isOfId(char each)
{
    const auto byte = static_cast<unsigned char>(each);
    return byte < 0x80 && (std::isalnum(byte) != 0 || each == '_' || each == '-');
}

} // namespace

std::string spoken(const std::string& text, const PathOf& pathOf)
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
        const bool inAddress = at > 0 && text[at - 1] == '/';
        const std::string* path = inAddress ? nullptr : pathOf(word);
        result += path == nullptr ? word : *path;
        at = end;
    }
    return result;
}

} // namespace topomq::model
