#pragma once
// Messages as roles see them: an envelope (routing ids and delimiters), and a body of frames.

#include "engine/plan/run_plan.h"
#include "engine/runtime/slot_pool.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::runtime {

/// Room for a zmq_msg_t without its header; checked where the header is known.
struct alignas(8) RawMessage
{
    std::array<unsigned char, 64> bytes{};
};

/// A received message. Reused from one receive to the next.
/// Thread: the node's own.
class Incoming
{
public:
    Incoming() = default;
    ~Incoming();
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    [[nodiscard]] std::size_t frameCount() const { return m_count; }

    [[nodiscard]] std::string_view frame(std::size_t index) const;

    /// Frames before this one are routing ids and delimiters.
    [[nodiscard]] std::size_t bodyStart() const { return m_bodyStart; }

    [[nodiscard]] std::string_view lastFrame() const { return m_last; }

    /// The flow it came by; kNone from a peer that is not in the plan.
    [[nodiscard]] plan::FlowIndex flow() const { return m_flow; }

    /// XPUB: a subscription (first byte 1) or its end (0), not a message of a flow.
    [[nodiscard]] bool isSubscription() const { return m_isSubscription; }

    /// STREAM: the file descriptor of the connection it came by; -1 where there is none.
    [[nodiscard]] int sourceDescriptor() const;

    /// The last frame ends with a stamp of this run: its filler is ours.
    [[nodiscard]] bool isStamped() const { return m_isStamped; }

    /// What the sender marked it with (Outgoing::tag); 0 where that is unknown.
    [[nodiscard]] std::uint16_t tag() const { return m_tag; }

private:
    friend class SocketPort;

    /// The payload is not looked at any more.
    void letGo();
    /// Libzmq's messages keep their places.
    void swap(Incoming& other) noexcept;

    /// Libzmq's messages must not move. Most messages have one frame.
    std::vector<std::unique_ptr<RawMessage>> m_frames;
    std::size_t m_initialised = 0;
    std::size_t m_count = 0;
    std::size_t m_bodyStart = 0;
    std::string_view m_last;
    /// Where the last frame lies, when that is a sender's own slot.
    Slot* m_slot = nullptr;
    plan::FlowIndex m_flow = plan::kNone;
    std::uint16_t m_tag = 0;
    bool m_isSubscription = false;
    bool m_isStamped = false;
};

/// A message to be sent; survives attempts that would block.
/// Thread: the node's own.
class Outgoing
{
public:
    Outgoing() = default;
    ~Outgoing();
    Outgoing(const Outgoing&) = delete;
    Outgoing& operator=(const Outgoing&) = delete;

    /// Routing ids and delimiters: sent, not counted as bytes.
    std::vector<std::string> envelope;
    /// Body frames before the last.
    std::vector<std::string> frames;
    /// If there is no such peer, or it takes no more, another gets it: then the socket does not
    /// count it as dropped.
    bool hasOtherTakers = false;
    /// Travels with the stamp (but not from publishers): an answer has that of its request, so that
    /// whoever asked knows which it answers. 0: none.
    std::uint16_t tag = 0;

    /// The last frame; set by SocketPort's compose functions.
    [[nodiscard]] bool isReady() const { return m_payload != nullptr; }

    /// When it was first tried to be sent, in ticks of the run.
    [[nodiscard]] std::uint64_t firstTried() const { return m_ticks; }

private:
    friend class SocketPort;

    /// Where the last frame lies: in a slot, or, when that is null, in libzmq's own memory.
    char* m_payload = nullptr;
    Slot* m_slot = nullptr;
    std::size_t m_size = 0;
    bool m_hasStamp = false;
    bool m_hasRaw = false;
    RawMessage m_raw;
    std::uint64_t m_ticks = 0; ///< of the first attempt to send it; 0: none yet
};

enum class SendResult {
    Sent,
    WouldBlock, ///< every peer is full, or there is none; the message is still whole
    Dropped, ///< no route, or the peer is full where ZeroMQ drops; counted
    Failed, ///< `lastError` says why
};

/// A generated payload.
struct PayloadSpec
{
    std::string_view topic;
    std::size_t size = 0;
    /// Says the same for the same topic: lets a used slot keep its content.
    std::uint32_t content = 1;
};

} // namespace topomq::runtime
