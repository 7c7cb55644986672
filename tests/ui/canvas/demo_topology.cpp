#include "tests/ui/canvas/demo_topology.h"

#include <cmath>

namespace topomq::ui::test {

using model::Role;
using model::SocketType;

namespace {

model::SocketRef refFrom(const std::string& text)
{
    const auto dot = text.find('.');
    return {model::NodeId(text.substr(0, dot)), model::SocketId(text.substr(dot + 1))};
}

void fill(metrics::FlowFigures& flow, double rate, std::uint64_t depth, std::uint64_t most)
{
    flow.messagesPerSecond = rate;
    flow.bytesPerSecond = rate * 64;
    flow.sent = 40'000;
    flow.received = 40'000 - depth;
    flow.inFlight = depth;
    flow.depthMax = most;
    flow.limit = 2000;
    flow.latency = {.p50 = 900, .p99 = 2300, .count = 40'000};
}

} // namespace

model::Socket socket(const char* id, SocketType type, std::vector<std::string> bind)
{
    model::Socket made;
    made.id = model::SocketId(id);
    made.type = type;
    made.bind = std::move(bind);
    return made;
}

model::Node node(const char* id,
                 const char* name,
                 Role role,
                 double x,
                 double y,
                 std::vector<model::Socket> sockets)
{
    model::Node made;
    made.id = model::NodeId(id);
    made.name = name;
    made.role = role;
    made.position = model::Point{x, y};
    made.sockets = std::move(sockets);
    return made;
}

model::Link link(const char* id, const char* connect, const char* bind)
{
    model::Link made;
    made.id = model::LinkId(id);
    made.connect = refFrom(connect);
    made.bind = refFrom(bind);
    return made;
}

model::Topology pipeline()
{
    model::Topology topology;
    topology.name = "Parallel pipeline";
    topology.nodes.push_back(node("vent", "Ventilator", Role::Source, -440, 0,
                                  {socket("out", SocketType::Push, {"inproc://ventilator"})}));
    const std::vector<model::Socket> both{socket("in", SocketType::Pull),
                                          socket("out", SocketType::Push)};
    topology.nodes.push_back(node("w1", "Worker 1", Role::Worker, 0, -144, both));
    topology.nodes.push_back(node("w2", "Worker 2", Role::Worker, 0, 16, both));
    topology.nodes.push_back(node("w3", "Worker 3", Role::Worker, 0, 176, both));
    topology.nodes.push_back(node("sink", "Collector", Role::Sink, 440, 0,
                                  {socket("in", SocketType::Pull, {"tcp://127.0.0.1:*"})}));
    topology.nodes[3].settings.set("service_time", 1000);
    topology.links.push_back(link("a1", "w1.in", "vent.out"));
    topology.links.push_back(link("a2", "w2.in", "vent.out"));
    topology.links.push_back(link("a3", "w3.in", "vent.out"));
    topology.links.push_back(link("b1", "w1.out", "sink.in"));
    topology.links.push_back(link("b2", "w2.out", "sink.in"));
    topology.links.push_back(link("b3", "w3.out", "sink.in"));
    return topology;
}

model::Topology misfits()
{
    model::Topology topology;
    topology.nodes.push_back(node("feed", "Feed", Role::Source, -240, 0,
                                  {socket("out", SocketType::Pub, {"tcp://127.0.0.1:*"})}));
    topology.nodes.push_back(
        node("sink", "Sink", Role::Sink, 240, 0, {socket("in", SocketType::Pull)}));
    return topology;
}

model::Topology large(int nodes)
{
    model::Topology topology;
    const int rows = std::max(1, static_cast<int>(std::sqrt(nodes)));
    const auto idOf = [](int index) { return "n" + std::to_string(index); };
    for (int index = 0; index < nodes; ++index) {
        topology.nodes.push_back(node(
            idOf(index).c_str(), "", Role::Worker, index / rows * 440.0, index % rows * 160.0,
            {socket("in", SocketType::Pull), socket("out", SocketType::Push, {"inproc://*"})}));
    }
    for (int index = 0; index + rows < nodes; ++index) {
        for (const int next : {index + rows, index + rows + (index % rows + 1 < rows ? 1 : -1)}) {
            if (next >= nodes || next <= index)
                continue;
            const std::string id = "l" + std::to_string(topology.links.size());
            topology.links.push_back(
                link(id.c_str(), (idOf(next) + ".in").c_str(), (idOf(index) + ".out").c_str()));
        }
    }
    return topology;
}

std::shared_ptr<metrics::Snapshot> quiet(const plan::RunPlan& plan, std::uint64_t sequence)
{
    auto snapshot = std::make_shared<metrics::Snapshot>();
    snapshot->sequence = sequence;
    snapshot->time = static_cast<double>(sequence) * 0.25;
    snapshot->flows.resize(plan.flows.size());
    snapshot->sockets.resize(plan.sockets.size());
    snapshot->nodes.resize(plan.nodes.size());
    for (metrics::NodeFigures& each : snapshot->nodes)
        each.state = metrics::NodeState::Running;
    return snapshot;
}

std::shared_ptr<metrics::Snapshot> congested(const plan::RunPlan& plan, std::uint64_t sequence)
{
    auto snapshot = quiet(plan, sequence);
    constexpr double kRates[]{4100, 3900, 900};
    constexpr std::uint64_t kDepths[]{412, 1362, 2000};
    constexpr std::uint64_t kOut[]{71, 98, 12};
    for (std::size_t at = 0; at < plan.flows.size(); ++at) {
        const std::string& id = plan.links[plan.flows[at].link].id.text();
        const auto worker = static_cast<std::size_t>(id[1] - '1');
        const bool in = id[0] == 'a';
        fill(snapshot->flows[at], kRates[worker], in ? kDepths[worker] : kOut[worker],
             in ? std::max<std::uint64_t>(kDepths[worker], worker == 1 ? 1720 : 0) : kOut[worker]);
    }
    const double wave = std::sin(static_cast<double>(sequence) * 0.4)
        + 0.6 * std::sin(static_cast<double>(sequence) * 1.3);
    for (std::size_t at = 0; at < plan.nodes.size(); ++at) {
        metrics::NodeFigures& figures = snapshot->nodes[at];
        const std::string& id = plan.nodes[at].id.text();
        const double rate = id[0] == 'w' ? kRates[id[1] - '1'] : 8900;
        const double now = rate * (1 + 0.08 * wave);
        figures.sentPerSecond = id == "sink" ? 0 : now;
        figures.receivedPerSecond = id == "vent" ? 0 : now;
        figures.busy = id == "w3" ? 1 : 0.4;
    }
    return snapshot;
}

} // namespace topomq::ui::test
