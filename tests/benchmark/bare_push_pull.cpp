#include "tests/benchmark/bare_push_pull.h"

#include <zmq.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

void sendUntilStopped(void* socket, std::size_t bytes)
{
    std::vector<char> payload(bytes, 'x');
    for (std::uint64_t number = 0;; ++number) {
        std::memcpy(payload.data(), &number, sizeof number);
        zmq_msg_t message;
        zmq_msg_init_size(&message, bytes);
        std::memcpy(zmq_msg_data(&message), payload.data(), bytes);
        if (zmq_msg_send(&message, socket, 0) < 0) {
            zmq_msg_close(&message);
            break;
        }
    }
    zmq_close(socket);
}

void receiveUntilStopped(void* socket, std::atomic<std::uint64_t>& count)
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    std::uint64_t received = 0;
    while (zmq_msg_recv(&message, socket, 0) >= 0)
        count.store(++received, std::memory_order_relaxed);
    zmq_msg_close(&message);
    zmq_close(socket);
}

} // namespace

double barePushPull(const std::string& address, std::size_t bytes, double seconds)
{
    void* context = zmq_ctx_new();
    void* push = zmq_socket(context, ZMQ_PUSH);
    void* pull = zmq_socket(context, ZMQ_PULL);
    const int noLinger = 0;
    zmq_setsockopt(push, ZMQ_LINGER, &noLinger, sizeof noLinger);
    zmq_setsockopt(pull, ZMQ_LINGER, &noLinger, sizeof noLinger);
    zmq_bind(push, address.c_str());
    std::array<char, 256> endpoint{};
    std::size_t size = endpoint.size();
    zmq_getsockopt(push, ZMQ_LAST_ENDPOINT, endpoint.data(), &size);
    zmq_connect(pull, endpoint.data());

    std::atomic<std::uint64_t> count{0};
    std::thread sender([&] { sendUntilStopped(push, bytes); });
    std::thread receiver([&] { receiveUntilStopped(pull, count); });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    const auto start = std::chrono::steady_clock::now();
    const std::uint64_t before = count.load(std::memory_order_relaxed);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const std::uint64_t after = count.load(std::memory_order_relaxed);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    zmq_ctx_shutdown(context);
    sender.join();
    receiver.join();
    zmq_ctx_term(context);
    return static_cast<double>(after - before) / elapsed.count();
}

} // namespace topomq::benchmark
