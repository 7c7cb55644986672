#include "engine/runtime/socket_port.h"

#include "engine/plan/live_options.h"
#include "engine/runtime/address_binding.h"
#include "engine/runtime/peer_names.h"
#include "engine/runtime/run_services.h"
#include "engine/runtime/socket_monitors.h"
#include "engine/runtime/socket_options.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace topomq::runtime {

namespace {

/// In the order of model::SocketType.
constexpr std::array kZmqTypes{ZMQ_PAIR,   ZMQ_PUB,  ZMQ_SUB,  ZMQ_REQ,  ZMQ_REP,  ZMQ_DEALER,
                               ZMQ_ROUTER, ZMQ_PULL, ZMQ_PUSH, ZMQ_XPUB, ZMQ_XSUB, ZMQ_STREAM};

/// A stopped run may not hang on a peer that never reads, whatever LINGER says.
constexpr std::int64_t kLongestLinger = 1000;

/// The option as the socket gets it.
plan::PlannedOption inForce(plan::PlannedOption option)
{
    const std::int64_t* const number = option.value.asInteger();
    if (option.name == "LINGER" && number != nullptr && (*number < 0 || *number > kLongestLinger))
        option.value = kLongestLinger;
    return option;
}

/// "LINGER = 1000 (not -1: a run waits no longer)".
std::string told(const plan::PlannedOption& asked, const plan::PlannedOption& set)
{
    const std::string text = set.name + " = " + set.value.describe();
    return set.value == asked.value
        ? text
        : text + " (not " + asked.value.describe() + ": a run waits no longer)";
}

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

/// Links that were taken away stay in the plan. What is sent before the last one has been let go of
/// is lost with that.
plan::FlowIndex pairFlowOf(const plan::PlannedSocket& socket, const plan::RunPlan& plan)
{
    const std::vector<plan::FlowIndex>& flows = socket.flowsOut;
    const auto live = std::find_if(flows.begin(), flows.end(), [&plan](plan::FlowIndex flow) {
        return !plan.links[plan.flows[flow].link].gone;
    });
    if (live != flows.end())
        return *live;
    return flows.empty() ? plan::kNone : flows.back();
}

} // namespace

SocketPort::SocketPort(RunContext& run, SlotPool& pool, plan::SocketIndex index)
    : m_run(run)
    , m_pool(pool)
    , m_planned(run.plan.sockets[index])
    , m_index(index)
    , m_dispatch(dispatchOf(m_planned.type))
    , m_delimiters(delimitersOf(m_planned, run.plan.nodes[m_planned.node].role))
    , m_ledger(run.sockets[index])
    , m_connecter(run, index, m_marks)
    , m_isFirstLife(m_ledger.sent.value() == 0)
{
    refresh();
    m_prefixes = m_planned.subscriptions;
    for (const plan::PlannedOption& option : m_planned.options) {
        if (option.name == "SNDTIMEO")
            m_sendTimeout = static_cast<std::int64_t>(option.value.asNumber().value_or(-1));
        else if (option.name == "RCVTIMEO")
            m_receiveTimeout = static_cast<std::int64_t>(option.value.asNumber().value_or(-1));
    }
}

void SocketPort::refresh()
{
    m_isRemote = m_run.remote[m_index];
    m_hasInproc = std::any_of(
        m_planned.flowsOut.begin(), m_planned.flowsOut.end(), [this](plan::FlowIndex flow) {
            return m_run.plan.flows[flow].transport == plan::Transport::Inproc;
        });
    // RFC 6455, 5.3: the end that connects masks each frame. libzmq does so in our own memory.
    m_isMasked = std::any_of(
        m_planned.connects.begin(), m_planned.connects.end(), [this](const auto& connect) {
            return m_run.plan.sockets[connect.binder].binds[connect.endpoint].transport
                == plan::Transport::Ws;
        });
    m_lends = mayLend();
    m_pairFlow = pairFlowOf(m_planned, m_run.plan);
    const bool usesRing = mayUseRing();
    if (m_wire != nullptr && !usesRing)
        direct().ring.retire();
    m_wire = usesRing ? &m_run.flows[m_planned.flowsOut.front()].wire : nullptr;
    const std::vector<Sender> before = std::exchange(m_senders, {});
    m_lastSender = nullptr;
    for (const plan::FlowIndex flow : m_planned.flowsIn) {
        const plan::SocketIndex from = m_run.plan.flows[flow].from;
        const plan::PlannedSocket& sender = m_run.plan.sockets[from];
        const Dispatch dispatch = dispatchOf(sender.type);
        m_senders.push_back(
            {.socket = from,
             .flow = flow,
             .ledger = &m_run.flows[flow],
             .tap = &m_run.taps.at(flow),
             .dispatch = dispatch,
             .numbersOneFlow = dispatch != Dispatch::Balanced || sender.flowsOut.size() == 1,
             .turns = turnsOf(m_run.plan, from)});
        watchTurns(m_senders.back(), before);
    }
    std::stable_sort(m_senders.begin(), m_senders.end(),
                     [](const Sender& a, const Sender& b) { return a.socket < b.socket; });
    findTwins();
    findOutside();
    m_flowsOutside.clear();
    for (const plan::FlowIndex flow : m_planned.flowsOut) {
        if (m_run.plan.nodes[m_run.plan.sockets[m_run.plan.flows[flow].to].node].external)
            m_flowsOutside.push_back(flow);
    }
    findRoutes();
    if (m_isRemote && !m_isMonitored && m_socket != nullptr)
        m_isMonitored = m_monitors->watch(m_socket, m_index);
}

