#include "engine/runtime/io_barrier.h"

#include <zmq.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <unistd.h>

namespace topomq::runtime {

namespace {

constexpr int kPassages = 8;
constexpr int kPatience = 125; // ms each
constexpr auto kLongestFarewell = std::chrono::seconds(1);
constexpr auto kLook = std::chrono::microseconds(50);

bool pass(void* from, void* to)
{
    char byte = 'x';
    return zmq_send(from, &byte, 1, 0) == 1 && zmq_recv(to, &byte, 1, 0) == 1;
}

void setUp(void* socket)
{
    const int none = 0;
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &kPatience, sizeof kPatience);
    zmq_setsockopt(socket, ZMQ_SNDTIMEO, &kPatience, sizeof kPatience);
}

bool canSend(void* socket)
{
    int events = 0;
    std::size_t size = sizeof events;
    return zmq_getsockopt(socket, ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLOUT) != 0;
}

bool passThroughIoThread(void* zmqContext, std::uint64_t affinity)
{
    static std::atomic<unsigned> number{0};
    const std::string address = "ipc://@topomq-barrier-" + std::to_string(getpid()) + "-"
        + std::to_string(number.fetch_add(1));
    void* one = zmq_socket(zmqContext, ZMQ_PAIR);
    void* other = zmq_socket(zmqContext, ZMQ_PAIR);
    bool isInTime = true;
    if (one != nullptr && other != nullptr) {
        for (void* const socket : {one, other}) {
            setUp(socket);
            zmq_setsockopt(socket, ZMQ_AFFINITY, &affinity, sizeof affinity);
        }
        if (zmq_bind(one, address.c_str()) == 0 && zmq_connect(other, address.c_str()) == 0) {
            for (int i = 0; i < kPassages && isInTime; ++i)
                isInTime = pass(other, one) && pass(one, other);
        }
    }
    if (one != nullptr)
        zmq_close(one);
    if (other != nullptr)
        zmq_close(other);
    return isInTime;
}

} // namespace

bool passThroughIoThreads(void* zmqContext)
{
    // zmq_setsockopt(3), AFFINITY: no more than so many can be asked for.
    constexpr int kMostThreads = 64;
    const int threads = std::min(zmq_ctx_get(zmqContext, ZMQ_IO_THREADS), kMostThreads);
    bool isInTime = true;
    for (int thread = 0; thread < threads; ++thread)
        isInTime = passThroughIoThread(zmqContext, std::uint64_t{1} << thread) && isInTime;
    return isInTime;
}

void passThroughReaper(void* zmqContext)
{
    static std::atomic<unsigned> number{0};
    const std::string address = "inproc://topomq-barrier-" + std::to_string(number.fetch_add(1));
    void* gone = zmq_socket(zmqContext, ZMQ_PAIR);
    void* left = zmq_socket(zmqContext, ZMQ_PAIR);
    bool isLinked = false;
    if (gone != nullptr && left != nullptr) {
        setUp(gone);
        setUp(left);
        isLinked = zmq_bind(gone, address.c_str()) == 0 && zmq_connect(left, address.c_str()) == 0;
    }
    if (gone != nullptr)
        zmq_close(gone);
    // Who has lost its only peer cannot send.
    const auto deadline = std::chrono::steady_clock::now() + kLongestFarewell;
    while (isLinked && canSend(left) && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(kLook);
    if (left != nullptr)
        zmq_close(left);
}

} // namespace topomq::runtime
