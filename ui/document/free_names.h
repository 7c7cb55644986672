#pragma once
// Ids and names for copies, free of those that are in use.

#include "engine/model/topology.h"

#include <string>
#include <unordered_map>
#include <unordered_set>

namespace topomq::ui {

/// Copies count on from the same stem: "worker12" → "worker13", "Worker" → "Worker 2". What is
/// given out is taken from then on. Thread: a plain value.
class FreeNames
{
public:
    explicit FreeNames(const model::Topology& topology);

    /// The wanted one if it is free, else the next.
    std::string id(const std::string& wanted);
    std::string title(const std::string& wanted);
    /// The next one, also where the given one is free.
    std::string nextId(const std::string& id);
    std::string nextTitle(const std::string& title);

private:
    std::unordered_set<std::string> m_ids;
    std::unordered_set<std::string> m_titles;
    /// The last numbers found, by stem: thousands of copies of a stem would else count up from the
    /// first one each.
    std::unordered_map<std::string, int> m_idNumbers;
    std::unordered_map<std::string, int> m_titleNumbers;
};

} // namespace topomq::ui
