#pragma once
// The figures of one direction of a link in words, row by row.

#include "engine/metrics/snapshot.h"
#include "ui/inspector/figure_list.h"
#include "ui/inspector/flow_section.h"

#include <vector>

namespace topomq::ui {

struct Colors;

[[nodiscard]] std::vector<FigureList::Row>
countRows(const metrics::FlowFigures& figures, const Pressure& pressure, const Colors& colors);
/// Neutral, amber or red, as in bars.
[[nodiscard]] QColor fillColor(const Colors& colors, Fill fill);
/// All links of a sender that chooses its peer, together.
void addTotal(std::vector<FigureList::Row>& rows, const SenderTotal& total, const Colors& colors);
/// How much of the time the receiver would have taken a message at once.
void addReadiness(std::vector<FigureList::Row>& rows,
                  const metrics::FlowFigures& figures,
                  const Colors& colors);
/// The last moments and the whole run side by side; `what` says from where to where it was
/// measured.
[[nodiscard]] std::vector<FigureList::Row> latencyRows(const metrics::LatencySummary& whole,
                                                       const metrics::RecentLatency& recent,
                                                       const QString& what);
/// The whole, and what of its mean was spent where: means add up, percentiles do not.
[[nodiscard]] std::vector<FigureList::Row> roundTripRows(const metrics::FlowFigures& reply,
                                                         const RoundTripParts& parts);
/// One end is a program outside: what our own side and the kernel say.
[[nodiscard]] std::vector<FigureList::Row> nearSideRows(const metrics::NearSide& side,
                                                        const Colors& colors);

} // namespace topomq::ui
