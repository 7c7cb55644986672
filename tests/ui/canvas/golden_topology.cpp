#include "tests/ui/canvas/golden_topology.h"

#include "tests/ui/canvas/demo_topology.h"

#include <algorithm>
#include <array>

namespace topomq::ui::test {

namespace {

using model::NodeId;
using model::Role;
using model::SocketType;

model::Socket secured(model::Socket socket, model::Mechanism mechanism, bool server)
{
    socket.security.mechanism = mechanism;
    socket.security.server = server;
    return socket;
}

/// From the source on the left to the sink on the right, by every way inside the machine.
void addPipeline(model::Topology& topology)
{
    topology.nodes.push_back(
        node("feed", "Feed", Role::Source, -480, -180,
             {socket("out", SocketType::Push, {"inproc://feed", "ipc://*", "tcp://127.0.0.1:*"})}));
    const std::vector<model::Socket> both{socket("in", SocketType::Pull),
                                          socket("out", SocketType::Push)};
    topology.nodes.push_back(node("w1", "Worker 1", Role::Worker, -40, -284, both));
    topology.nodes.push_back(node("w2", "Worker 2", Role::Worker, -40, -124, both));
    topology.nodes.push_back(node("w3", "Spare", Role::Worker, -40, 40, both));
    topology.nodes.push_back(node("sink", "Collector of everything that comes in", Role::Sink, 440,
                                  -180, {socket("in", SocketType::Pull, {"tcp://127.0.0.1:*"})}));
    topology.nodes[3].enabled = false;
    topology.links.push_back(link("a1", "w1.in", "feed.out"));
    topology.links.push_back(link("a2", "w2.in", "feed.out"));
    topology.links.push_back(link("a3", "w3.in", "feed.out"));
    topology.links.push_back(link("b1", "w1.out", "sink.in"));
    topology.links.push_back(link("b2", "w2.out", "sink.in"));
    topology.links[1].endpoint = 1;
    topology.links[2].endpoint = 2;
    topology.links[3].bends = {{170, -330}, {250, -250}};
    topology.groups.push_back({.id = model::GroupId("workers"),
                               .title = "Workers",
                               .color = "blue",
                               .members = {NodeId("w1"), NodeId("w2")}});
}

/// One publisher whose subscribers it reaches by every network; two of them in a collapsed group.
void addNews(model::Topology& topology)
{
    topology.nodes.push_back(node("news", "News", Role::Source, -480, 200,
                                  {socket("out", SocketType::Pub,
                                          {"ws://127.0.0.1:*", "epgm://127.0.0.1;239.1.1.1:5560",
                                           "pgm://127.0.0.1;239.1.1.1:5561",
                                           "norm://lo;239.1.1.1:5562", "tcp://127.0.0.1:*"})}));
    constexpr std::array<const char*, 5> kReaders{"r1", "r2", "r3", "r4", "r5"};
    for (std::size_t at = 0; at < kReaders.size(); ++at) {
        const std::string in = std::string(kReaders[at]) + ".in";
        model::Socket sub = socket("in", SocketType::Sub);
        if (at != 2)
            sub.options.set("SUBSCRIBE", model::Array{""});
        const double row = at < 2 ? 0 : static_cast<double>(at) - 2;
        topology.nodes.push_back(node(kReaders[at], "", Role::Sink, at < 2 ? 440 : -40,
                                      at < 2 ? 20 : 190 + row * 140, {sub}));
        topology.links.push_back(link(("n" + std::to_string(at)).c_str(), in.c_str(), "news.out"));
        topology.links.back().endpoint = at;
    }
    topology.groups.push_back({.id = model::GroupId("readers"),
                               .title = "Readers",
                               .color = "green",
                               .members = {NodeId("r1"), NodeId("r2")},
                               .collapsed = true});
}

/// Asked and answered, behind CURVE and PLAIN.
void addRequests(model::Topology& topology)
{
    using enum model::Mechanism;
    topology.nodes.push_back(node("asks", "Asks", Role::Client, 300, 180,
                                  {secured(socket("ask", SocketType::Req), Curve, false)}));
    topology.nodes.push_back(node("named", "Named", Role::Client, 300, 320,
                                  {secured(socket("ask", SocketType::Dealer), Plain, false)}));
    topology.nodes.back().sockets[0].security.username = "guest";
    topology.nodes.push_back(
        node("answers", "Answers", Role::Server, 720, 160,
             {secured(socket("rep", SocketType::Rep, {"tcp://127.0.0.1:*"}), Curve, true)}));
    topology.nodes.push_back(
        node("routes", "Routes", Role::Server, 720, 320,
             {secured(socket("route", SocketType::Router, {"ipc://*"}), Plain, true)}));
    topology.links.push_back(link("q1", "asks.ask", "answers.rep"));
    topology.links.push_back(link("q2", "named.ask", "routes.route"));
    topology.nodes.push_back(node("left", "Left", Role::Peer, 300, 460,
                                  {socket("pair", SocketType::Pair, {"tcp://127.0.0.1:*"})}));
    topology.nodes.push_back(
        node("outside", "Elsewhere", Role::External, 720, 460, {socket("pair", SocketType::Pair)}));
    topology.links.push_back(link("p1", "outside.pair", "left.pair"));
}

/// PUB to PULL, which ZeroMQ does not know.
void addMisfits(model::Topology& topology)
{
    topology.nodes.push_back(
        node("wrong", "Misfit", Role::Sink, 720, -60, {socket("in", SocketType::Pull)}));
    topology.links.push_back(link("bad", "wrong.in", "news.out"));
}

void addNotes(model::Topology& topology)
{
    topology.notes.push_back({.id = model::NoteId("about"),
                              .text = "# Golden\n\nEverything that a canvas can **show**:\n\n"
                                      "- states\n- queues\n- `transports`",
                              .position = {-480, -400},
                              .size = {260, 160},
                              .color = "magenta"});
    topology.notes.push_back({.id = model::NoteId("small"),
                              .text = "No colour",
                              .position = {440, -340},
                              .size = {160, 48}});
}

} // namespace

model::Topology everything()
{
    model::Topology topology;
    topology.name = "Everything";
    addPipeline(topology);
    addNews(topology);
    addRequests(topology);
    addMisfits(topology);
    addNotes(topology);
    return topology;
}

rules::Capabilities everyTransport()
{
    rules::Capabilities all;
    all.pgm = all.epgm = all.norm = all.ws = true;
    return all;
}

model::Topology withoutMisfits(model::Topology topology)
{
    std::erase_if(topology.links, [](const model::Link& each) { return each.id.text() == "bad"; });
    std::erase_if(topology.nodes,
                  [](const model::Node& each) { return each.id.text() == "wrong"; });
    return topology;
}

std::shared_ptr<metrics::Snapshot> everyFigure(const plan::RunPlan& plan, std::uint64_t sequence)
{
    using enum metrics::NodeState;
    auto snapshot = quiet(plan, sequence);
    constexpr std::array kStates{Running, Blocked, Running, Frozen,
                                 Waiting, Failed,  Stopped, Paused};
    constexpr std::array<std::uint64_t, 6> kDepths{12, 1300, 1900, 2000, 0, 700};
    constexpr std::array<double, 6> kRates{4100, 128'000, 0, 900, 12, 2'500'000};
    for (std::size_t at = 0; at < plan.nodes.size(); ++at) {
        metrics::NodeFigures& node = snapshot->nodes[at];
        node.state = kStates[at % kStates.size()];
        node.inStateFor = 10;
        node.busy = at % 8 == 2 ? 1 : 0.3;
        const double wave = static_cast<double>(sequence % 7 * (at + 1));
        node.sentPerSecond = 1000 + 40 * wave;
        node.receivedPerSecond = 900 + 50 * wave;
    }
    for (std::size_t at = 0; at < plan.flows.size(); ++at) {
        metrics::FlowFigures& flow = snapshot->flows[at];
        flow.messagesPerSecond = kRates[at % kRates.size()];
        flow.bytesPerSecond = flow.messagesPerSecond * 64;
        flow.sent = 40'000;
        flow.inFlight = kDepths[at % kDepths.size()];
        flow.received = 40'000 - *flow.inFlight;
        flow.depthMax = std::min<std::uint64_t>(2000, *flow.inFlight + 300);
        flow.limit = 2000;
        flow.dropped = at % 5 == 3 ? 1204 : 0;
    }
    snapshot->isCut.assign(plan.links.size(), false);
    for (std::size_t at = 0; at < plan.links.size(); ++at)
        snapshot->isCut[at] = plan.links[at].id.text() == "b2";
    return snapshot;
}

} // namespace topomq::ui::test
