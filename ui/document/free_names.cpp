#include "ui/document/free_names.h"

#include <algorithm>

namespace topomq::ui {

namespace {

using Taken = std::unordered_set<std::string>;

constexpr std::size_t kLongestId = 64;
constexpr std::size_t kLongestTitle = 128;

/// "worker12" → "worker"
std::string stemOf(const std::string& text)
{
    const auto last = text.find_last_not_of("0123456789");
    return last == std::string::npos ? text : text.substr(0, last + 1);
}

/// A byte that goes on with a letter of several bytes.
bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::string joined(std::string stem, const std::string& end, std::size_t longest)
{
    if (stem.size() + end.size() > longest) {
        std::size_t cut = longest - end.size();
        while (cut > 0 && continues(stem[cut]))
            --cut;
        stem.resize(cut);
    }
    return stem + end;
}

/// Names only come, none is given back: the numbers below the last one found stay taken.
std::string next(Taken& taken, int& number, const std::string& stem, std::size_t longest)
{
    for (number = std::max(number, 2);; ++number) {
        std::string text = joined(stem, std::to_string(number), longest);
        if (taken.insert(text).second)
            return text;
    }
}

} // namespace

FreeNames::FreeNames(const model::Topology& topology)
{
    for (const model::Node& node : topology.nodes) {
        m_ids.insert(node.id.text());
        m_titles.insert(node.title());
    }
    for (const model::Link& link : topology.links)
        m_ids.insert(link.id.text());
    for (const model::Note& note : topology.notes)
        m_ids.insert(note.id.text());
    for (const model::Group& group : topology.groups) {
        m_ids.insert(group.id.text());
        // A new node must not become a member for its name alone.
        for (const model::NodeId& member : group.members)
            m_ids.insert(member.text());
    }
}

std::string FreeNames::id(const std::string& wanted)
{
    return m_ids.insert(wanted).second ? wanted : nextId(wanted);
}

std::string FreeNames::title(const std::string& wanted)
{
    return m_titles.insert(wanted).second ? wanted : nextTitle(wanted);
}

std::string FreeNames::nextId(const std::string& id)
{
    const std::string stem = stemOf(id);
    return next(m_ids, m_idNumbers[stem], stem, kLongestId);
}

std::string FreeNames::nextTitle(const std::string& title)
{
    std::string stem = stemOf(title);
    if (stem.empty() || stem.back() != ' ')
        stem += ' ';
    return next(m_titles, m_titleNumbers[stem], stem, kLongestTitle);
}

} // namespace topomq::ui
