#pragma once
// How full the queues of each flow are said to be, and whether they grow without end. It does not
// change with every message.
// Thread: a plain value.

#include "engine/metrics/snapshot.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
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
    /// At least amber while it grows or is behind.
    Fill fill = Fill::Calm;
    /// Messages per second by which what is in flight has grown for seconds; 0: it does not. Over
    /// tcp the kernel takes far more than the limit, so that a queue is hardly ever full.
    double growth = 0;
    /// Seconds until a growing queue is full; 0: it is not known, or it does not grow.
    double untilFull = 0;
    /// Seconds of work at the present rate, where more is in flight than the queues hold; 0: that
    /// is not so, or soon done.
    double behind = 0;

    [[nodiscard]] bool isOnTheRise() const { return growth > 0 || behind > 0; }
};

/// What one sample alone says.
[[nodiscard]] Pressure pressureOf(const metrics::FlowFigures& figures);

/// Takes all samples of a run in their order.
class QueueWatch
{
public:
    /// Growth is judged by the fewest and the most in flight in each such time, in seconds: queues
    /// that are filled and emptied in turns do not grow.
    static constexpr double kWindow = 1;
    /// In so many windows one after the other it has to be more.
    static constexpr std::size_t kRises = 3;

    void clear();
    void add(const metrics::Snapshot& snapshot);
    /// Calm for a flow of which there are no figures. Valid until the next `add` or `clear`.
    [[nodiscard]] const Pressure& of(std::size_t flow) const;

private:
    struct Flow
    {
        SteadyFill fill;
        Pressure said;
        /// Fewest and most in flight in the window that is open; nothing: not known.
        std::optional<std::uint64_t> least;
        std::uint64_t most = 0;
        /// The fewest of the windows before, the newest last.
        std::array<std::uint64_t, kRises + 1> past{};
        std::uint64_t pastMost = 0;
        std::size_t windows = 0;
        /// Windows in a row with more than the one before, and the fewest before them.
        std::size_t rises = 0;
        std::uint64_t risesFrom = 0;
        bool hasMissed = false;
    };

    void closeWindow(const metrics::Snapshot& snapshot);
    void judge(Flow& flow, const metrics::FlowFigures& figures) const;
    static void countRises(Flow& flow);

    std::vector<Flow> m_flows;
    /// When the windows before were closed, the newest last; the first is the start.
    std::array<double, kRises + 1> m_closed{};
    bool m_hasStarted = false;
};

} // namespace topomq::ui
