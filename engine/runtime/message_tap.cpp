#include "engine/runtime/message_tap.h"

#include "engine/metrics/tick_clock.h"
#include "engine/runtime/message.h"

#include <algorithm>
#include <utility>

namespace topomq::runtime {

namespace {

using metrics::CapturedMessage;
using metrics::FrameRole;

void addFrame(CapturedMessage& copy, FrameRole role, std::string_view bytes)
{
    ++copy.frameCount;
    copy.bytes += bytes.size();
    if (copy.frames.size() < CapturedMessage::kMostFrames)
        copy.frames.push_back(
            {role, bytes.size(), std::string(bytes.substr(0, CapturedMessage::kMostFrameBytes))});
}

FrameRole roleInEnvelope(std::string_view frame)
{
    return frame.empty() ? FrameRole::Delimiter : FrameRole::RoutingId;
}

} // namespace

void MessageTap::setDetail(metrics::Detail detail)
{
    const metrics::Detail before = m_detail.exchange(detail, std::memory_order_relaxed);
    if (before != metrics::Detail::Capture || detail == metrics::Detail::Capture)
        return;
    Copies* copies = m_copies.load(std::memory_order_acquire);
    if (copies == nullptr)
        return;
    const std::lock_guard lock(copies->mutex);
    copies->messages.clear();
    copies->bytes = 0;
}

bool MessageTap::mayKeep(std::uint64_t ticks)
{
    Copies& kept = copies();
    if (ticks > kept.lastTicks) {
        const double seconds = static_cast<double>(ticks - kept.lastTicks)
            * metrics::TickClock::nanosecondsPerTick() / 1e9;
        kept.lastTicks = ticks;
        kept.mayKeep = std::min(kBurst, kept.mayKeep + seconds * kPerSecond);
    }
    return kept.mayKeep >= 1;
}

std::size_t MessageTap::costOf(const CapturedMessage& message)
{
    std::size_t cost = sizeof message;
    for (const metrics::CapturedFrame& frame : message.frames)
        cost += sizeof frame + frame.bytes.capacity();
    return cost;
}

void MessageTap::keep(CapturedMessage message)
{
    Copies& kept = copies();
    const std::unique_lock lock(kept.mutex, std::try_to_lock);
    if (!lock.owns_lock())
        return;
    const std::size_t cost = costOf(message);
    // Long ones count more, so that copying never takes more than a few MB/s.
    kept.mayKeep -= 1 + static_cast<double>(cost) / CapturedMessage::kMostFrameBytes;
    kept.seen.add();
    message.seen = kept.seen.value();
    kept.bytes += cost;
    kept.messages.push_back(std::make_shared<const CapturedMessage>(std::move(message)));
    while (kept.messages.size() > kMostMessages
           || (kept.bytes > kMostBytes && kept.messages.size() > 1))
    {
        kept.bytes -= costOf(*kept.messages.front());
        kept.messages.pop_front();
    }
}

metrics::CapturedMessages MessageTap::since(std::uint64_t seen) const
{
    metrics::CapturedMessages found;
    Copies* kept = m_copies.load(std::memory_order_acquire);
    if (kept == nullptr)
        return found;
    const std::lock_guard lock(kept->mutex);
    const auto first = std::upper_bound(
        kept->messages.begin(), kept->messages.end(), seen,
        [](std::uint64_t number, const auto& message) { return number < message->seen; });
    found.messages.assign(first, kept->messages.end());
    // In this order: nothing is seen that has not passed before.
    found.seen = kept->seen.value();
    found.passed = kept->passed.value();
    return found;
}

void MessageTaps::grow(std::size_t flows)
{
    const std::lock_guard lock(m_mutex);
    while (m_taps.size() < flows)
        m_taps.emplace_back();
}

MessageTap* MessageTaps::find(plan::FlowIndex flow)
{
    const std::lock_guard lock(m_mutex);
    return flow < m_taps.size() ? &m_taps[flow] : nullptr;
}

CapturedMessage copyOf(const Incoming& message, bool isPublished)
{
    CapturedMessage copy;
    copy.isStamped = message.isStamped();
    const std::size_t body = message.bodyStart();
    for (std::size_t i = 0; i < message.frameCount(); ++i) {
        const std::string_view frame = message.frame(i);
        const bool isTopic = isPublished && i == body && i + 1 < message.frameCount();
        const FrameRole inBody = isTopic ? FrameRole::Topic : FrameRole::Body;
        addFrame(copy, i < body ? roleInEnvelope(frame) : inBody, frame);
    }
    return copy;
}

CapturedMessage copyOf(const Outgoing& message, std::string_view payload, bool isPublished)
{
    CapturedMessage copy;
    copy.isAtSender = true;
    for (const std::string& frame : message.envelope)
        addFrame(copy, roleInEnvelope(frame), frame);
    for (std::size_t i = 0; i < message.frames.size(); ++i)
        addFrame(copy, isPublished && i == 0 ? FrameRole::Topic : FrameRole::Body,
                 message.frames[i]);
    addFrame(copy, FrameRole::Body, payload);
    return copy;
}

} // namespace topomq::runtime
