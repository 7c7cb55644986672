#pragma once
// How closely each link is measured, and the copies of messages that were seen on those that are
// watched.

#include "engine/metrics/captured_message.h"
#include "engine/model/ids.h"

#include <QObject>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_map>

namespace topomq::runtime {
class Runtime;
}

namespace topomq::ui {

class RunSession;

/// Belongs to the run, not to the topology: it is not kept in files, and cannot be undone. Holds
/// for the next run, too.
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
    [[nodiscard]] metrics::Detail detailOf(const model::LinkId& link) const;
    /// From the next message on, or from the start of the next run.
    void setDetail(const model::LinkId& link, metrics::Detail detail);

    /// By position of the flow in the plan; empty where nothing was seen.
    [[nodiscard]] const Copies& copiesOf(std::size_t flow) const;

    // For the session that owns this; `runtime` may be null.
    /// The run that takes part from now on; its plan may have grown.
    void attach(runtime::Runtime* runtime);
    void collect();
    /// A new run begins.
    void startOver();
    /// Another topology is open.
    void forget();

Q_SIGNALS:
    void detailChanged(const topomq::model::LinkId& link);

private:
    void hand(const model::LinkId& link, metrics::Detail detail);

    const RunSession& m_session;
    runtime::Runtime* m_runtime = nullptr;
    std::unordered_map<model::LinkId, metrics::Detail> m_details;
    std::unordered_map<std::size_t, Copies> m_copies;
};

} // namespace topomq::ui
