#include "tests/benchmark/bare_socket.h"
#include "tests/benchmark/engine_run.h"
#include "tests/benchmark/fresh_process.h"
#include "tests/benchmark/rows.h"
#include "tests/benchmark/start_stop.h"

#include <zmq.h>

#include <array>
#include <cstdio>
#include <malloc.h>
#include <string>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

/// Nearly all nodes have two sockets.
constexpr std::size_t kNodes = 1000;
constexpr std::size_t kWorkers = 48;

/// Without what was freed before.
double kilobytesInUse()
{
    malloc_trim(0);
    return residentKilobytes();
}

double perNode(double kilobytesBefore)
{
    return (residentKilobytes() - kilobytesBefore) / static_cast<double>(kNodes);
}

/// When each link has carried so many messages. Takes no samples meanwhile but the first: the
/// history that the window shows is not the nodes'.
double engineKilobytes(std::size_t messages)
{
    constexpr double kRate = 200;
    runtime::RunOptions options;
    options.samplePeriod = std::chrono::hours(1);
    const plan::RunPlan plan =
        planOf(rowsOf(kNodes, kWorkers), {.perSecond = kRate, .count = messages});
    const double before = kilobytesInUse();
    EngineRun run(plan, options);
    const double needed = static_cast<double>(messages) / kRate + 0.5;
    std::this_thread::sleep_for(std::chrono::duration<double>(needed));
    const double kilobytes = perNode(before);
    run.runtime().finish(std::chrono::milliseconds(1000));
    return kilobytes;
}

void pass(void* in, void* out)
{
    zmq_msg_t message;
    if (in == nullptr)
        zmq_msg_init_size(&message, 64);
    else
        zmq_msg_init(&message);
    if (in != nullptr)
        zmq_msg_recv(&message, in, 0);
    if (out != nullptr && zmq_msg_send(&message, out, 0) >= 0)
        return;
    zmq_msg_close(&message);
}

/// The same sockets on bare libzmq, in one thread that passes on messages by itself.
double bareKilobytes(std::size_t messages)
{
    const Shape shape = rowsOf(kNodes, kWorkers);
    const double before = kilobytesInUse();
    BareContext context(2 * kNodes);
    std::vector<void*> ins(kNodes, nullptr);
    std::vector<void*> outs(kNodes, nullptr);
    forEachLink(shape.layers, [&](std::size_t from, std::size_t to) {
        ins[to] = context.socket(ZMQ_PULL);
        outs[from] = context.socket(ZMQ_PUSH);
        connectSocket(outs[from], bindSocket(ins[to], "inproc://" + std::to_string(to)));
    });
    for (std::size_t i = 0; i < messages; ++i) {
        for (std::size_t node = 0; node < kNodes; ++node)
            pass(ins[node], outs[node]);
    }
    const double kilobytes = perNode(before);
    for (std::size_t node = 0; node < kNodes; ++node) {
        for (void* socket : {ins[node], outs[node]}) {
            if (socket != nullptr)
                zmq_close(socket);
        }
    }
    return kilobytes;
}

} // namespace

void addMemory(const Effort& effort, Report& report)
{
    for (const std::size_t messages : {10, 1000}) {
        std::vector<double> engine;
        std::vector<double> bare;
        for (int i = 0; i < effort.pairs; ++i) {
            engine.push_back(inFreshProcess([messages] { return engineKilobytes(messages); }));
            bare.push_back(inFreshProcess([messages] { return bareKilobytes(messages); }));
        }
        std::array<char, 128> text{};
        std::snprintf(text.data(), text.size(), "of which bare libzmq %.1f KB", median(bare));
        report.add(
            {"memory per inproc node, after " + std::to_string(messages) + " messages on each link",
             messages == 10 ? atMost(40) : Goal{}, rangeOf(engine), "KB", text.data()});
    }
}

} // namespace topomq::benchmark
