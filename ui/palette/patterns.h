#pragma once
// Ready-made groups of nodes with their links.

#include "engine/model/edit.h"
#include "engine/model/topology.h"
#include "engine/rules/rules.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace topomq::ui {

struct Pattern
{
    /// What a drag carries: "publish-subscribe".
    QString name;
    QString title;
    QString summary;
    rules::Family family = rules::Family::Other;
    /// What N counts: "subscribers".
    QString counted;
    int least = 1;
    int most = 50;
    int usual = 3;
};

/// What the form asks for.
struct PatternOptions
{
    /// 0: the pattern's usual number. Beyond its limits the nearest that is allowed is taken.
    int count = 0;
    QString transport = QStringLiteral("inproc");
    /// Messages (requests) per second of each node that makes some; negative: as the role has it.
    double rate = -1;
};

/// In the order of the palette. Thread: the window's.
[[nodiscard]] std::vector<Pattern> allPatterns();
/// Null in `name` where there is no such pattern.
[[nodiscard]] Pattern patternNamed(const QString& name);
/// The transports that a pattern may use.
[[nodiscard]] QStringList patternTransports();
inline constexpr double kMostPatternRate = 1e6;

/// One edit that adds the nodes and links of the pattern around `at`; every id and address is free
/// in `topology`. An empty Batch when there is no such pattern. Thread: any; pure.
[[nodiscard]] model::Edit patternEdit(const model::Topology& topology,
                                      const QString& pattern,
                                      model::Point at,
                                      const PatternOptions& options = {});

} // namespace topomq::ui
