#pragma once
// What the plan says of a flow, put so that a sample of thousands need not look it up.

#include "engine/plan/run_plan.h"
#include "engine/runtime/flow_ledger.h"

#include <chrono>

namespace topomq::runtime {

/// What the plan says of a flow and is looked at in every sample.
struct FlowTraits
{
    Dispatch dispatch = Dispatch::None;
    plan::SocketIndex from = plan::kNone;
    plan::SocketIndex to = plan::kNone;
    plan::LinkIndex link = plan::kNone;
    plan::NodeIndex receiver = plan::kNone;
    bool isGone = false;
    bool receiverConnects = false;
    bool isInproc = false;
    bool isTcp = false;
    bool isMulticast = false;
    /// What libzmq overwrites or throws away at the receiver has arrived and is never taken.
    bool takesLess = false;
    /// Its sender throws away what finds no room, or overwrites what waits there.
    bool dropsWhenFull = false;
    /// Its sender chooses among several.
    bool isShared = false;
    bool isFromOutside = false;
    bool isToOutside = false;
    /// A REP is at the sending end, or a REQ at the receiving one.
    bool isFromRep = false;
    bool isToReq = false;
    /// Raw TCP whose connections cannot be told apart, or programs outside at both ends.
    bool isUnknown = false;
    /// So long after the end of a connection libzmq may take to make a new one, to which it
    /// gives what waits at the sender; 0: it makes none, or nothing waits.
    std::chrono::milliseconds longestReconnect{0};
};

[[nodiscard]] FlowTraits traitsOf(const plan::RunPlan& plan, plan::FlowIndex flow);

} // namespace topomq::runtime
