// The connections of a SocketPort: where it binds, to whom it connects, and how both end.

#include "engine/runtime/address_binding.h"
#include "engine/runtime/node_seat.h"
#include "engine/runtime/run_services.h"
#include "engine/runtime/socket_monitors.h"
#include "engine/runtime/socket_options.h"
#include "engine/runtime/socket_port.h"

#include <zmq.h>

#include <algorithm>
#include <chrono>

namespace topomq::runtime {

namespace {

/// libzmq lets go of an address a moment after the socket that was bound to it has closed.
constexpr auto kLongestRebind = std::chrono::milliseconds(500);
constexpr auto kRebindStep = std::chrono::milliseconds(2);

} // namespace

std::string SocketPort::bindOne(std::size_t index, NodeSeat& seat)
{
    const plan::PlannedBind& planned = m_planned.binds[index];
    const BoundAddress last = m_run.bound(m_index, index);
    const bool isAgain = last.planned == planned.address && !last.connect.empty() && !last.failed;
    plan::PlannedBind bind = planned;
    if (isAgain)
        bind.address = bind.transport == plan::Transport::Inproc ? last.connect : last.address;
    const std::string name = "topomq-" + m_planned.ref.text() + "-" + std::to_string(m_index) + "-"
        + std::to_string(index);
    m_marks.beforeBind(m_socket, index);
    BindOutcome outcome = bindAddress(m_run, m_socket, m_index, bind, name);
    const auto deadline = std::chrono::steady_clock::now() + kLongestRebind;
    while (isAgain && outcome.bound.failed && std::chrono::steady_clock::now() < deadline) {
        seat.sleepUntil(NodeSeat::Clock::now() + kRebindStep);
        outcome = bindAddress(m_run, m_socket, m_index, bind, name);
    }
    outcome.bound.planned = planned.address;
    outcome.bound.isUp = !outcome.bound.failed;
    outcome.bound.generation = isAgain ? last.generation : 0;
    if (!outcome.ipcFile.empty())
        m_ipcFiles.push_back(outcome.ipcFile);
    m_run.setBound(m_index, index, outcome.bound);
    if (!outcome.problem.empty())
        return fail(outcome.problem, planned.address, "BIND_FAILED");
    return {};
}

std::string SocketPort::bindAll(NodeSeat& seat)
{
    std::string first;
    for (std::size_t i = 0; i < m_planned.binds.size(); ++i) {
        std::string problem = bindOne(i, seat);
        if (first.empty())
            first = std::move(problem);
    }
    setStage(metrics::SocketStage::Attached);
    return first;
}

std::string SocketPort::connectAll()
{
    std::string first;
    for (const plan::PlannedConnect& planned : m_planned.connects) {
        std::string problem = connectTo(planned);
        if (first.empty())
            first = std::move(problem);
    }
    m_run.services->readings.publish(m_index, m_planned.type,
                                     readOptions(m_socket, m_planned.type));
    return first;
}

std::string SocketPort::attach(plan::LinkIndex link)
{
    for (const plan::PlannedConnect& planned : m_planned.connects) {
        if (planned.link == link)
            return connectTo(planned);
    }
    return {};
}

std::string SocketPort::connectTo(const plan::PlannedConnect& planned)
{
    if (m_socket == nullptr || m_run.isCut[planned.link].load(std::memory_order_acquire))
        return {};
    const plan::PlannedSocket& binder = m_run.plan.sockets[planned.binder];
    BoundAddress target = m_run.bound(planned.binder, planned.endpoint);
    if (m_run.plan.nodes[binder.node].external) {
        target.connect = binder.binds[planned.endpoint].address;
        target.failed = false;
    }
    // Connecting anyway could reach a stranger that holds the address.
    if (target.failed || target.connect.empty())
        return {};
    std::string& connected = m_connected[planned.link];
    if (connected == target.connect)
        return {};
    if (!connected.empty())
        zmq_disconnect(m_socket, m_connecter.addressOf(planned.link).c_str());
    connected.clear();
    std::string routingId;
    if (m_stream != nullptr) {
        m_stream->forgetLink(planned.link);
        routingId = m_stream->nameFor(planned);
    }
    std::string problem = m_connecter.connect(m_socket, planned, target.connect, routingId);
    if (!problem.empty())
        return fail(problem, target.connect, "CONNECT_FAILED");
    connected = target.connect;
    if (binder.binds[planned.endpoint].transport == plan::Transport::Inproc && target.isUp)
        m_run.events.add({.time = m_run.seconds(),
                          .where = m_planned.ref.text(),
                          .event = "CONNECTED",
                          .address = target.connect});
    return {};
}

void SocketPort::detach(plan::LinkIndex link)
{
    if (m_socket == nullptr || !m_connected.contains(link))
        return;
    for (const plan::FlowIndex flow : m_planned.flowsIn) {
        if (m_run.plan.flows[flow].link == link)
            readAhead(flow);
    }
    leave(link);
}

void SocketPort::leave(plan::LinkIndex link)
{
    const auto found = m_connected.find(link);
    if (found == m_connected.end() || m_socket == nullptr)
        return;
    takeInAll();
    zmq_disconnect(m_socket, m_connecter.addressOf(link).c_str());
    m_connecter.forget(link);
    if (m_stream != nullptr)
        m_stream->forgetLink(link);
    m_run.events.add({.time = m_run.seconds(),
                      .where = m_planned.ref.text(),
                      .event = "DISCONNECTED",
                      .address = found->second,
                      .detail = "the link was taken away"});
    m_connected.erase(found);
}

void SocketPort::hangUp(const std::string& peer)
{
    m_stream->hangUp(peer);
    if (zmq_send(m_socket, peer.data(), peer.size(), ZMQ_DONTWAIT | ZMQ_SNDMORE) >= 0)
        zmq_send(m_socket, nullptr, 0, ZMQ_DONTWAIT);
}

void SocketPort::leaveInproc(bool all)
{
    for (const plan::PlannedConnect& planned : m_planned.connects) {
        const auto found = m_connected.find(planned.link);
        const bool isInproc = m_run.plan.sockets[planned.binder].binds[planned.endpoint].transport
            == plan::Transport::Inproc;
        // A socket whose peer has yet to bind is never destroyed: it has to give up first.
        const bool leaves = all || !m_run.bound(planned.binder, planned.endpoint).isUp;
        if (found == m_connected.end() || !isInproc || !leaves)
            continue;
        zmq_disconnect(m_socket, found->second.c_str());
        m_connected.erase(found);
    }
}

void SocketPort::renewInprocNames()
{
    if (m_socket == nullptr)
        return;
    for (std::size_t i = 0; i < m_planned.binds.size(); ++i) {
        const BoundAddress bound = m_run.bound(m_index, i);
        if (m_planned.binds[i].transport != plan::Transport::Inproc || !bound.isUp)
            continue;
        // Who is connected stays so.
        zmq_unbind(m_socket, bound.address.c_str());
        if (zmq_bind(m_socket, bound.address.c_str()) != 0)
            (void)fail(zmq_strerror(zmq_errno()), bound.address, "BIND_FAILED");
    }
}

void SocketPort::endInputs()
{
    if (m_socket == nullptr)
        return;
    if (m_planned.type == model::SocketType::Rep)
        loseRequests();
    else if (model::canReceive(m_planned.type))
        readAhead(kEveryFlow);
    // Here, and not when libzmq gets round to it: peers are told before they may send again.
    leaveInproc(true);
}

void SocketPort::close(bool inOrder)
{
    if (m_socket == nullptr)
        return;
    m_waiting.clear();
    m_stream.reset();
    if (m_isMonitored)
        SocketMonitors::unwatch(m_socket);
    m_isMonitored = false;
    if (!inOrder)
        setInteger(ZMQ_LINGER, 0);
    leaveInproc(false);
    m_connected.clear();
    m_connecter.forgetAll();
    zmq_close(m_socket);
    m_run.tell(m_planned.ref.text(), "SOCKET_CLOSED", {}, "by us, with all its connections");
    m_socket = nullptr;
    setStage(metrics::SocketStage::Closed);
    m_descriptor = -1;
    for (const std::string& path : m_ipcFiles)
        removeSocketFile(path);
    m_ipcFiles.clear();
}

} // namespace topomq::runtime
