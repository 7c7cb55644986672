#pragma once
// Figures as the canvas says them: classes of fill and width, and short texts.
// Thread: the window's; pure but for translation.

#include "engine/metrics/snapshot.h"
#include "engine/model/topology.h"
#include "ui/session/queue_watch.h"
#include "ui/session/state_words.h"

#include <QString>

#include <cstdint>
#include <optional>

namespace topomq::ui {

/// Share of the limit that is taken, 0 to 1; nothing without a limit or without a known depth.
[[nodiscard]] std::optional<double> fillShare(std::optional<std::uint64_t> depth,
                                              std::uint64_t limit);

/// Five steps, 0 to 4, by bytes per second.
[[nodiscard]] int widthStep(double bytesPerSecond);
/// Pen width of a step in scene units.
[[nodiscard]] double widthOf(int step);

/// "4.1 k/s"; "unknown" without a rate.
[[nodiscard]] QString shortRate(std::optional<double> perSecond);
/// The same of a flow.
[[nodiscard]] QString shortRate(const metrics::FlowFigures& flow);
/// "1 362 / 2.0 k", "412" without a limit, "unknown"; "≈412" where estimated; "44 369 +500 /s"
/// where it grows.
[[nodiscard]] QString depthText(const metrics::FlowFigures& flow, const Pressure& pressure = {});
/// Behind the depth of a queue that grows.
inline constexpr QChar kGrowthMark(0x2191);
/// "1 362", "44 369↑".
[[nodiscard]] QString shortDepthText(const metrics::FlowFigures& flow, const Pressure& pressure);
/// "dropped 1 204"; empty while nothing was dropped.
[[nodiscard]] QString droppedText(const metrics::FlowFigures& flow);

/// One or two lines that sum up what a node is set to do: "1 000 msg/s · 64 B".
[[nodiscard]] QString settingsSummary(const model::Node& node);
/// The same with numbers in the places of parameters.
[[nodiscard]] QString settingsSummary(const model::Topology& topology, const model::Node& node);
/// "binds tcp://127.0.0.1:*" or "binds 3 addresses"; empty where it only connects.
[[nodiscard]] QString bindSummary(const model::Node& node);
/// The address that the link uses; empty when the socket has no such address.
[[nodiscard]] QString addressOf(const model::Topology& topology, const model::Link& link);
/// "tcp", "ipc", "inproc" or another scheme of the address; "no address" without one.
[[nodiscard]] QString transportOf(const model::Topology& topology, const model::Link& link);
/// The same for those who have found the socket that binds already; null: there is none.
[[nodiscard]] QString transportOf(const model::Socket* binder, const model::Link& link);

/// CURVE or PLAIN where both ends of the link agree on it; NULL for all others, and for inproc,
/// where nothing is checked.
[[nodiscard]] model::Mechanism securityOf(const model::Topology& topology, const model::Link& link);
[[nodiscard]] model::Mechanism
securityOf(const model::Socket* connecter, const model::Socket* binder, const model::Link& link);

/// "Source", "Worker", …
[[nodiscard]] QString roleLabel(const model::Node& node);
/// How long a state may last before the card says it; shorter ones would only flicker.
inline constexpr double kSettledAfter = 0.3;
/// The state that a card shows.
[[nodiscard]] metrics::NodeState shownState(const metrics::NodeFigures& node);
/// The same in words; a stopped node may have been "killed".
[[nodiscard]] QString shownStateText(const metrics::NodeFigures& node);

} // namespace topomq::ui
