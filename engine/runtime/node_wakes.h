#pragma once
// Makes nodes look after their sockets.

#include "engine/plan/run_plan.h"
#include "engine/runtime/node_seat.h"

#include <mutex>
#include <vector>

namespace topomq::runtime {

/// Thread: any; nodes may come in meanwhile.
class NodeWakes
{
public:
    /// The seat of the next node; it stays the caller's.
    void add(NodeSeat& seat)
    {
        const std::lock_guard lock(m_mutex);
        m_seats.push_back(&seat);
    }

    void wake(plan::NodeIndex node)
    {
        const std::lock_guard lock(m_mutex);
        m_seats[node]->wake();
    }

private:
    std::mutex m_mutex; // protects m_seats
    std::vector<NodeSeat*> m_seats;
};

} // namespace topomq::runtime
