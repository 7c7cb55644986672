#include "engine/runtime/run_context.h"

#include <random>

namespace topomq::runtime {

namespace {

StampCodec randomCodec()
{
    std::random_device device;
    const auto key = [&device] { return std::uint64_t{device()} << 32 | std::uint64_t{device()}; };
    const std::uint64_t first = key();
    return {first, key()};
}

bool isSubscriber(model::SocketType type)
{
    return type == model::SocketType::Sub || type == model::SocketType::XSub;
}

} // namespace

RunContext::RunContext(const plan::RunPlan& thePlan, void* zmqContext)
    : plan(thePlan)
    , zmq(zmqContext)
    , stamps(randomCodec())
    , startTicks(metrics::TickClock::now())
    , startNanoseconds(metrics::TickClock::monotonicNanoseconds())
    , meters(*this)
{
    grow();
    for (plan::SocketIndex i = 0; i < plan.sockets.size(); ++i)
        subscribe(i);
}

void RunContext::grow()
{
    while (pools.size() < plan.nodes.size())
        pools.emplace_back(arena);
    while (sockets.size() < plan.sockets.size())
        sockets.emplace_back();
    while (isCut.size() < plan.links.size())
        isCut.emplace_back(false);
    while (flows.size() < plan.flows.size()) {
        flows.emplace_back(plan.flows[flows.size()].transport == plan::Transport::Inproc);
        subscriptions.emplace_back();
    }
    taps.grow(plan.flows.size());
    meters.grow();
    reverse.assign(plan.flows.size(), plan::kNone);
    remote.assign(plan.sockets.size(), false);
    for (plan::FlowIndex a = 0; a < plan.flows.size(); ++a) {
        const plan::PlannedFlow& flow = plan.flows[a];
        for (const plan::FlowIndex b : plan.sockets[flow.to].flowsOut) {
            if (plan.flows[b].link == flow.link)
                reverse[a] = b;
        }
        if (flow.transport != plan::Transport::Inproc) {
            remote[flow.from] = true;
            remote[flow.to] = true;
        }
    }
    const std::lock_guard lock(m_mutex);
    m_bound.resize(plan.sockets.size());
    for (plan::SocketIndex i = 0; i < plan.sockets.size(); ++i) {
        m_bound[i].resize(plan.sockets[i].binds.size());
        for (const plan::PlannedBind& bind : plan.sockets[i].binds)
            remote[i] = remote[i] || bind.transport != plan::Transport::Inproc;
        if (dispatchOf(plan.sockets[i].type) == Dispatch::Publish
            && sockets[i].publisher == nullptr)
            sockets[i].publisher = std::make_unique<PublisherLedger>();
    }
}

void RunContext::setDown(plan::SocketIndex socket)
{
    const std::lock_guard lock(m_mutex);
    boundVersion.fetch_add(1, std::memory_order_release);
    for (BoundAddress& each : m_bound[socket]) {
        each.isUp = false;
        if (each.failed || !each.connect.starts_with("inproc://"))
            continue;
        const std::string last = each.generation == 0 ? "" : "~" + std::to_string(each.generation);
        each.connect.resize(each.connect.size() - last.size());
        each.connect += "~" + std::to_string(++each.generation);
    }
}

bool RunContext::isWhole(plan::FlowIndex flow) const
{
    const plan::LinkIndex index = plan.flows[flow].link;
    const plan::PlannedLink& link = plan.links[index];
    // Only who connects can cut: a program outside goes on.
    const bool isOurs = !plan.nodes[plan.sockets[link.connect].node].external;
    return !link.gone && !(isOurs && isCut[index].load(std::memory_order_acquire));
}

void RunContext::subscribe(plan::SocketIndex socket)
{
    const plan::PlannedSocket& planned = plan.sockets[socket];
    if (!isSubscriber(planned.type))
        return;
    const std::lock_guard lock(m_subscribing);
    m_inForce[socket].set(planned.subscriptions);
    for (const plan::FlowIndex flow : planned.flowsIn) {
        if (isWhole(flow))
            subscriptions[flow].set(planned.subscriptions);
    }
    subscriptionsChanged(planned.flowsIn);
}

void RunContext::unsubscribe(plan::SocketIndex socket)
{
    const plan::PlannedSocket& planned = plan.sockets[socket];
    const std::lock_guard lock(m_subscribing);
    if (m_inForce.erase(socket) == 0)
        return;
    for (const plan::FlowIndex flow : planned.flowsIn)
        subscriptions[flow].set({});
    subscriptionsChanged(planned.flowsIn);
}

void RunContext::changePrefixes(plan::SocketIndex socket,
                                const std::vector<std::string>& ended,
                                const std::vector<std::string>& begun)
{
    const plan::PlannedSocket& planned = plan.sockets[socket];
    const std::lock_guard lock(m_subscribing);
    const auto known = m_inForce.find(socket);
    if (known == m_inForce.end())
        return;
    known->second.change(ended, begun);
    for (const plan::FlowIndex flow : planned.flowsIn) {
        if (isWhole(flow))
            subscriptions[flow].change(ended, begun);
    }
    subscriptionsChanged(planned.flowsIn);
}

void RunContext::subscribeBy(plan::LinkIndex link)
{
    const std::lock_guard lock(m_subscribing);
    for (const plan::SocketIndex socket : {plan.links[link].connect, plan.links[link].bind}) {
        const auto known = m_inForce.find(socket);
        if (known == m_inForce.end())
            continue;
        for (const plan::FlowIndex flow : plan.sockets[socket].flowsIn) {
            if (plan.flows[flow].link != link)
                continue;
            subscriptions[flow].set(isWhole(flow) ? known->second.prefixes()
                                                  : std::vector<std::string>());
            subscriptionsChanged({flow});
        }
    }
}

double RunContext::seconds() const
{
    return static_cast<double>(metrics::TickClock::monotonicNanoseconds() - startNanoseconds) / 1e9;
}

void RunContext::tell(
    std::string where, std::string event, std::string address, std::string detail, bool error)
{
    events.add({.time = seconds(),
                .where = std::move(where),
                .event = std::move(event),
                .address = std::move(address),
                .detail = std::move(detail),
                .error = error});
}

void RunContext::tellRecurring(
    std::string where, std::string event, std::string address, std::string detail, bool error)
{
    events.addRecurring({.time = seconds(),
                         .where = std::move(where),
                         .event = std::move(event),
                         .address = std::move(address),
                         .detail = std::move(detail),
                         .error = error});
}

void RunContext::setBound(plan::SocketIndex socket, std::size_t endpoint, BoundAddress address)
{
    const std::lock_guard lock(m_mutex);
    m_bound[socket][endpoint] = std::move(address);
    boundVersion.fetch_add(1, std::memory_order_release);
}

BoundAddress RunContext::bound(plan::SocketIndex socket, std::size_t endpoint) const
{
    const std::lock_guard lock(m_mutex);
    return m_bound[socket][endpoint];
}

std::vector<std::string> RunContext::boundAddresses(plan::SocketIndex socket) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<std::string> addresses;
    for (const BoundAddress& each : m_bound[socket]) {
        if (each.isUp)
            addresses.push_back(each.address);
    }
    return addresses;
}

void RunContext::subscriptionsChanged(const std::vector<plan::FlowIndex>& changed)
{
    for (const plan::FlowIndex flow : changed) {
        if (PublisherLedger* publisher = sockets[plan.flows[flow].from].publisher.get())
            publisher->subscriptionVersion.fetch_add(1, std::memory_order_release);
    }
    subscriptionChanges.fetch_add(1, std::memory_order_release);
}

} // namespace topomq::runtime
