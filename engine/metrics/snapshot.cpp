#include "engine/metrics/snapshot.h"

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
    }
    return "";
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
