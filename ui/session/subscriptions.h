#pragma once
// Who is subscribed to what at this moment of a run, and the words for it.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace topomq::ui {

/// A receiving end of publish-subscribe flows.
struct Subscriber
{
    /// Position in the plan.
    plan::NodeIndex node = plan::kNone;
    /// Empty: it wants nothing now. No value: a program outside, which alone knows.
    std::optional<std::vector<std::string>> prefixes;

    friend bool operator==(const Subscriber&, const Subscriber&) = default;
};

/// The receiving end of a flow; nothing where the flow is not publish-subscribe.
[[nodiscard]] std::optional<Subscriber>
subscriberOf(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t flow);
/// All receiving ends of a PUB or XPUB socket, in the order of its flows; empty for other types.
[[nodiscard]] std::vector<Subscriber>
subscribersOf(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t socket);
/// A SUB or XSUB socket itself, with the prefixes of all its flows; nothing for other types and
/// for a socket that no flow reaches.
[[nodiscard]] std::optional<Subscriber>
subscriptionsOf(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t socket);

/// “weather.”; "everything" for the empty prefix; bytes that are no text as 0x01 ff.
[[nodiscard]] QString prefixText(const std::string& prefix);
/// A line for each prefix and a last one such as "and 12 more"; "nothing"; "unknown" for a program
/// outside.
[[nodiscard]] QStringList prefixLines(const Subscriber& subscriber, std::size_t most);
/// The same in one line.
[[nodiscard]] QString prefixesText(const Subscriber& subscriber, std::size_t most);
/// "Weather: “weather.”", a line for each, and a last one for those that found no place.
[[nodiscard]] QStringList subscriberLines(const std::function<QString(plan::NodeIndex)>& titleOf,
                                          const std::vector<Subscriber>& subscribers,
                                          std::size_t most,
                                          std::size_t mostPrefixes);

} // namespace topomq::ui