void SocketPort::findRoutes()
{
    // A ROUTER knows beforehand where the peers with a set identity are.
    for (const plan::FlowIndex flow : m_planned.flowsOut) {
        const std::string name = routingIdOf(m_run.plan.sockets[m_run.plan.flows[flow].to]);
        if (!name.empty())
            enterRoute(name, flow);
    }
    if (m_planned.type != model::SocketType::Router)
        return;
    // Programs without one are called by the id of their node, as `to` names them; where a node has
    // several sockets, only what comes in says which of them it is.
    const auto nodeOf = [this](plan::FlowIndex flow) {
        return m_run.plan.sockets[m_run.plan.flows[flow].to].node;
    };
    for (const plan::FlowIndex flow : m_flowsOutside) {
        const auto namesakes =
            std::count_if(m_flowsOutside.begin(), m_flowsOutside.end(),
                          [&](plan::FlowIndex each) { return nodeOf(each) == nodeOf(flow); });
        const std::string name = m_run.plan.nodes[nodeOf(flow)].id.text();
        if (namesakes == 1 && (m_routes == nullptr || !m_routes->contains(name)))
            enterRoute(name, flow);
    }
}

void SocketPort::findOutside()
{
    m_hasOutside = false;
    m_outside = nullptr;
    bool isAmbiguous = false;
    for (Sender& each : m_senders) {
        const plan::PlannedFlow& flow = m_run.plan.flows[each.flow];
        const bool isOutside = m_run.plan.nodes[m_run.plan.sockets[each.socket].node].external;
        m_hasOutside = m_hasOutside || isOutside;
        if (m_run.plan.links[flow.link].gone)
            continue;
        // Multicast has no connections: what comes from there says no more than a stranger's.
        isAmbiguous = isAmbiguous || (isOutside && m_outside != nullptr)
            || (!isOutside && plan::isMulticast(flow.transport));
        if (isOutside)
            m_outside = &each;
    }
    if (isAmbiguous)
        m_outside = nullptr;
}

void SocketPort::watchTurns(const Sender& sender, const std::vector<Sender>& before) const
{
    if (sender.turns == 0 || m_run.sockets[sender.socket].sent.value() == 0)
        return;
    const auto known = std::find_if(before.begin(), before.end(),
                                    [&](const Sender& each) { return each.flow == sender.flow; });
    const bool isLate = known == before.end() && sender.ledger->receiver.received.value() == 0;
    if (isLate || (known != before.end() && known->turns != sender.turns))
        sender.ledger->receiver.turn.store(FlowLedger::kMixedTurns, std::memory_order_release);
}

SocketPort::~SocketPort()
{
    close(false);
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
    m_monitors = &monitors;
    m_socket = zmq_socket(m_run.zmq, kZmqTypes[static_cast<std::size_t>(m_planned.type)]);
    if (m_socket == nullptr)
        return fail(zmq_strerror(zmq_errno()), {}, "SOCKET_FAILED");
    if (m_planned.type == model::SocketType::Stream)
        m_stream = std::make_unique<StreamPeers>(m_run, m_index);
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
    setStage(metrics::SocketStage::Created);
    return {};
}

