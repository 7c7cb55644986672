#include "engine/io/dot_ports.h"

#include <algorithm>

namespace topomq::io {

namespace {

using Ports = std::set<std::string, std::less<>>;

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view withoutBlanksBefore(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text;
}

/// `<…>` around all of it, with tags inside: a record begins like that as well.
bool isMarkup(std::string_view label)
{
    std::size_t depth = 0;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] == '<')
            ++depth;
        else if (label[i] == '>' && depth > 0)
            --depth;
        if (depth == 0)
            return i > 0 && i + 1 == label.size() && label.find('<', 1) != std::string_view::npos;
    }
    return false;
}

Ports portsOfRecord(std::string_view label)
{
    Ports ports;
    for (std::size_t i = 0; i < label.size(); ++i) {
        if (label[i] == '\\') {
            ++i;
            continue;
        }
        if (label[i] != '<')
            continue;
        const std::size_t end = label.find('>', i);
        if (end == std::string_view::npos)
            break;
        const std::string_view name = withoutBlanksBefore(label.substr(i + 1, end - i - 1));
        ports.emplace(name.substr(0, name.find_last_not_of(kBlanks) + 1));
        i = end;
    }
    return ports;
}

Ports portsOfMarkup(std::string_view label)
{
    std::string small(label);
    std::transform(small.begin(), small.end(), small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    constexpr std::string_view kWord = "port";
    Ports ports;
    std::string_view rest = small;
    for (auto at = rest.find(kWord); at != std::string_view::npos; at = rest.find(kWord)) {
        rest = withoutBlanksBefore(rest.substr(at + kWord.size()));
        if (!rest.starts_with('='))
            continue;
        rest = withoutBlanksBefore(rest.substr(1));
        if (!rest.starts_with('"') && !rest.starts_with('\''))
            continue;
        const std::size_t end = rest.find(rest.front(), 1);
        if (end == std::string_view::npos)
            break;
        ports.emplace(rest.substr(1, end - 1));
        rest.remove_prefix(end);
    }
    return ports;
}

} // namespace

std::set<std::string, std::less<>> portsIn(std::string_view label)
{
    return isMarkup(label) ? portsOfMarkup(label) : portsOfRecord(label);
}

} // namespace topomq::io
