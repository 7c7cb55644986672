#pragma once
// Copies of messages that were seen as they passed, frame by frame, and how closely a link is
// looked at.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace topomq::metrics {

/// What is measured of a link beside its counts. Each level includes those before it.
enum class Detail : std::uint8_t { Counts, Latency, Capture };

/// What a frame is for.
enum class FrameRole : std::uint8_t {
    RoutingId, ///< of the envelope: whom it came from, or goes to
    Delimiter, ///< of the envelope: empty, in front of the body
    Topic, ///< of a published message of several frames: what subscriptions are held against
    Body,
};

struct CapturedFrame
{
    FrameRole role = FrameRole::Body;
    /// As it was in the message.
    std::uint64_t length = 0;
    /// The first kMostFrameBytes of it.
    std::string bytes;
};

/// Thread: a plain value.
struct CapturedMessage
{
    static constexpr std::size_t kMostFrameBytes = 4096;
    static constexpr std::size_t kMostFrames = 64;

    /// Counts the copies of its flow, from 1.
    std::uint64_t seen = 0;
    /// Its number among the messages that this end of the flow has counted, from 1; nothing for
    /// bytes of a STREAM, which are no messages yet.
    std::optional<std::uint64_t> number;
    /// Seconds since the start of the run.
    double time = 0;
    /// Microseconds from send to receive; nothing where it is not known.
    std::optional<double> latency;
    /// Copied as it was sent: the receiver is a program outside.
    bool isAtSender = false;
    /// The last frame ends with the sixteen bytes by which runs know their messages.
    bool isStamped = false;
    /// As this end handed them over, from the first; at most kMostFrames.
    std::vector<CapturedFrame> frames;
    /// Frames that the message has.
    std::size_t frameCount = 0;
    /// Length of all frames together.
    std::uint64_t bytes = 0;
};

using CapturedMessagePtr = std::shared_ptr<const CapturedMessage>;

/// What is kept of a flow. Both counts go on from one time of watching to the next.
struct CapturedMessages
{
    /// Oldest first.
    std::vector<CapturedMessagePtr> messages;
    /// Copied so far, kept or not.
    std::uint64_t seen = 0;
    /// Messages that passed while the flow was watched, copied or not.
    std::uint64_t passed = 0;
};

} // namespace topomq::metrics
