#include "ui/palette/patterns.h"

#include "engine/model/settings.h"

#include <QObject>

#include <string>
#include <utility>

namespace topomq::ui {

namespace {

using model::Role;
using model::SocketRef;
using model::SocketType;

const QString kPublishSubscribe = QStringLiteral("publish-subscribe");
const QString kPipeline = QStringLiteral("pipeline");
const QString kRequestBroker = QStringLiteral("request-broker");

// Room for a node card and the instrument on its link.
constexpr double kColumn = 340;
constexpr double kRow = 150;

// Places nodes one by one into a copy, so that ids and addresses stay free of each other.
class Builder
{
public:
    Builder(const model::Topology& topology, model::Point at)
        : m_topology(topology)
        , m_at(at)
    { }

    model::NodeId add(Role role, double column, double row)
    {
        model::Node node =
            model::makeNode(m_topology, role, {m_at.x + column * kColumn, m_at.y + row * kRow});
        return append(std::move(node));
    }

    model::NodeId add(Role role, SocketType type, double column, double row)
    {
        model::Node node =
            model::makeNode(m_topology, role, {m_at.x + column * kColumn, m_at.y + row * kRow});
        node.sockets.front().type = type;
        // Without a subscription a SUB socket receives nothing.
        if (type == SocketType::Sub)
            node.sockets.front().options.set("SUBSCRIBE", model::Array{model::Value("")});
        return append(std::move(node));
    }

    void link(const model::NodeId& from, const char* out, const model::NodeId& to, const char* in)
    {
        model::LinkId id;
        append(rules::makeLink(m_topology, SocketRef{from, model::SocketId(out)},
                               SocketRef{to, model::SocketId(in)}, "inproc", &id));
    }

    model::Edit take() { return std::move(m_batch); }

private:
    model::NodeId append(model::Node node)
    {
        model::NodeId id = node.id;
        append(model::Edit(model::AddNode{std::move(node), std::nullopt}));
        return id;
    }

    void append(model::Edit edit)
    {
        model::apply(m_topology, edit);
        m_batch.edits.push_back(std::move(edit));
    }

    model::Topology m_topology;
    model::Point m_at;
    model::Batch m_batch;
};

void publishSubscribe(Builder& builder)
{
    const model::NodeId publisher = builder.add(Role::Source, SocketType::Pub, -0.5, 0);
    for (const double row : {-1.0, 0.0, 1.0}) {
        const model::NodeId subscriber = builder.add(Role::Sink, SocketType::Sub, 0.5, row);
        builder.link(publisher, "out", subscriber, "in");
    }
}

void pipeline(Builder& builder)
{
    const model::NodeId ventilator = builder.add(Role::Source, -1, 0);
    const model::NodeId collector = builder.add(Role::Sink, 1, 0);
    for (const double row : {-1.0, 0.0, 1.0}) {
        const model::NodeId worker = builder.add(Role::Worker, 0, row);
        builder.link(ventilator, "out", worker, "in");
        builder.link(worker, "out", collector, "in");
    }
}

void requestBroker(Builder& builder)
{
    const model::NodeId broker = builder.add(Role::Proxy, 0, 0);
    for (const double row : {-0.5, 0.5}) {
        const model::NodeId client = builder.add(Role::Client, -1, row);
        builder.link(client, "req", broker, "frontend");
    }
    for (const double row : {-0.5, 0.5}) {
        const model::NodeId server = builder.add(Role::Server, 1, row);
        builder.link(broker, "backend", server, "rep");
    }
}

} // namespace

std::vector<Pattern> allPatterns()
{
    return {{kPublishSubscribe, QObject::tr("Publish – subscribe"),
             QObject::tr("1 publisher, N subscribers"), rules::Family::PublishSubscribe},
            {kPipeline, QObject::tr("Pipeline"), QObject::tr("ventilator, N workers, sink"),
             rules::Family::Pipeline},
            {kRequestBroker, QObject::tr("Request broker"), QObject::tr("clients, proxy, servers"),
             rules::Family::Routed}};
}

model::Edit patternEdit(const model::Topology& topology, const QString& pattern, model::Point at)
{
    Builder builder(topology, at);
    if (pattern == kPublishSubscribe)
        publishSubscribe(builder);
    else if (pattern == kPipeline)
        pipeline(builder);
    else if (pattern == kRequestBroker)
        requestBroker(builder);
    return builder.take();
}

} // namespace topomq::ui
