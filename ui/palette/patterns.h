#pragma once
// Ready-made groups of nodes with their links.

#include "engine/model/edit.h"
#include "engine/model/topology.h"
#include "engine/rules/rules.h"

#include <QString>

#include <vector>

namespace topomq::ui {

struct Pattern
{
    /// What a drag carries: "publish-subscribe".
    QString name;
    QString title;
    QString summary;
    rules::Family family = rules::Family::Other;
};

/// In the order of the palette. Thread: the window's.
[[nodiscard]] std::vector<Pattern> allPatterns();

/// One edit that adds the nodes and links of the pattern around `at`; every id is free in
/// `topology`. An empty Batch when there is no such pattern. Thread: any; pure.
[[nodiscard]] model::Edit
patternEdit(const model::Topology& topology, const QString& pattern, model::Point at);

} // namespace topomq::ui
