#include "tests/benchmark/bare_flood.h"

#include <zmq.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

constexpr auto kWarmUp = std::chrono::milliseconds(300);

/// On a cache line of its own.
struct alignas(64) Node
{
    void* in = nullptr;
    void* out = nullptr;
    std::atomic<std::uint64_t> received{0};
};

void send(Node& node, std::size_t bytes)
{
    std::vector<char> payload(bytes, 'x');
    for (std::uint64_t number = 0;; ++number) {
        std::memcpy(payload.data(), &number, sizeof number);
        zmq_msg_t message;
        zmq_msg_init_size(&message, bytes);
        std::memcpy(zmq_msg_data(&message), payload.data(), bytes);
        if (zmq_msg_send(&message, node.out, 0) < 0) {
            zmq_msg_close(&message);
            return;
        }
    }
}

void receive(Node& node)
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    while (zmq_msg_recv(&message, node.in, 0) >= 0) {
        node.received.store(node.received.load(std::memory_order_relaxed) + 1,
                            std::memory_order_relaxed);
        if (node.out != nullptr && zmq_msg_send(&message, node.out, 0) < 0)
            break;
    }
    zmq_msg_close(&message);
}

void live(Node& node, std::size_t bytes)
{
    if (node.in == nullptr)
        send(node, bytes);
    else
        receive(node);
    for (void* socket : {node.in, node.out}) {
        if (socket != nullptr)
            zmq_close(socket);
    }
}

void* makeSocket(void* context, int type)
{
    void* socket = zmq_socket(context, type);
    const int noLinger = 0;
    zmq_setsockopt(socket, ZMQ_LINGER, &noLinger, sizeof noLinger);
    return socket;
}

void open(void* context, const std::vector<Layer>& layers, std::deque<Node>& nodes)
{
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i >= layers.front().nodes) {
            nodes[i].in = makeSocket(context, ZMQ_PULL);
            zmq_bind(nodes[i].in, ("inproc://" + std::to_string(i)).c_str());
        }
        if (i + layers.back().nodes < nodes.size())
            nodes[i].out = makeSocket(context, ZMQ_PUSH);
    }
    forEachLink(layers, [&nodes](std::size_t from, std::size_t to) {
        zmq_connect(nodes[from].out, ("inproc://" + std::to_string(to)).c_str());
    });
}

std::uint64_t receivedBy(const std::deque<Node>& nodes)
{
    std::uint64_t sum = 0;
    for (const Node& node : nodes)
        sum += node.received.load(std::memory_order_relaxed);
    return sum;
}

} // namespace

Flood bareFlood(const std::vector<Layer>& layers, std::size_t bytes, double seconds)
{
    void* context = zmq_ctx_new();
    zmq_ctx_set(context, ZMQ_MAX_SOCKETS, static_cast<int>(nodesIn(layers) * 2 + 8));
    std::deque<Node> nodes(nodesIn(layers));
    open(context, layers, nodes);
    std::vector<std::thread> threads;
    threads.reserve(nodes.size());
    for (Node& node : nodes)
        threads.emplace_back([&node, bytes] { live(node, bytes); });
    std::this_thread::sleep_for(kWarmUp);
    const auto start = std::chrono::steady_clock::now();
    const double used = processorSeconds();
    const std::uint64_t before = receivedBy(nodes);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const std::uint64_t after = receivedBy(nodes);
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    const auto count = static_cast<double>(after - before);
    const Flood flood{count / elapsed.count(), count / (processorSeconds() - used)};
    zmq_ctx_shutdown(context);
    for (std::thread& thread : threads)
        thread.join();
    zmq_ctx_term(context);
    return flood;
}

} // namespace topomq::benchmark
