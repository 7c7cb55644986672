#pragma once
// Counts, message by message and byte by byte, what libzmq hands to the kernel and takes from it.
//
// libzmq tells nobody which connection a message takes, nor when. It calls send(2) and recv(2)
// through the dynamic linker, so that this program's own functions of that name see every byte of
// every connection of its I/O threads. They pass it on unchanged and follow the frames of ZMTP
// (https://rfc.zeromq.org/spec/23/). Whose connection it is stands in the READY commands of both
// ends; a program outside does not say, and is taken for the only one that the plan has there. What
// cannot be followed (CURVE, WebSocket, raw TCP) has no figures.

#include "engine/plan/run_plan.h"
#include "engine/runtime/time_fifo.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace topomq::runtime {

class RunContext;
struct SocketLedger;

/// One direction of a flow's connections, both ends. Thread: written by libzmq's I/O threads, read
/// by any; readers who look at `read` first never see more read than written.
struct WireLedger
{
    std::atomic<std::uint64_t> written{0}; ///< messages that the kernel has in full
    std::atomic<std::uint64_t> bytesWritten{0}; ///< with all that ZMTP adds
    std::atomic<std::uint64_t> payloadWritten{0}; ///< without
    std::atomic<std::uint64_t> read{0};
    std::atomic<std::uint64_t> bytesRead{0};
    /// Ends of connections that are open now.
    std::atomic<int> writers{0};
    std::atomic<int> readers{0};
    /// Writing ends that there have been, counted before the first message of each.
    std::atomic<std::uint32_t> connections{0};
    /// Those that have closed, for whatever reason.
    std::atomic<std::uint32_t> ended{0};
    /// When the newest of them did, in nanoseconds of the steady clock; 0: none has.
    std::atomic<std::int64_t> endedAt{0};
    /// Of the flow's messages that carry no number: once a connection has ended, nobody knows which
    /// belong to those that still come. Null: it has none. Constant.
    TimeFifo* sendTimes = nullptr;
    /// Where its receiver looks whether one has ended. Null: there is none. Constant.
    std::atomic<std::uint32_t>* breaks = nullptr;
    /// Written and not read on connections that have ended, as of the last moment when each of them
    /// had ended at both ends.
    std::atomic<std::uint64_t> lost{0};
    std::atomic<std::uint64_t> bytesLost{0};

    /// What the ends have done that are closed. Thread: only those that close, under their lock.
    struct Closed
    {
        std::uint64_t written = 0;
        std::uint64_t bytesWritten = 0;
        std::uint64_t read = 0;
        std::uint64_t bytesRead = 0;
        /// So many more writing ends than reading ones.
        int writers = 0;
    };

    Closed closed;
    /// The file descriptors of the newest writing and the newest reading end, or -1, and how many
    /// bytes had passed before these connections.
    std::atomic<int> descriptor{-1};
    std::atomic<int> readDescriptor{-1};
    std::atomic<std::uint64_t> writtenBefore{0};
    std::atomic<std::uint64_t> readBefore{0};
};

/// A connection of the flow has ended now. Thread: any.
void noteEnd(WireLedger& wire);

/// The ledgers of one run, found by the names that sockets tell each other. Thread: any.
class WireMeters
{
public:
    explicit WireMeters(RunContext& run);
    ~WireMeters();
    WireMeters(const WireMeters&) = delete;
    WireMeters& operator=(const WireMeters&) = delete;

    /// What a socket says of itself in READY: its place in the plan, and whose plan that is.
    [[nodiscard]] std::string nameOf(plan::SocketIndex socket) const;
    /// The place in the plan, if the name is of this run.
    [[nodiscard]] std::optional<plan::SocketIndex> socketOf(std::string_view name) const;
    /// The plan has grown. Thread: the one that lets it grow.
    void grow();
    /// Time that following connections has taken in the I/O threads of this run, in ticks: measured
    /// on few calls and multiplied. With that of threads of which no connection has said yet whose
    /// it is, which may be any run's: under CURVE and WebSocket none ever says.
    [[nodiscard]] std::uint64_t ticks() const;

    void addTicks(std::uint64_t ticks) { m_ticks.fetch_add(ticks, std::memory_order_relaxed); }

    struct Ends
    {
        WireLedger* out = nullptr;
        WireLedger* in = nullptr;
    };

    /// The ledgers of a connection between a socket and its peer.
    [[nodiscard]] Ends between(plan::SocketIndex own, plan::SocketIndex peer) const;
    /// The same with a peer that is not ours. Nothing unless exactly one link of the socket leads
    /// to a program outside.
    [[nodiscard]] Ends outside(plan::SocketIndex own) const;
    /// A program of no place in the plan is there, and gets its share of what the socket sends.
    void noteStranger(plan::SocketIndex own);

private:
    /// A socket that chooses its peers, none of which is a program outside.
    struct Chooser
    {
        std::string name;
        SocketLedger* ledger = nullptr;
    };

    /// All that a connection needs to know of the plan, which may grow while its I/O thread asks.
    struct Way
    {
        plan::FlowIndex flow = plan::kNone; ///< the first from the one socket to the other
        plan::LinkIndex link = plan::kNone; ///< of that flow
        WireLedger* ledger = nullptr; ///< null: there are several such flows
        bool comesFromOutside = false;
        bool leadsOutside = false;
    };

    RunContext& m_run;
    const std::string m_token;
    std::atomic<std::uint64_t> m_ticks{0};
    [[nodiscard]] bool isAmongOurs(const plan::PlannedSocket& socket) const;

    mutable std::mutex m_mutex; // protects what follows
    /// By the sockets that the messages come from and go to.
    std::map<std::pair<plan::SocketIndex, plan::SocketIndex>, Way> m_ways;
    std::map<plan::SocketIndex, Chooser> m_choosers;
};

} // namespace topomq::runtime
