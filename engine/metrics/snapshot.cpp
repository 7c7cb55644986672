#include "engine/metrics/snapshot.h"

#include <algorithm>

namespace topomq::metrics {

std::string_view toText(DropCause cause)
{
    switch (cause) {
    case DropCause::SubscriberFull:
        return "subscriber_full";
    case DropCause::LateJoiner:
        return "late_joiner";
    case DropCause::PeerFull:
        return "peer_full";
    case DropCause::PeerGone:
        return "peer_gone";
    case DropCause::StaleReply:
        return "stale_reply";
    case DropCause::Conflated:
        return "conflated";
    case DropCause::Linger:
        return "linger";
    case DropCause::UndrawnPeer:
        return "undrawn_peer";
    }
    return "";
}

const DropCounts::Counts& DropCounts::counts() const
{
    static const Counts kNone{};
    return m_counts == nullptr ? kNone : *m_counts;
}

std::uint64_t& DropCounts::operator[](std::size_t cause)
{
    if (m_counts == nullptr || m_counts.use_count() > 1)
        m_counts = std::make_shared<Counts>(counts());
    return (*m_counts)[cause];
}

const LatencySummary& FlowFigures::roundTrip() const
{
    static const LatencySummary kNone;
    return roundTrips == nullptr ? kNone : roundTrips->whole;
}

const RecentLatency& FlowFigures::recentRoundTrip() const
{
    static const RecentLatency kNone;
    return roundTrips == nullptr ? kNone : roundTrips->recent;
}

const std::vector<std::string>& SocketFigures::bound() const
{
    static const std::vector<std::string> kNone;
    return addresses == nullptr ? kNone : *addresses;
}

std::optional<std::uint64_t> waitingOf(const FlowFigures& figures)
{
    if (!figures.inFlight)
        return std::nullopt;
    return *figures.inFlight - std::min(*figures.inFlight, figures.inHand);
}

std::optional<std::uint64_t> queuedOf(const FlowFigures& figures)
{
    if (!figures.inFlight || !figures.stages)
        return waitingOf(figures);
    return figures.stages->sender + figures.stages->receiver;
}

std::string_view toText(NodeState state)
{
    switch (state) {
    case NodeState::Starting:
        return "starting";
    case NodeState::Running:
        return "running";
    case NodeState::Waiting:
        return "waiting";
    case NodeState::Blocked:
        return "blocked";
    case NodeState::Paused:
        return "paused";
    case NodeState::Frozen:
        return "frozen";
    case NodeState::Stopped:
        return "stopped";
    case NodeState::Failed:
        return "failed";
    case NodeState::Outside:
        return "outside";
    }
    return "";
}

std::string_view toText(WaitCause cause)
{
    switch (cause) {
    case WaitCause::None:
        return "none";
    case WaitCause::QueueFull:
        return "queue_full";
    case WaitCause::NoPeer:
        return "no_peer";
    case WaitCause::Reply:
        return "reply";
    case WaitCause::Message:
        return "message";
    }
    return "";
}

std::string_view toText(SocketStage stage)
{
    switch (stage) {
    case SocketStage::None:
        return "not created";
    case SocketStage::Created:
        return "created";
    case SocketStage::Attached:
        return "attached";
    case SocketStage::Active:
        return "active";
    case SocketStage::Closed:
        return "closed";
    }
    return "";
}

} // namespace topomq::metrics
