#pragma once
// How closely each link is measured, and the copies of messages that were seen on those that are
// watched.

#include "engine/metrics/captured_message.h"
#include "engine/plan/run_plan.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>

namespace topomq::runtime {
class Runtime;
}

namespace topomq::ui {

class RunSession;

/// Belongs to the run, not to the topology: it is not kept in files, and cannot be undone. Holds
/// for the next run, too. A link is named by its place in all of the file (`stage1/link1`, see
/// PlanNames), so that another part of the file in view changes nothing, and each instance of a
/// sub-topology has its own.
/// Thread: the window's.
class MessageWatch : public QObject
{
    Q_OBJECT

public:
    /// Copies of a flow that are kept here, as many as the engine keeps.
    static constexpr std::size_t kMostMessages = 200;

    struct Copies
    {
        /// Oldest first.
        std::deque<metrics::CapturedMessagePtr> messages;
        /// Of this run: copied, and passed while the link was watched.
        std::uint64_t seen = 0;
        std::uint64_t passed = 0;
    };

    explicit MessageWatch(const RunSession& session);

    /// Latency unless it was set otherwise.
    [[nodiscard]] metrics::Detail detailOf(const std::string& place) const;
    /// From the next message on, or from the start of the next run.
    void setDetail(const std::string& place, metrics::Detail detail);

    /// By position of the flow in the plan; empty where nothing was seen.
    [[nodiscard]] const Copies& copiesOf(std::size_t flow) const;

    // For the session that owns this; `runtime` may be null.
    /// What its plan starts with.
    [[nodiscard]] std::map<plan::LinkIndex, metrics::Detail> planned() const;
    /// The run that takes part from now on; its plan may have grown.
    void attach(runtime::Runtime* runtime);
    void collect();
    /// A new run begins.
    void startOver();
    /// Another topology is open.
    void forget();

Q_SIGNALS:
    void detailChanged(const std::string& place);

private:
    void hand(const std::string& place, metrics::Detail detail);

    const RunSession& m_session;
    runtime::Runtime* m_runtime = nullptr;
    std::unordered_map<std::string, metrics::Detail> m_details;
    std::unordered_map<std::size_t, Copies> m_copies;
};

} // namespace topomq::ui
