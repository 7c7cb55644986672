#include "ui/palette/patterns.h"

#include "ui/palette/pattern_builder.h"

#include <QObject>

#include <algorithm>

namespace topomq::ui {

namespace {

using model::NodeId;
using model::Role;
using model::SocketType;
using Nodes = std::vector<NodeId>;

void requestReply(PatternBuilder& builder)
{
    const Nodes clients = builder.addColumn(Role::Client, -0.5);
    const NodeId server = builder.add(Role::Server, 0.5, 0);
    for (const NodeId& client : clients)
        builder.link(client, "req", server, "rep");
}

void publishSubscribe(PatternBuilder& builder)
{
    const NodeId publisher = builder.add(Role::Source, -0.5, 0, SocketType::Pub);
    for (const NodeId& subscriber : builder.addColumn(Role::Sink, 0.5, SocketType::Sub))
        builder.link(publisher, "out", subscriber, "in");
}

void pipeline(PatternBuilder& builder)
{
    const NodeId ventilator = builder.add(Role::Source, -1, 0);
    const NodeId collector = builder.add(Role::Sink, 1, 0);
    for (const NodeId& worker : builder.addColumn(Role::Worker, 0)) {
        builder.link(ventilator, "out", worker, "in");
        builder.link(worker, "out", collector, "in");
    }
}

void pairs(PatternBuilder& builder)
{
    // One after the other, so that those who belong together are numbered in a row.
    for (int at = 0; at < builder.count(); ++at) {
        const double row = at - (builder.count() - 1) / 2.0;
        const NodeId left = builder.add(Role::Peer, -0.5, row, SocketType::Pair);
        const NodeId right = builder.add(Role::Peer, 0.5, row, SocketType::Pair);
        builder.link(left, "peer", right, "peer");
    }
}

void requestBroker(PatternBuilder& builder)
{
    const NodeId broker = builder.addProxy(SocketType::Router, SocketType::Dealer);
    for (const NodeId& client : builder.addColumn(Role::Client, -1))
        builder.link(client, "req", broker, "frontend");
    for (const NodeId& server : builder.addColumn(Role::Server, 1))
        builder.link(broker, "backend", server, "rep");
}

void dealerRouter(PatternBuilder& builder)
{
    const Nodes clients = builder.addColumn(Role::Client, -0.5, SocketType::Dealer);
    const NodeId server = builder.add(Role::Server, 0.5, 0, SocketType::Router);
    for (const NodeId& client : clients)
        builder.link(client, "req", server, "rep");
}

void dealerDealer(PatternBuilder& builder)
{
    const NodeId hub = builder.add(Role::Peer, -0.5, 0, SocketType::Dealer);
    for (const NodeId& peer : builder.addColumn(Role::Peer, 0.5, SocketType::Dealer))
        builder.link(hub, "peer", peer, "peer");
}

void routerRouter(PatternBuilder& builder)
{
    const NodeId hub = builder.add(Role::Peer, -0.5, 0, SocketType::Router);
    const Nodes peers = builder.addColumn(Role::Peer, 0.5, SocketType::Router);
    for (const NodeId& peer : peers) {
        builder.link(hub, "peer", peer, "peer");
        builder.sendTo(peer, {hub});
    }
    builder.sendTo(hub, peers);
}

void forwarder(PatternBuilder& builder)
{
    const NodeId proxy = builder.addProxy(SocketType::XSub, SocketType::XPub);
    for (const NodeId& publisher : builder.addColumn(Role::Source, -1, SocketType::Pub))
        builder.link(publisher, "out", proxy, "frontend");
    for (const NodeId& subscriber : builder.addColumn(Role::Sink, 1, SocketType::Sub))
        builder.link(proxy, "backend", subscriber, "in");
}

void streamer(PatternBuilder& builder)
{
    const NodeId proxy = builder.addProxy(SocketType::Pull, SocketType::Push);
    for (const NodeId& source : builder.addColumn(Role::Source, -1))
        builder.link(source, "out", proxy, "frontend");
    for (const NodeId& sink : builder.addColumn(Role::Sink, 1))
        builder.link(proxy, "backend", sink, "in");
}

void star(PatternBuilder& builder)
{
    const NodeId hub = builder.add(Role::Peer, 0, 0, SocketType::Router);
    const Nodes spokes = builder.addCircle(Role::Peer, SocketType::Dealer);
    for (const NodeId& spoke : spokes) {
        builder.nameSocket(spoke);
        builder.link(hub, "peer", spoke, "peer");
    }
    builder.sendTo(hub, spokes);
}

void mesh(PatternBuilder& builder)
{
    const Nodes peers = builder.addCircle(Role::Peer, SocketType::Router);
    for (std::size_t one = 0; one < peers.size(); ++one) {
        for (std::size_t other = one + 1; other < peers.size(); ++other)
            builder.link(peers[one], "peer", peers[other], "peer");
    }
    for (const NodeId& peer : peers) {
        Nodes others = peers;
        std::erase(others, peer);
        builder.sendTo(peer, others);
    }
}

void ring(PatternBuilder& builder)
{
    const Nodes peers = builder.addCircle(Role::Peer, SocketType::Router);
    for (std::size_t at = 0; at < peers.size(); ++at) {
        const NodeId& next = peers[(at + 1) % peers.size()];
        builder.link(peers[at], "peer", next, "peer");
        builder.sendTo(peers[at], {next});
    }
}

struct Shape
{
    Pattern pattern;
    void (*build)(PatternBuilder&);
};

std::vector<Shape> shapes()
{
    using enum rules::Family;
    const auto shape = [](const char* name, const QString& title, const QString& summary,
                          rules::Family family, const QString& counted,
                          void (*build)(PatternBuilder&)) {
        return Shape{{QString::fromLatin1(name), title, summary, family, counted}, build};
    };
    std::vector<Shape> all{
        shape("request-reply", QObject::tr("Request – reply"),
              QObject::tr("N clients ask 1 server"), RequestReply, QObject::tr("clients"),
              &requestReply),
        shape("publish-subscribe", QObject::tr("Publish – subscribe"),
              QObject::tr("1 publisher, N subscribers"), PublishSubscribe,
              QObject::tr("subscribers"), &publishSubscribe),
        shape("pipeline", QObject::tr("Pipeline"), QObject::tr("ventilator, N workers, sink"),
              Pipeline, QObject::tr("workers"), &pipeline),
        shape("pair", QObject::tr("Pairs"), QObject::tr("exclusive, one to one"), Pair,
              QObject::tr("pairs"), &pairs),
        shape("request-broker", QObject::tr("Queue (request broker)"),
              QObject::tr("clients, proxy, servers"), Routed, QObject::tr("clients and servers"),
              &requestBroker),
        shape("dealer-router", QObject::tr("Dealer – router"),
              QObject::tr("asynchronous clients, 1 server"), Routed, QObject::tr("clients"),
              &dealerRouter),
        shape("dealer-dealer", QObject::tr("Dealer – dealer"), QObject::tr("1 peer, N others"),
              Routed, QObject::tr("peers"), &dealerDealer),
        shape("router-router", QObject::tr("Router – router"), QObject::tr("peers known by name"),
              Routed, QObject::tr("peers"), &routerRouter),
        shape("forwarder", QObject::tr("Forwarder"), QObject::tr("publishers, proxy, subscribers"),
              PublishSubscribe, QObject::tr("publishers and subscribers"), &forwarder),
        shape("streamer", QObject::tr("Streamer"), QObject::tr("sources, proxy, sinks"), Pipeline,
              QObject::tr("sources and sinks"), &streamer),
        shape("star", QObject::tr("Star"), QObject::tr("a hub that knows N peers"), Routed,
              QObject::tr("peers"), &star),
        shape("mesh", QObject::tr("Mesh"), QObject::tr("N peers, each with each"), Routed,
              QObject::tr("peers"), &mesh),
        shape("ring", QObject::tr("Ring"), QObject::tr("N peers, each to the next"), Routed,
              QObject::tr("peers"), &ring),
    };
    for (Shape& each : all) {
        if (each.build == &mesh || each.build == &ring) {
            each.pattern.least = each.build == &mesh ? 2 : 3;
            each.pattern.most = 20;
            each.pattern.usual = 4;
        } else if (each.build == &requestBroker || each.build == &forwarder
                   || each.build == &streamer) {
            each.pattern.usual = 2;
        }
    }
    return all;
}

} // namespace

std::vector<Pattern> allPatterns()
{
    std::vector<Pattern> patterns;
    for (Shape& shape : shapes())
        patterns.push_back(std::move(shape.pattern));
    return patterns;
}

Pattern patternNamed(const QString& name)
{
    for (Pattern& pattern : allPatterns()) {
        if (pattern.name == name)
            return pattern;
    }
    return {};
}

QStringList patternTransports()
{
    return {QStringLiteral("inproc"), QStringLiteral("ipc"), QStringLiteral("tcp")};
}

model::Edit patternEdit(const model::Topology& topology,
                        const QString& pattern,
                        model::Point at,
                        const PatternOptions& options)
{
    for (const Shape& shape : shapes()) {
        if (shape.pattern.name != pattern)
            continue;
        PatternOptions within = options;
        within.count = options.count == 0
            ? shape.pattern.usual
            : std::clamp(options.count, shape.pattern.least, shape.pattern.most);
        PatternBuilder builder(topology, at, within);
        shape.build(builder);
        return builder.take();
    }
    return model::Batch{};
}

} // namespace topomq::ui