bool SocketPort::setInteger(int option, std::int64_t value)
{
    const int narrow = static_cast<int>(value);
    return zmq_setsockopt(m_socket, option, &narrow, sizeof narrow) == 0;
}

std::string SocketPort::setOptions()
{
    const std::string metadata = std::string(kNameProperty) + ":" + m_run.meters.nameOf(m_index);
    zmq_setsockopt(m_socket, kMetadataOption, metadata.data(), metadata.size());
    setInteger(ZMQ_LINGER, 0);
    setInteger(ZMQ_SNDHWM, m_planned.sendHighWaterMark);
    setInteger(ZMQ_RCVHWM, m_planned.receiveHighWaterMark);
    if (usesIpv6(m_planned, m_run))
        setInteger(ZMQ_IPV6, 1);
    std::string allTold;
    for (const plan::PlannedOption& option : m_planned.options) {
        const plan::PlannedOption set = inForce(option);
        if (std::string problem = setOption(m_socket, set.name, set.value); !problem.empty())
            return problem;
        allTold += (allTold.empty() ? "" : ", ") + told(option, set);
        if (option.name == "ROUTER_MANDATORY")
            m_waitsForFullPeer =
                option.value != model::Value(0) && option.value != model::Value(false);
    }
    const plan::PlannedNode& node = m_run.plan.nodes[m_planned.node];
    if (m_planned.type == model::SocketType::Req && node.settings.timeout > 0)
        allTold += letAskAgain();
    if (!allTold.empty())
        m_run.tell(m_planned.ref.text(), "OPTIONS_SET", {}, allTold);
    // Only so does a ROUTER say what it could not deliver, and why.
    if (m_planned.type == model::SocketType::Router)
        setInteger(ZMQ_ROUTER_MANDATORY, 1);
    return {};
}

std::string SocketPort::letAskAgain()
{
    const auto asked = [this](std::string_view name) -> const model::Value* {
        const auto found = std::find_if(m_planned.options.begin(), m_planned.options.end(),
                                        [name](const auto& each) { return each.name == name; });
        return found == m_planned.options.end() ? nullptr : &found->value;
    };
    const auto toldOf = [&asked](std::string_view name) {
        return asked(name) != nullptr ? std::string()
                                      : ", " + std::string(name) + " = true (for the timeout)";
    };
    // A REQ that gives up waiting may ask again only so, and must know a late reply for one.
    std::string told = toldOf("REQ_RELAXED");
    setInteger(ZMQ_REQ_RELAXED, 1);
    const model::Value* const correlates = asked("REQ_CORRELATE");
    if (correlates == nullptr || *correlates == model::Value(true)) {
        m_givesUp = setInteger(ZMQ_REQ_CORRELATE, 1);
        return told + toldOf("REQ_CORRELATE");
    }
    // The user wants to see what comes of taking it for the right one. What libzmq has thrown away
    // by the next request leaves no trace in the order of those that carry no time.
    for (const plan::FlowIndex flow : m_planned.flowsIn)
        m_run.flows[flow].sendTimes.giveUp();
    return told;
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

bool SocketPort::isReady(int event)
{
    int events = 0;
    std::size_t size = sizeof events;
    return zmq_getsockopt(m_socket, ZMQ_EVENTS, &events, &size) == 0 && (events & event) != 0;
}

bool SocketPort::canReceive()
{
    return !m_waiting.empty() || isReady(ZMQ_POLLIN);
}

bool SocketPort::canSend()
{
    return isReady(ZMQ_POLLOUT);
}

void SocketPort::service()
{
    if (m_socket == nullptr)
        return;
    m_connecter.resume(m_socket);
    // Also while messages wait in here, which an XPUB that only sends never takes.
    (void)isReady(ZMQ_POLLIN);
}

void SocketPort::applyOption(const plan::PlannedOption& option)
{
    if (option.name == "SUBSCRIBE") {
        std::vector<std::string> wanted;
        if (const auto* list = option.value.asArray()) {
            for (const model::Value& each : *list)
                wanted.push_back(*each.asText());
        }
        const std::vector<std::string> old = std::exchange(m_prefixes, wanted);
        // The books first: a message is never unexpected long.
        m_run.changePrefixes(m_index, old, wanted);
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
    if (plan::isHighWaterMark(option.name))
        renewInprocNames();
    m_run.services->readings.publish(m_index, m_planned.type,
                                     readOptions(m_socket, m_planned.type));
}

} // namespace topomq::runtime
