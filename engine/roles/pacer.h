#pragma once
// When the next message is due: evenly spaced or with exponential gaps, without drift.

#include "engine/runtime/node_context.h"

#include <chrono>

namespace topomq::roles {

/// Thread: the node's own.
class Pacer
{
public:
    using Clock = runtime::NodeContext::Clock;

    explicit Pacer(runtime::NodeContext& context)
        : m_context(context)
    { }

    /// As fast as the socket accepts: there is nothing to wait for.
    [[nodiscard]] bool isUnlimited() const { return m_context.settings().rate.perSecond <= 0; }

    [[nodiscard]] Clock::time_point due() const { return m_due; }

    /// The time has come for a message, or one is wanted now whatever the rate says.
    [[nodiscard]] bool isDue() const
    {
        if (m_context.isPaused() || m_context.isAsked())
            return m_context.isAsked();
        return isUnlimited() || Clock::now() >= m_due;
    }

    /// Until when nothing is due: in a pause until a message is wanted.
    [[nodiscard]] runtime::NodeContext::Until next() const
    {
        return {m_context.isPaused() ? Clock::time_point::max() : m_due, m_context.turn()};
    }

    /// After `count` messages have been sent, but for those that were wanted beside the rate. Time
    /// lost in a blocked send or a pause is not made
    /// up for; what the scheduler lost is.
    void advance(double count);

private:
    runtime::NodeContext& m_context;
    Clock::time_point m_due = Clock::now();
};

} // namespace topomq::roles
