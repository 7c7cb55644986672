#include "tests/engine/io/file_mutator.h"

#include <array>
#include <cctype>
#include <string_view>
#include <vector>

namespace topomq::test {

namespace {

std::vector<std::size_t> placesOf(const std::string& file, bool (*matches)(char before, char here))
{
    std::vector<std::size_t> places;
    for (std::size_t at = 1; at < file.size(); ++at) {
        if (matches(file[at - 1], file[at]))
            places.push_back(at);
    }
    return places;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

std::size_t FileMutator::below(std::size_t limit)
{
    return limit == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random);
}

std::string FileMutator::damageBytes(std::string file)
{
    for (char& c : file) {
        if (below(50) == 0)
            c = static_cast<char>(below(256));
    }
    return file;
}

std::string FileMutator::repeatLine(const std::string& file)
{
    const auto starts = placesOf(file, [](char before, char) { return before == '\n'; });
    if (starts.empty())
        return file;
    const std::size_t start = starts[below(starts.size())];
    const std::size_t end = file.find('\n', start);
    std::string line = file.substr(start, end - start);
    if (!line.empty() && line.back() != ',')
        line += ',';
    return file.substr(0, start) + line + "\n" + file.substr(start);
}

std::string FileMutator::replaceNumber(const std::string& file, const std::string& by)
{
    const auto starts =
        placesOf(file, [](char before, char here) { return isDigit(here) && !isDigit(before); });
    if (starts.empty())
        return file;
    const std::size_t start = starts[below(starts.size())];
    std::size_t end = start;
    while (end < file.size() && isDigit(file[end]))
        ++end;
    return file.substr(0, start) + by + file.substr(end);
}

std::string FileMutator::replaceWord(const std::string& file)
{
    static constexpr std::array<std::string_view, 16> kWords{"\"\"",
                                                             "null",
                                                             "true",
                                                             "[]",
                                                             "{}",
                                                             "-1",
                                                             "\"PUB\"",
                                                             "\"REQ\"",
                                                             "\"a.b\"",
                                                             "\"nodes\"",
                                                             "\"\\u0000\"",
                                                             "\"bind\"",
                                                             "\"tcp://*:99999\"",
                                                             "\"ipc:///etc/passwd\"",
                                                             "\"role\"",
                                                             "\"router\""};
    const auto quotes = placesOf(file, [](char, char here) { return here == '"'; });
    if (quotes.size() < 2)
        return file;
    const std::size_t start = quotes[below(quotes.size() / 2) * 2];
    const std::size_t end = file.find('"', start + 1);
    if (end == std::string::npos)
        return file;
    return file.substr(0, start) + std::string(kWords[below(kWords.size())]) + file.substr(end + 1);
}

std::string FileMutator::mutate(const std::string& file)
{
    switch (below(10)) {
    case 0:
        return repeatLine(file);
    case 1:
        return replaceNumber(file, std::string(1 + below(200), '['));
    case 2:
        return replaceNumber(file, "NaN");
    case 3:
        return replaceNumber(file, "9" + std::string(below(400), '9'));
    case 4:
        return replaceNumber(file, "-1e" + std::to_string(below(400)));
    case 5:
        return file.substr(0, below(file.size()));
    case 6:
        return replaceWord(replaceWord(file));
    case 7:
        return replaceWord(replaceNumber(file, "18446744073709551615"));
    default:
        return damageBytes(file);
    }
}

} // namespace topomq::test
