#pragma once
// Watches the connections of all sockets of a run that leave the process, and writes what happens
// to the log.

#include "engine/runtime/connection_tracker.h"
#include "engine/runtime/event_throttle.h"
#include "engine/runtime/run_context.h"

#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace topomq::runtime {

/// libzmq sends monitor events with a blocking send from its I/O thread: a consumer that is
/// missing or full would freeze every link. So the consumer connects before the socket binds or
/// connects, has no limit, and stays until the socket has stopped being monitored.
/// Thread: `watch` by the watched socket's owner; the rest by the run's.
class SocketMonitors
{
public:
    explicit SocketMonitors(RunContext& run);
    ~SocketMonitors();
    SocketMonitors(const SocketMonitors&) = delete;
    SocketMonitors& operator=(const SocketMonitors&) = delete;

    /// False when libzmq has no room for two more sockets; then nothing is watched.
    [[nodiscard]] bool watch(void* socket, plan::SocketIndex index);
    /// Call by the owner right before it closes the watched socket.
    static void unwatch(void* socket);
    /// After all watched sockets have closed: closes the consumers and ends the thread.
    void stop();

    /// Connections of a socket whose handshake is done, as far as its events were read.
    [[nodiscard]] std::size_t established(plan::SocketIndex index);
    /// Bytes are on their way over a TCP connection of the socket, and the kernel has them.
    [[nodiscard]] bool hasBytesInKernel(plan::SocketIndex index);

    /// A connection that a socket had made has ended, and the socket is still there.
    struct Ended
    {
        plan::SocketIndex connecter = plan::kNone;
        std::string address; ///< what it was connected to
    };

    /// Those since the last call.
    [[nodiscard]] std::vector<Ended> takeEnded();

    /// Processor time the thread has used, in seconds.
    [[nodiscard]] double cpuSeconds() const { return m_cpu.load(std::memory_order_relaxed); }

private:
    struct Consumer
    {
        void* socket = nullptr;
        int descriptor = -1;
        /// Not the place in the plan, which may grow while this is read.
        const plan::PlannedSocket* planned = nullptr;
        plan::SocketIndex index = plan::kNone;
        ConnectionTracker connections;
        bool isOver = false;
        /// There may be more to read than was read in one turn.
        bool hasMore = false;
    };

    void run();
    void turn();
    void readSome(Consumer& consumer);
    void take(Consumer& consumer, unsigned event, std::uint32_t value, const std::string& address);
    void log(const Consumer& consumer,
             const char* event,
             const std::string& address,
             std::string detail,
             bool error);
    void tellSkipped();

    RunContext& m_run;
    int m_epoll = -1;
    int m_wake = -1;
    std::mutex m_mutex; // protects what follows
    std::vector<std::unique_ptr<Consumer>> m_consumers;
    std::vector<Ended> m_ended;
    EventThrottle m_throttle;
    std::uint64_t m_watched = 0;
    bool m_hasMore = false;

    std::atomic<bool> m_stopping{false};
    std::atomic<double> m_cpu{0};
    std::thread m_thread;
};

} // namespace topomq::runtime
