#pragma once
// Plain libzmq as the yardsticks use it: a context, its sockets, and loops that block.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

namespace topomq::benchmark {

/// The engine follows what libzmq's I/O threads send and receive, in the whole process, and knows
/// them by their names. A yardstick must not pay for that.
enum class IoThreads { Unseen, Followed };

/// Thread: its owner's; `shutDown` ends the blocking calls of all others. All sockets are closed
/// before it goes.
class BareContext
{
public:
    explicit BareContext(std::size_t sockets, IoThreads threads = IoThreads::Unseen);
    ~BareContext();
    BareContext(const BareContext&) = delete;
    BareContext& operator=(const BareContext&) = delete;

    /// With LINGER 0 and everything else at its default; a SUB is subscribed to everything.
    [[nodiscard]] void* socket(int type);
    void shutDown();

private:
    void* m_context = nullptr;
    bool m_mustHide = false;
};

/// Binds and says where. Ends the program if it cannot be, as `connectSocket` does.
[[nodiscard]] std::string bindSocket(void* socket, const std::string& address);
void connectSocket(void* socket, const std::string& address);

/// Sends messages as zmq_msg_init_size and a copy make them, each with its number in it, until the
/// context is shut down.
void sendUntilStopped(void* socket, std::size_t bytes);

/// Counts what it receives and, where `out` is not null, passes it on, until the context is shut
/// down.
void receiveUntilStopped(void* socket, void* out, std::atomic<std::uint64_t>& count);

} // namespace topomq::benchmark
