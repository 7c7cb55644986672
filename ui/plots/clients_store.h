#pragma once
// How many bytes publishers put on the wire with how many clients, gathered while both change.

#include "engine/metrics/snapshot.h"
#include "engine/plan/run_plan.h"
#include "ui/plots/clients_point.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace topomq::ui {

/// One publishing socket.
struct ClientsSeries
{
    plan::SocketIndex socket = plan::kNone;
    /// By number of clients, each as it was measured last.
    std::map<int, ClientsPoint> points;
    /// Nothing while the publisher does not publish.
    std::optional<int> clientsNow;
};

/// A point is the rate of one second in which the number of clients was the same; the half seconds
/// before and after a change, in which connections come and go, are left out. Nothing is
/// extrapolated.
/// Thread: the window's.
class ClientsStore
{
public:
    static constexpr double kSettleSeconds = 0.5;
    static constexpr double kSpanSeconds = 1.0;

    void clear();
    /// Samples of one run in their order; the plan is the one of the newest sample.
    void add(const plan::RunPlan& plan, const metrics::Snapshot& sample);
    /// The run rests: no second that reaches across this moment counts.
    void interrupt();

    /// In the order of the plan.
    [[nodiscard]] std::vector<ClientsSeries> series() const;

    /// Of one of the publishers at least it is known what it puts on the wire.
    [[nodiscard]] bool knowsBytes() const { return m_knowsBytes; }

private:
    struct Reading
    {
        double time = 0;
        std::uint64_t bytes = 0;
        std::uint64_t messages = 0;
    };

    struct Publisher
    {
        ClientsSeries series;
        /// Since the number of clients changed last.
        double since = 0;
        /// The newest that is old enough to begin a second, and all younger ones.
        std::deque<Reading> readings;
    };

    void measure(Publisher& publisher, int clients, const Reading& reading);

    std::map<plan::SocketIndex, Publisher> m_publishers;
    bool m_knowsBytes = false;
};

/// Receivers of this socket that are up and not cut off; nothing where that is not known (a
/// program outside) or the socket's own node does not publish now.
[[nodiscard]] std::optional<int>
clientsOf(const plan::RunPlan& plan, const metrics::Snapshot& sample, plan::SocketIndex socket);

} // namespace topomq::ui
