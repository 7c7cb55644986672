#include "engine/runtime/socket_port.h"

#include "engine/runtime/address_binding.h"
#include "engine/runtime/run_services.h"
#include "engine/runtime/socket_monitors.h"
#include "engine/runtime/socket_options.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <limits>

namespace topomq::runtime {

namespace {

/// In the order of model::SocketType.
constexpr std::array kZmqTypes{ZMQ_PAIR,   ZMQ_PUB,  ZMQ_SUB,  ZMQ_REQ,  ZMQ_REP,  ZMQ_DEALER,
                               ZMQ_ROUTER, ZMQ_PULL, ZMQ_PUSH, ZMQ_XPUB, ZMQ_XSUB, ZMQ_STREAM};

/// A stopped run may not hang on a peer that never reads, whatever LINGER says.
constexpr int kLongestLinger = 1000;

bool usesIpv6(const plan::PlannedSocket& socket, const RunContext& run)
{
    const auto hasBracket = [](const std::string& address) {
        return address.find('[') != std::string::npos;
    };
    return std::any_of(socket.binds.begin(), socket.binds.end(),
                       [&](const auto& bind) { return hasBracket(bind.address); })
        || std::any_of(socket.connects.begin(), socket.connects.end(), [&](const auto& connect) {
               return hasBracket(run.plan.sockets[connect.binder].binds[connect.endpoint].address);
           });
}

/// Between a balancer and its workers the client's envelope comes after their own.
int delimitersOf(const plan::PlannedSocket& socket, model::Role role)
{
    const bool isRouted =
        socket.type == model::SocketType::Router || socket.type == model::SocketType::Dealer;
    const bool isInside = role == model::Role::BalancedWorker
        || (role == model::Role::Balancer && socket.ref.socket.text() == "backend");
    return (isRouted ? 1 : 0) + (isInside ? 1 : 0);
}

} // namespace

SocketPort::SocketPort(RunContext& run, SlotPool& pool, plan::SocketIndex index)
    : m_run(run)
    , m_pool(pool)
    , m_planned(run.plan.sockets[index])
    , m_index(index)
    , m_dispatch(dispatchOf(m_planned.type))
    , m_delimiters(delimitersOf(m_planned, run.plan.nodes[m_planned.node].role))
    , m_lends(mayLend())
    , m_isRemote(run.remote[index])
    , m_ledger(run.sockets[index])
    , m_stream(m_planned.type == model::SocketType::Stream
                   ? std::make_unique<StreamPeers>(run, index)
                   : nullptr)
    , m_connecter(run, index)
{
    for (const plan::FlowIndex flow : m_planned.flowsIn) {
        const plan::SocketIndex from = run.plan.flows[flow].from;
        const plan::PlannedSocket& sender = run.plan.sockets[from];
        const Dispatch dispatch = dispatchOf(sender.type);
        m_senders.push_back(
            {.socket = from,
             .flow = flow,
             .ledger = &run.flows[flow],
             .dispatch = dispatch,
             .numbersOneFlow = dispatch != Dispatch::Balanced || sender.flowsOut.size() == 1});
    }
    std::stable_sort(m_senders.begin(), m_senders.end(),
                     [](const Sender& a, const Sender& b) { return a.socket < b.socket; });
    for (std::size_t i = 1; i < m_senders.size(); ++i) {
        if (m_senders[i].socket == m_senders[i - 1].socket)
            m_senders[i].hasTwin = m_senders[i - 1].hasTwin = true;
    }
    for (const plan::PlannedOption& option : m_planned.options) {
        if (option.name == "SNDTIMEO")
            m_sendTimeout = static_cast<std::int64_t>(option.value.asNumber().value_or(-1));
        else if (option.name == "RCVTIMEO")
            m_receiveTimeout = static_cast<std::int64_t>(option.value.asNumber().value_or(-1));
    }
    // A ROUTER knows beforehand where the peers with a set identity are.
    for (const plan::FlowIndex flow : m_planned.flowsOut) {
        for (const plan::PlannedOption& option : run.plan.sockets[run.plan.flows[flow].to].options)
        {
            if (option.name == "ROUTING_ID" && option.value.asText() != nullptr)
                m_routes[*option.value.asText()] = flow;
        }
    }
}

SocketPort::~SocketPort()
{
    close();
}

std::string
SocketPort::fail(const std::string& what, const std::string& address, const std::string& event)
{
    m_run.events.add({.time = m_run.seconds(),
                      .where = m_planned.ref.text(),
                      .event = event,
                      .address = address,
                      .detail = what,
                      .error = true});
    return m_planned.ref.text() + ": " + (address.empty() ? "" : address + ": ") + what;
}

std::string SocketPort::open(SocketMonitors& monitors)
{
    m_socket = zmq_socket(m_run.zmq, kZmqTypes[static_cast<std::size_t>(m_planned.type)]);
    if (m_socket == nullptr)
        return fail(zmq_strerror(zmq_errno()), {}, "SOCKET_FAILED");
    std::size_t size = sizeof m_descriptor;
    zmq_getsockopt(m_socket, ZMQ_FD, &m_descriptor, &size);
    m_run.tell(m_planned.ref.text(), "SOCKET_CREATED", {}, std::string(toText(m_planned.type)));
    if (std::string problem = setOptions(); !problem.empty())
        return fail(problem, {}, "OPTION_FAILED");
    if (m_isRemote)
        m_isMonitored = monitors.watch(m_socket, m_index);
    if (std::string problem = m_run.services->security.apply(m_socket, m_index); !problem.empty())
        return fail(problem, {}, "SECURITY_FAILED");
    if (std::string problem = subscribeAll(); !problem.empty())
        return fail(problem, {}, "OPTION_FAILED");
    return {};
}

bool SocketPort::setInteger(int option, std::int64_t value)
{
    const int narrow = static_cast<int>(value);
    return zmq_setsockopt(m_socket, option, &narrow, sizeof narrow) == 0;
}

std::string SocketPort::setOptions()
{
    const std::string metadata = "X-TopoMQ:" + std::to_string(m_index);
    zmq_setsockopt(m_socket, kMetadataOption, metadata.data(), metadata.size());
    setInteger(ZMQ_LINGER, 0);
    setInteger(ZMQ_SNDHWM, m_planned.sendHighWaterMark);
    setInteger(ZMQ_RCVHWM, m_planned.receiveHighWaterMark);
    if (usesIpv6(m_planned, m_run))
        setInteger(ZMQ_IPV6, 1);
    std::string told;
    for (const plan::PlannedOption& option : m_planned.options) {
        model::Value value = option.value;
        const std::int64_t* number = value.asInteger();
        if (option.name == "LINGER" && number != nullptr)
            value = *number < 0 ? kLongestLinger : std::min<std::int64_t>(*number, kLongestLinger);
        if (std::string problem = setOption(m_socket, option.name, value); !problem.empty())
            return problem;
        told += (told.empty() ? "" : ", ") + option.name + " = " + option.value.describe();
        if (option.name == "ROUTER_MANDATORY")
            m_waitsForFullPeer =
                option.value != model::Value(0) && option.value != model::Value(false);
    }
    if (!told.empty())
        m_run.tell(m_planned.ref.text(), "OPTIONS_SET", {}, told);
    // A REQ that gives up waiting may ask again only so, and must know a late reply for one.
    const plan::PlannedNode& node = m_run.plan.nodes[m_planned.node];
    if (m_planned.type == model::SocketType::Req && node.settings.timeout > 0) {
        setInteger(ZMQ_REQ_RELAXED, 1);
        setInteger(ZMQ_REQ_CORRELATE, 1);
    }
    // Only so does a ROUTER say what it could not deliver, and why.
    if (m_planned.type == model::SocketType::Router)
        setInteger(ZMQ_ROUTER_MANDATORY, 1);
    return {};
}

std::string SocketPort::subscribeAll()
{
    for (const std::string& prefix : m_planned.subscriptions) {
        if (m_planned.type == model::SocketType::XSub) {
            sendUpstream('\x01' + prefix);
        } else if (m_planned.type == model::SocketType::Sub
                   && zmq_setsockopt(m_socket, ZMQ_SUBSCRIBE, prefix.data(), prefix.size()) != 0)
        {
            return std::string("SUBSCRIBE: ") + zmq_strerror(zmq_errno());
        }
    }
    return {};
}

std::string SocketPort::bindAll()
{
    std::string first;
    for (std::size_t i = 0; i < m_planned.binds.size(); ++i) {
        const plan::PlannedBind& bind = m_planned.binds[i];
        const std::string name = "topomq-" + m_planned.ref.text() + "-" + std::to_string(m_index)
            + "-" + std::to_string(i);
        BindOutcome outcome = bindAddress(m_run, m_socket, m_index, bind, name);
        if (!outcome.problem.empty()) {
            std::string problem = fail(outcome.problem, bind.address, "BIND_FAILED");
            if (first.empty())
                first = std::move(problem);
        }
        if (!outcome.ipcFile.empty())
            m_ipcFiles.push_back(outcome.ipcFile);
        m_run.setBound(m_index, i, outcome.bound);
    }
    return first;
}

std::string SocketPort::connectAll()
{
    std::string first;
    for (const plan::PlannedConnect& planned : m_planned.connects) {
        const plan::PlannedSocket& binder = m_run.plan.sockets[planned.binder];
        BoundAddress target = m_run.bound(planned.binder, planned.endpoint);
        if (m_run.plan.nodes[binder.node].external) {
            target.connect = binder.binds[planned.endpoint].address;
            target.failed = false;
        }
        // Connecting anyway could reach a stranger that holds the address.
        if (target.failed || target.connect.empty())
            continue;
        const std::string routingId = m_stream == nullptr ? "" : m_stream->nameFor(planned);
        std::string problem = m_connecter.connect(m_socket, planned, target.connect, routingId);
        if (!problem.empty())
            problem = fail(problem, target.connect, "CONNECT_FAILED");
        else if (binder.binds[planned.endpoint].transport == plan::Transport::Inproc)
            m_run.tell(m_planned.ref.text(), "CONNECTED", target.connect);
        if (first.empty())
            first = std::move(problem);
    }
    m_run.services->readings.publish(m_index, m_planned.type,
                                     readOptions(m_socket, m_planned.type));
    return first;
}

void SocketPort::close()
{
    if (m_socket == nullptr)
        return;
    if (m_isMonitored)
        SocketMonitors::unwatch(m_socket);
    m_stream.reset();
    zmq_close(m_socket);
    m_run.tell(m_planned.ref.text(), "SOCKET_CLOSED", {}, "by us, with all its connections");
    m_connecter.forgetAll();
    m_socket = nullptr;
    // poll(2) passes over it; the number may soon be somebody else's.
    m_descriptor = -1;
    for (const std::string& path : m_ipcFiles)
        removeSocketFile(path);
}

void SocketPort::hangUp(const std::string& peer)
{
    m_stream->hangUp(peer);
    if (zmq_send(m_socket, peer.data(), peer.size(), ZMQ_DONTWAIT | ZMQ_SNDMORE) >= 0)
        zmq_send(m_socket, nullptr, 0, ZMQ_DONTWAIT);
}

bool SocketPort::canReceive()
{
    int events = 0;
    std::size_t size = sizeof events;
    return zmq_getsockopt(m_socket, ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLIN) != 0;
}

bool SocketPort::canSend()
{
    int events = 0;
    std::size_t size = sizeof events;
    return zmq_getsockopt(m_socket, ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLOUT) != 0;
}

void SocketPort::service()
{
    if (m_socket == nullptr)
        return;
    m_connecter.resume(m_socket);
    (void)canReceive();
}

void SocketPort::applyOption(const plan::PlannedOption& option)
{
    if (option.name == "SUBSCRIBE") {
        std::vector<std::string> wanted;
        if (const auto* list = option.value.asArray()) {
            for (const model::Value& each : *list)
                wanted.push_back(*each.asText());
        }
        const plan::FlowIndex any =
            m_planned.flowsIn.empty() ? plan::kNone : m_planned.flowsIn.front();
        const std::vector<std::string> old =
            any == plan::kNone ? m_planned.subscriptions : m_run.subscriptions[any].prefixes();
        // The books first for what comes, last for what goes: a message is never unexpected long.
        for (const plan::FlowIndex flow : m_planned.flowsIn)
            m_run.subscriptions[flow].set(wanted);
        m_run.subscriptionsChanged(m_planned.flowsIn);
        const bool upstream = m_planned.type == model::SocketType::XSub;
        for (const std::string& prefix : wanted) {
            if (upstream)
                sendUpstream('\x01' + prefix);
            else
                zmq_setsockopt(m_socket, ZMQ_SUBSCRIBE, prefix.data(), prefix.size());
        }
        for (const std::string& prefix : old) {
            if (upstream)
                sendUpstream(std::string(1, '\0') + prefix);
            else
                zmq_setsockopt(m_socket, ZMQ_UNSUBSCRIBE, prefix.data(), prefix.size());
        }
        return;
    }
    if (std::string problem = setOption(m_socket, option.name, option.value); !problem.empty())
        m_run.tell(m_planned.ref.text(), "OPTION_FAILED", {}, std::move(problem), true);
    else
        m_run.tell(m_planned.ref.text(), "OPTIONS_SET", {},
                   option.name + " = " + option.value.describe());
    m_run.services->readings.publish(m_index, m_planned.type,
                                     readOptions(m_socket, m_planned.type));
}

} // namespace topomq::runtime
