#pragma once
// Leads the links whose bytes are to be recorded past a relay that keeps them.

#include "engine/plan/run_plan.h"
#include "engine/wire/wire_relay.h"

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace topomq::runtime {

class RunContext;

/// Makes the relay when the first link needs it. Thread: any.
class WireRecording
{
public:
    explicit WireRecording(RunContext& run);
    ~WireRecording();
    WireRecording(const WireRecording&) = delete;
    WireRecording& operator=(const WireRecording&) = delete;

    /// Where the link is to connect to get to `address`, which has a number as its host: the same,
    /// or an address of the relay. Tells what it has done, or why it could not.
    /// Thread: that of the connecting socket.
    [[nodiscard]] std::string through(plan::LinkIndex link, const std::string& address);
    /// Nothing: the link has never been recorded in this run.
    [[nodiscard]] std::optional<wire::WireRecord> record(plan::LinkIndex link) const;
    /// The `version` of the record; 0 where there is none.
    [[nodiscard]] std::uint64_t version(plan::LinkIndex link) const;
    /// Waits a moment until what is on its way through the relay has been passed on; false when
    /// that was not in time.
    bool settle();
    /// When it was last settled, something on this link could not be passed on.
    [[nodiscard]] bool isHolding(plan::LinkIndex link) const;
    /// After the end of all connections. What was recorded stays.
    void stop();

private:
    [[nodiscard]] std::string whyNot(plan::LinkIndex link) const;
    /// The port that leads there; 0: `problem` says why there is none.
    [[nodiscard]] std::uint16_t
    route(plan::LinkIndex link, const std::string& address, std::string& problem);
    [[nodiscard]] std::optional<wire::WireRelay::Route> routeOf(plan::LinkIndex link) const;

    RunContext& m_run;
    mutable std::mutex m_mutex; // protects what follows
    std::unique_ptr<wire::WireRelay> m_relay;
    std::map<plan::LinkIndex, wire::WireRelay::Opened> m_routes;
};

} // namespace topomq::runtime
