#pragma once
// Fixes inside of definitions that are used more than once: which of them harm no other use.

#include "engine/model/finding.h"
#include "engine/model/flat_topology.h"
#include "engine/rules/fix_placer.h"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace topomq::rules {

/// A link or a setting that is wrong in one place may be right in another that shares it: such a
/// change is taken only where each use of the definition asks for the very same. Types and
/// addresses, of which findings tell where they do not fit, are also taken where a trial shows that
/// nothing gets worse anywhere else. Thread: used by one; what it is given outlives it.
class SharedFixes
{
public:
    /// All findings about a topology; they need no fixes.
    using Check = std::function<std::vector<model::Finding>(const model::Topology&)>;

    SharedFixes(const FixPlacer& placer,
                const model::FlatTopology& flat,
                const model::Topology& source,
                const Check& check);

    /// The fix of the finding at this position, if it changes what several instances share.
    void add(std::size_t finding, FixDraft draft);
    /// The positions of the findings whose fixes are not to be offered. `findings`: all of this
    /// topology.
    [[nodiscard]] std::vector<std::size_t> harmful(const std::vector<model::Finding>& findings);

private:
    /// One change of a shared definition, and what leads to the instances for which it is wanted.
    struct Wish
    {
        InsideDraft change;
        std::set<std::string> ways;
    };

    struct Entry
    {
        std::size_t finding = 0;
        FixDraft draft;
        /// Positions in `m_wishes`.
        std::vector<std::size_t> wishes;
    };

    /// Code and place.
    using Counts = std::map<std::pair<std::string, std::string>, std::ptrdiff_t>;

    [[nodiscard]] std::size_t wishFor(const InsideDraft& change);
    [[nodiscard]] bool isWantedByAll(const Entry& entry) const;
    [[nodiscard]] bool standsTrial(const Entry& entry);
    [[nodiscard]] bool makesNothingWorse(const Entry& entry) const;
    [[nodiscard]] bool isInsideOfThose(const std::string& where, const Entry& entry) const;
    [[nodiscard]] bool spendOnTrial();

    const FixPlacer& m_placer;
    const model::FlatTopology& m_flat;
    const model::Topology& m_source;
    const Check& m_check;
    std::vector<Wish> m_wishes;
    /// Positions in `m_wishes` by the nodes and links that change.
    std::map<std::vector<const void*>, std::vector<std::size_t>> m_wishesAbout;
    std::vector<Entry> m_entries;
    Counts m_before;
    std::map<std::vector<std::size_t>, bool> m_tried;
    /// Those of a hostile file are not to take for ever: comparing wishes, and trials, each of
    /// which is a whole check.
    std::size_t m_comparisons = 200'000;
    std::size_t m_trials = 16;
    std::size_t m_trialBudget = 20'000;
};

} // namespace topomq::rules
