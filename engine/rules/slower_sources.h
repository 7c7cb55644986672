#pragma once
// The remedy for sources that are held back: rates at which all of them fit through.
// Thread: a plain value that points into the index and the loads it was made from.

#include "engine/rules/fixes.h"
#include "engine/rules/loads.h"

#include <cstddef>
#include <vector>

namespace topomq::rules {

class SlowerSources
{
public:
    SlowerSources(const CheckIndex& index, const Forwarding& forwarding, const Loads& loads);

    /// The sources with a set rate that crowd at the same bottlenecks as this one, itself included.
    [[nodiscard]] const std::vector<std::size_t>& togetherWith(std::size_t source) const;
    /// Slows all of them down, as one edit; nothing where that would take less than 1 msg/s.
    [[nodiscard]] MaybeFix fix(std::size_t source, Findings& findings) const;

private:
    [[nodiscard]] std::size_t groupOf(std::size_t node) const;
    void join(std::size_t a, std::size_t b);

    const CheckIndex& m_index;
    const Loads& m_loads;
    /// By node: the part of what is offered that gets through everything behind it.
    std::vector<double> m_parts;
    /// By node: another one of its group, itself for the one that stands for the group.
    std::vector<std::size_t> m_groups;
    /// By the node that stands for the group.
    std::vector<std::vector<std::size_t>> m_sources;
};

} // namespace topomq::rules
