#pragma once
// How full the queues of each flow are said to be. It does not change with every message.
// Thread: a plain value.

#include "engine/metrics/snapshot.h"

#include <cstddef>
#include <vector>

namespace topomq::ui {

/// How full a queue is: neutral to 60 %, amber to 85 %, red above; full: nothing more fits.
enum class Fill { Calm, Warn, Bad, Full };

/// What a share of the limit says, 0 to 1 and above.
[[nodiscard]] Fill fillOfShare(double share);

/// A queue that swings about one of the marks stays at the higher side of it: what blinks looks
/// like an alarm.
class SteadyFill
{
public:
    /// Seconds that a queue has to be clearly below a mark until it is said.
    static constexpr double kHold = 2;

    /// `time` in seconds; one before the last is of another run.
    Fill take(double share, double time);

    [[nodiscard]] Fill level() const { return m_level; }

private:
    Fill m_level = Fill::Calm;
    /// When it was as full as is said.
    double m_seen = 0;
};

/// What is said of the queues of one flow.
struct Pressure
{
    Fill fill = Fill::Calm;
};

/// What one sample alone says.
[[nodiscard]] Pressure pressureOf(const metrics::FlowFigures& figures);

/// Takes all samples of a run in their order.
class QueueWatch
{
public:
    void clear() { m_flows.clear(); }

    void add(const metrics::Snapshot& snapshot);
    /// Calm for a flow of which there are no figures. Valid until the next `add` or `clear`.
    [[nodiscard]] const Pressure& of(std::size_t flow) const;

private:
    struct Flow
    {
        SteadyFill fill;
        Pressure said;
    };

    std::vector<Flow> m_flows;
};

} // namespace topomq::ui
