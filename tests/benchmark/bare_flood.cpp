#include "tests/benchmark/bare_flood.h"

#include "tests/benchmark/figures.h"

#include <zmq.h>

#include <atomic>
#include <chrono>
#include <cstdint>
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
    std::string address; ///< of the socket that binds
    std::atomic<std::uint64_t> received{0};
};

void live(Node& node, std::size_t bytes)
{
    if (node.in == nullptr)
        sendUntilStopped(node.out, bytes);
    else
        receiveUntilStopped(node.in, node.out, node.received);
    for (void* socket : {node.in, node.out}) {
        if (socket != nullptr)
            zmq_close(socket);
    }
}

void open(BareContext& context, const Shape& shape, std::deque<Node>& nodes)
{
    const auto address = [&shape](std::size_t number) {
        return shape.isOverTcp ? std::string("tcp://127.0.0.1:*")
                               : "inproc://" + std::to_string(number);
    };
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        Node& node = nodes[i];
        if (i >= shape.layers.front().nodes)
            node.in = context.socket(shape.publishes ? ZMQ_SUB : ZMQ_PULL);
        if (i + shape.layers.back().nodes < nodes.size())
            node.out = context.socket(shape.publishes ? ZMQ_PUB : ZMQ_PUSH);
        if (void* binder = shape.publishes ? node.out : node.in; binder != nullptr)
            node.address = bindSocket(binder, address(i));
    }
    forEachLink(shape.layers, [&](std::size_t from, std::size_t to) {
        if (shape.publishes)
            connectSocket(nodes[to].in, nodes[from].address);
        else
            connectSocket(nodes[from].out, nodes[to].address);
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

Flood bareFlood(const Shape& shape, double seconds, IoThreads threadsOfLibzmq)
{
    std::deque<Node> nodes(nodesIn(shape.layers));
    BareContext context(nodes.size() * 2, threadsOfLibzmq);
    open(context, shape, nodes);
    std::vector<std::thread> threads;
    threads.reserve(nodes.size());
    for (Node& node : nodes)
        threads.emplace_back([&node, &shape] { live(node, shape.bytes); });
    std::this_thread::sleep_for(kWarmUp);
    const auto start = std::chrono::steady_clock::now();
    const double used = processorSeconds();
    const std::uint64_t before = receivedBy(nodes);
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const std::uint64_t after = receivedBy(nodes);
    const double usedSince = processorSeconds() - used;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    context.shutDown();
    for (std::thread& thread : threads)
        thread.join();
    const auto count = static_cast<double>(after - before);
    return {count / elapsed.count(), count / usedSince};
}

} // namespace topomq::benchmark
