#include "tests/benchmark/bare_latency.h"

#include "engine/metrics/tick_clock.h"
#include "tests/benchmark/bare_socket.h"
#include "tests/benchmark/figures.h"

#include <zmq.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <sys/prctl.h>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

using Clock = std::chrono::steady_clock;
using metrics::TickClock;

/// Enough for a connection to be made, and for the last message to arrive.
constexpr auto kPatience = std::chrono::milliseconds(100);

void sendPaced(void* socket,
               std::size_t bytes,
               Clock::duration gap,
               const std::atomic<bool>& isStopping)
{
    prctl(PR_SET_TIMERSLACK, 1UL);
    std::vector<char> payload(bytes, 'x');
    auto due = Clock::now();
    for (std::uint64_t number = 0; !isStopping; ++number) {
        std::this_thread::sleep_until(due);
        due += gap;
        const std::uint64_t ticks = TickClock::now();
        std::memcpy(payload.data(), &number, sizeof number);
        std::memcpy(payload.data() + sizeof number, &ticks, sizeof ticks);
        zmq_msg_t message;
        zmq_msg_init_size(&message, bytes);
        std::memcpy(zmq_msg_data(&message), payload.data(), bytes);
        if (zmq_msg_send(&message, socket, 0) < 0) {
            zmq_msg_close(&message);
            return;
        }
    }
}

void receiveStamped(void* socket, std::vector<double>& microseconds)
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    while (zmq_msg_recv(&message, socket, 0) >= 0) {
        std::uint64_t ticks = 0;
        std::memcpy(&ticks, static_cast<const char*>(zmq_msg_data(&message)) + sizeof ticks,
                    sizeof ticks);
        microseconds.push_back(static_cast<double>(TickClock::now() - ticks)
                               * TickClock::nanosecondsPerTick() / 1e3);
    }
    zmq_msg_close(&message);
}

} // namespace

double bareLatency(std::size_t bytes, bool isOverTcp, double perSecond, double seconds)
{
    BareContext context(2);
    void* push = context.socket(ZMQ_PUSH);
    void* pull = context.socket(ZMQ_PULL);
    connectSocket(push, bindSocket(pull, isOverTcp ? "tcp://127.0.0.1:*" : "inproc://latency"));
    const auto gap =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / perSecond));
    std::atomic<bool> isStopping{false};
    std::vector<double> microseconds;
    microseconds.reserve(static_cast<std::size_t>(perSecond * seconds * 2));
    std::thread receiver([&] { receiveStamped(pull, microseconds); });
    std::this_thread::sleep_for(kPatience);
    std::thread sender([&] { sendPaced(push, bytes, gap, isStopping); });
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    isStopping = true;
    sender.join();
    std::this_thread::sleep_for(kPatience);
    context.shutDown();
    receiver.join();
    zmq_close(push);
    zmq_close(pull);
    return median(std::move(microseconds));
}

} // namespace topomq::benchmark
