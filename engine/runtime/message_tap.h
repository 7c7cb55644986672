#pragma once
// Looks at the messages of flows as they pass: how much is measured of each, and copies of the
// newest for those that are watched.

#include "engine/metrics/captured_message.h"
#include "engine/metrics/counter.h"
#include "engine/plan/run_plan.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string_view>

namespace topomq::runtime {

class Incoming;
class Outgoing;

/// The copies of one flow. The end that writes never waits for those that read: what it cannot
/// enter at once, and what passes quicker than anybody can look at it, it counts only.
/// Thread: `count`, `mayKeep` and `keep` by the end of the flow that copies; the rest by any.
class MessageTap
{
public:
    MessageTap() = default;

    ~MessageTap() { delete m_copies.load(std::memory_order_relaxed); }

    MessageTap(const MessageTap&) = delete;
    MessageTap& operator=(const MessageTap&) = delete;

    static constexpr std::size_t kMostMessages = 200;
    static constexpr std::size_t kMostBytes = std::size_t{1024} * 1024;
    /// Beyond these many at once, so many a second (the newest each time) are copied.
    static constexpr double kBurst = 200;
    static constexpr double kPerSecond = 1000;

    /// From the next message on.
    [[nodiscard]] metrics::Detail detail() const
    {
        return m_detail.load(std::memory_order_relaxed);
    }

    /// What was copied is let go of when watching ends.
    void setDetail(metrics::Detail detail);

    [[nodiscard]] bool isWatched() const { return detail() == metrics::Detail::Capture; }

    /// A message of a watched flow passes.
    void count() { copies().passed.add(); }

    /// Copying it now is not too much.
    [[nodiscard]] bool mayKeep(std::uint64_t ticks);
    void keep(metrics::CapturedMessage message);

    /// Copies numbered (`CapturedMessage::seen`) above `seen`, as far as they are still kept.
    [[nodiscard]] metrics::CapturedMessages since(std::uint64_t seen) const;

private:
    [[nodiscard]] static std::size_t costOf(const metrics::CapturedMessage& message);

    struct Copies
    {
        metrics::Counter passed;
        metrics::Counter seen;
        double mayKeep = kBurst;
        std::uint64_t lastTicks = 0;
        std::mutex mutex; // protects what follows
        std::deque<metrics::CapturedMessagePtr> messages;
        std::size_t bytes = 0;
    };

    /// Thread: the end that copies.
    [[nodiscard]] Copies& copies()
    {
        Copies* copies = m_copies.load(std::memory_order_relaxed);
        if (copies == nullptr) {
            copies = std::make_unique<Copies>().release();
            m_copies.store(copies, std::memory_order_release);
        }
        return *copies;
    }

    std::atomic<metrics::Detail> m_detail{metrics::Detail::Latency};
    /// Null until it is watched for the first time: few ever are.
    std::atomic<Copies*> m_copies{nullptr};
};

/// One for each flow of a run.
/// Thread: `at` by nodes and the supervisor, which know no flow before its books are there; the
/// rest by any.
class MessageTaps
{
public:
    /// Thread: the supervisor's, while all nodes are held.
    void grow(std::size_t flows);

    [[nodiscard]] MessageTap& at(plan::FlowIndex flow) { return m_taps[flow]; }

    [[nodiscard]] const MessageTap& at(plan::FlowIndex flow) const { return m_taps[flow]; }

    /// Null for a flow that is not there (yet). Taps keep their places.
    [[nodiscard]] MessageTap* find(plan::FlowIndex flow);

private:
    std::mutex m_mutex; // protects the growing of the list
    std::deque<MessageTap> m_taps;
};

/// Frames, roles and lengths of a message; `isPublished`: a first frame of several is its topic.
[[nodiscard]] metrics::CapturedMessage copyOf(const Incoming& message, bool isPublished);
/// The same before it is sent; `payload` is its last frame.
[[nodiscard]] metrics::CapturedMessage
copyOf(const Outgoing& message, std::string_view payload, bool isPublished);

} // namespace topomq::runtime
