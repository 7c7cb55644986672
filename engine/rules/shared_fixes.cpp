#include "engine/rules/shared_fixes.h"

#include <algorithm>
#include <utility>

namespace topomq::rules {

namespace {

using model::Finding;
using model::Node;
using model::Severity;
using model::Socket;

std::vector<const void*> thingsIn(const InsideDraft& change)
{
    std::vector<const void*> things;
    for (const auto& [written, node] : change.nodes)
        things.push_back(written);
    for (const auto& [written, link] : change.links)
        things.push_back(written);
    return things;
}

/// Where they do not fit, a finding tells of it.
bool changesTypesAndAddressesOnly(const Node& before, Node after)
{
    if (before.sockets.size() != after.sockets.size())
        return false;
    for (std::size_t i = 0; i < before.sockets.size(); ++i) {
        const Socket& old = before.sockets[i];
        Socket& now = after.sockets[i];
        now.type = old.type;
        now.unknownType = old.unknownType;
        now.bind = old.bind;
    }
    return before == after;
}

bool canBeTried(const InsideDraft& change)
{
    return change.links.empty()
        && std::all_of(change.nodes.begin(), change.nodes.end(), [](const auto& each) {
               return changesTypesAndAddressesOnly(*each.first, each.second);
           });
}

} // namespace

SharedFixes::SharedFixes(const FixPlacer& placer,
                         const model::FlatTopology& flat,
                         const model::Topology& source,
                         const Check& check)
    : m_placer(placer)
    , m_flat(flat)
    , m_source(source)
    , m_check(check)
{ }

void SharedFixes::add(std::size_t finding, FixDraft draft)
{
    std::vector<std::size_t> wishes;
    for (const auto& [id, change] : draft.definitions) {
        if (m_flat.usesOf(*change.original) == 1)
            continue;
        wishes.push_back(wishFor(change));
        const std::set<std::string>& ways = draft.ways.at(id);
        m_wishes[wishes.back()].ways.insert(ways.begin(), ways.end());
    }
    if (!wishes.empty())
        m_entries.push_back({finding, std::move(draft), std::move(wishes)});
}

std::size_t SharedFixes::wishFor(const InsideDraft& change)
{
    std::vector<std::size_t>& about = m_wishesAbout[thingsIn(change)];
    for (const std::size_t known : about) {
        if (m_comparisons == 0)
            break;
        --m_comparisons;
        if (m_wishes[known].change == change)
            return known;
    }
    about.push_back(m_wishes.size());
    m_wishes.push_back({change, {}});
    return about.back();
}

std::vector<std::size_t> SharedFixes::harmful(const std::vector<Finding>& findings)
{
    m_before.clear();
    for (const Finding& finding : findings)
        ++m_before[{finding.code, finding.where}];
    std::vector<std::size_t> positions;
    for (const Entry& entry : m_entries) {
        if (!isWantedByAll(entry) && !standsTrial(entry))
            positions.push_back(entry.finding);
    }
    return positions;
}

bool SharedFixes::isWantedByAll(const Entry& entry) const
{
    return std::all_of(entry.wishes.begin(), entry.wishes.end(), [this](std::size_t position) {
        const Wish& wish = m_wishes[position];
        return wish.ways.size() == m_flat.usesOf(*wish.change.original);
    });
}

bool SharedFixes::standsTrial(const Entry& entry)
{
    for (const std::size_t position : entry.wishes) {
        if (!canBeTried(m_wishes[position].change))
            return false;
    }
    // Of many instances that ask for the same one trial tells all.
    const bool isNothingElse =
        entry.draft.outside.edits.empty() && entry.draft.definitions.size() == entry.wishes.size();
    if (const auto known = m_tried.find(entry.wishes); isNothingElse && known != m_tried.end())
        return known->second;
    const bool good = spendOnTrial() && makesNothingWorse(entry);
    if (isNothingElse)
        m_tried.emplace(entry.wishes, good);
    return good;
}

bool SharedFixes::makesNothingWorse(const Entry& entry) const
{
    model::Topology after = m_source;
    model::apply(after, m_placer.finished(entry.draft).edit);
    Counts left = m_before;
    const std::vector<Finding> findings = m_check(after);
    return std::all_of(findings.begin(), findings.end(), [&](const Finding& finding) {
        return finding.severity == Severity::Information || isInsideOfThose(finding.where, entry)
            || --left[{finding.code, finding.where}] >= 0;
    });
}

/// What the fix brings up there is the same as where nothing is shared.
bool SharedFixes::isInsideOfThose(const std::string& where, const Entry& entry) const
{
    return std::any_of(entry.wishes.begin(), entry.wishes.end(), [&](std::size_t position) {
        const std::set<std::string>& ways = m_wishes[position].ways;
        for (auto slash = where.find('/'); slash != std::string::npos;
             slash = where.find('/', slash + 1)) {
            if (ways.contains(where.substr(0, slash + 1)))
                return true;
        }
        return false;
    });
}

bool SharedFixes::spendOnTrial()
{
    const model::Topology& flat = m_flat.topology();
    std::size_t things = 1 + flat.nodes.size() + flat.links.size();
    for (const Node& node : flat.nodes) {
        for (const Socket& socket : node.sockets)
            things += 1 + socket.bind.size();
    }
    if (m_trials == 0 || m_trialBudget < things)
        return false;
    --m_trials;
    m_trialBudget -= things;
    return true;
}

} // namespace topomq::rules
