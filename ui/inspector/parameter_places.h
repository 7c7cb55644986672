#pragma once
// Where a parameter is used, inside of sub-topologies, too.

#include "engine/model/parameters.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace topomq::ui {

struct ParameterPlace
{
    model::ParameterUse use;
    /// "Stage › Worker 1 · in", for people.
    QString title;
    /// As TopologyDocument::openPlace takes it, by way of the first instance: "wash/worker1.in".
    /// Nothing: no instance leads to the definition.
    std::optional<std::string> where;
};

/// All places in the file that name the parameter, those outside of definitions first.
[[nodiscard]] std::vector<ParameterPlace> placesOf(const model::Topology& root,
                                                   const std::string& parameter);

} // namespace topomq::ui
