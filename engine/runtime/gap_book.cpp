#include "engine/runtime/gap_book.h"

#include <algorithm>
#include <iterator>

namespace topomq::runtime {

void GapBook::add(std::uint32_t order,
                  std::uint64_t first,
                  std::uint64_t last,
                  metrics::DropCause cause)
{
    if (m_gaps.size() == kMostGaps)
        m_gaps.pop_front();
    m_gaps.push_back({order, cause, first, last});
}

bool GapBook::contains(std::uint32_t order, std::uint64_t number) const
{
    return std::any_of(m_gaps.begin(), m_gaps.end(), [&](const Gap& gap) {
        return gap.order == order && gap.first <= number && number <= gap.last;
    });
}

std::optional<metrics::DropCause> GapBook::fill(std::uint32_t order, std::uint64_t number)
{
    const auto found = std::find_if(m_gaps.begin(), m_gaps.end(), [&](const Gap& gap) {
        return gap.order == order && gap.first <= number && number <= gap.last;
    });
    if (found == m_gaps.end())
        return std::nullopt;
    const metrics::DropCause cause = found->cause;
    const Gap after{order, cause, number + 1, found->last};
    found->last = number - 1;
    const bool hasBefore = found->first <= found->last;
    const bool hasAfter = after.first <= after.last;
    if (hasBefore && hasAfter)
        m_gaps.insert(std::next(found), after);
    else if (hasAfter)
        *found = after;
    else if (!hasBefore)
        m_gaps.erase(found);
    return cause;
}

} // namespace topomq::runtime
