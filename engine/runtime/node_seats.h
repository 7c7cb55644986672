#pragma once
// Gives each node of a run its seat: a thread of its own, or a place in one of a few reactors.

#include "engine/plan/run_plan.h"
#include "engine/runtime/node_seat.h"
#include "engine/runtime/reactor.h"
#include "engine/runtime/runtime.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace topomq::runtime {

/// Are the nodes of this plan to share reactors?
[[nodiscard]] bool usesReactors(Scheduling wish, const plan::RunPlan& plan);

/// Thread: the run's.
class NodeSeats
{
public:
    explicit NodeSeats(Scheduling wish)
        : m_wish(wish)
    { }

    /// Makes seats for the nodes that the plan has got since. Nodes that are linked sit together as
    /// far as the reactors have equally much to do, as far as that can be told from the links.
    void grow(const plan::RunPlan& plan);

    [[nodiscard]] std::size_t size() const { return m_seats.size(); }

    [[nodiscard]] NodeSeat& operator[](plan::NodeIndex node) const { return *m_seats[node]; }

    /// The number of the reactor, from 0, in which the node sits; nothing for one with a thread of
    /// its own.
    [[nodiscard]] std::optional<std::size_t> reactorOf(plan::NodeIndex node) const
    {
        return m_reactorOf[node];
    }

    /// Waits until all nodes have ended for good.
    void join();

private:
    struct Shared
    {
        explicit Shared(std::string name)
            : reactor(std::move(name))
        { }

        Reactor reactor;
        std::size_t load = 0;
    };

    [[nodiscard]] std::size_t leastFull() const;

    const Scheduling m_wish;
    std::vector<std::unique_ptr<Shared>> m_reactors; ///< outlive the seats
    std::vector<std::unique_ptr<NodeSeat>> m_seats;
    std::vector<std::optional<std::size_t>> m_reactorOf;
};

} // namespace topomq::runtime
