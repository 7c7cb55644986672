#include "engine/runtime/connecter.h"

#include "engine/model/options.h"
#include "engine/rules/rules.h"
#include "engine/runtime/peer_names.h"
#include "engine/runtime/run_services.h"

#include <zmq.h>

#include <algorithm>
#include <cerrno>
#include <optional>

namespace topomq::runtime {

namespace {

std::string remedyFor(int error)
{
    switch (error) {
    case EINVAL:
        return "; write host:port with a port from 1 to 65535";
    case ENODEV:
    case EADDRNOTAVAIL:
        return "; use an address or interface of this machine, such as 127.0.0.1";
    case EPROTONOSUPPORT:
        return "; this libzmq is built without the transport";
    case ENOCOMPATPROTO:
        return "; multicast takes PUB, SUB, XPUB and XSUB only";
    case EMTHREAD:
        return "; set IO_THREADS of the context to 1 or more";
    default:
        return {};
    }
}

bool wantsIpv6(const RunContext& run, const plan::PlannedSocket& socket)
{
    const auto isOn = [](const std::vector<plan::PlannedOption>& options) -> std::optional<bool> {
        for (const plan::PlannedOption& option : options) {
            if (option.name == "IPV6")
                return option.value == model::Value(true) || option.value == model::Value(1);
        }
        return std::nullopt;
    };
    return isOn(socket.options).value_or(isOn(run.plan.contextOptions).value_or(false));
}

} // namespace

Connecter::Connecter(RunContext& run, plan::SocketIndex index, ConnectionMarks& marks)
    : m_run(run)
    , m_index(index)
    , m_planned(run.plan.sockets[index])
    , m_marks(marks)
{ }

Connecter::~Connecter() = default;

bool Connecter::isOneOfSeveral(const plan::PlannedConnect& planned) const
{
    const auto leadsThere = [&](plan::FlowIndex index) {
        const plan::PlannedFlow& flow = m_run.plan.flows[index];
        return flow.link != planned.link
            && (flow.from == m_index ? flow.to : flow.from) == planned.binder;
    };
    return std::any_of(m_planned.flowsOut.begin(), m_planned.flowsOut.end(), leadsThere)
        || std::any_of(m_planned.flowsIn.begin(), m_planned.flowsIn.end(), leadsThere);
}

std::string Connecter::whyNot(const plan::PlannedConnect& planned, const std::string& address) const
{
    const plan::PlannedSocket& peer = m_run.plan.sockets[planned.binder];
    // libzmq checks the types on all transports but this one, and some pairs end the process.
    if (plan::transportOf(address) == plan::Transport::Inproc
        && !rules::isLegalPair(m_planned.type, peer.type))
        return rules::whyIllegal(m_planned.type, peer.type)
            + "; over inproc ZeroMQ would not notice";
    return m_run.services->probe.whyNot(address, m_planned);
}

std::string Connecter::connect(void* socket,
                               const plan::PlannedConnect& planned,
                               const std::string& address,
                               const std::string& routingId)
{
    forget(planned.link);
    if (std::string problem = whyNot(planned, address); !problem.empty())
        return problem;
    const std::string host = hostNameIn(address);
    m_known.push_back({planned.link, {}, ++m_round});
    if (host.empty())
        return connectNow(socket, {planned, routingId}, address);
    m_run.tell(m_planned.ref.text(), "NAME_LOOKUP", address, "looking up " + host);
    ask({planned, routingId}, host, address);
    return {};
}

void Connecter::ask(const Wish& wish, const std::string& host, const std::string& address)
{
    if (m_inbox == nullptr)
        m_inbox = std::make_shared<Inbox>();
    // Not by way of the plan, which may grow while the name is looked up.
    const std::string where = m_planned.ref.text();
    m_run.services->names.find(
        host, wantsIpv6(m_run, m_planned),
        [inbox = m_inbox, wish, host, address, round = m_round, where, node = m_planned.node,
         run = &m_run](const LookupResult& result) {
            if (result.address.empty()) {
                run->tellRecurring(
                    where, "NAME_NOT_FOUND", address,
                    host + ": " + result.error
                        + "; check the name and the network, or write the number itself; "
                          "the next try is in "
                        + std::to_string(result.nextTry.count()) + " ms",
                    true);
                return;
            }
            {
                const std::lock_guard lock(inbox->mutex);
                inbox->answers.push_back({wish, withNumber(address, result.address), round});
            }
            run->services->wakes.wake(node);
        });
}

void Connecter::resume(void* socket)
{
    const bool waits = std::any_of(m_known.begin(), m_known.end(),
                                   [](const Known& each) { return each.address.empty(); });
    if (!waits || m_inbox == nullptr)
        return;
    std::vector<Answer> answers;
    {
        const std::lock_guard lock(m_inbox->mutex);
        answers.swap(m_inbox->answers);
    }
    for (const Answer& answer : answers) {
        const bool isWanted = std::any_of(m_known.begin(), m_known.end(), [&](const Known& each) {
            return each.link == answer.wish.planned.link && each.round == answer.round;
        });
        if (!isWanted)
            continue;
        std::string problem = connectNow(socket, answer.wish, answer.address);
        if (!problem.empty())
            m_run.tell(m_planned.ref.text(), "CONNECT_FAILED", answer.address, std::move(problem),
                       true);
    }
}

std::string Connecter::connectNow(void* socket, const Wish& wish, const std::string& address)
{
    const plan::PlannedConnect& planned = wish.planned;
    std::string problem = m_run.services->security.applyFor(socket, m_index, planned.binder);
    const std::string given =
        problem.empty() ? m_run.services->wires.through(planned.link, address) : address;
    if (!wish.routingId.empty())
        zmq_setsockopt(socket, ZMQ_CONNECT_ROUTING_ID, wish.routingId.data(),
                       wish.routingId.size());
    m_marks.beforeConnect(socket, isOneOfSeveral(planned) ? planned.link : plan::kNone);
    if (problem.empty() && zmq_connect(socket, given.c_str()) != 0) {
        const int error = zmq_errno();
        problem = zmq_strerror(error) + remedyFor(error);
    }
    if (!problem.empty()) {
        forget(planned.link);
        return problem;
    }
    for (Known& each : m_known) {
        if (each.link == planned.link)
            each.address = given;
    }
    // libzmq itself tells nothing of what follows.
    if (m_planned.type == model::SocketType::Router)
        tellNamesakes(m_index, planned.binder, address);
    if (m_run.plan.sockets[planned.binder].type == model::SocketType::Router)
        tellNamesakes(planned.binder, m_index, address);
    if (plan::isMulticast(plan::transportOf(address)))
        m_run.tell(m_planned.ref.text(), "GROUP_JOINED", address,
                   "multicast has no connections: nobody knows who listens");
    return {};
}

void Connecter::tellNamesakes(plan::SocketIndex router,
                              plan::SocketIndex peer,
                              const std::string& address)
{
    const std::vector<plan::SocketIndex> others = namesakes(m_run.plan, router, peer);
    if (others.empty())
        return;
    std::string names = m_run.plan.sockets[peer].ref.text();
    for (const plan::SocketIndex other : others)
        names += " and " + m_run.plan.sockets[other].ref.text();
    m_run.tell(m_run.plan.sockets[router].ref.text(), "DUPLICATE_ROUTING_ID", address,
               names
                   + " go by the same ROUTING_ID: without ROUTER_HANDOVER only the first is "
                     "read, with it only the last; give each its own",
               true);
}

std::string Connecter::addressOf(plan::LinkIndex link) const
{
    for (const Known& each : m_known) {
        if (each.link == link)
            return each.address;
    }
    return {};
}

void Connecter::forget(plan::LinkIndex link)
{
    std::erase_if(m_known, [link](const Known& each) { return each.link == link; });
}

void Connecter::forgetAll()
{
    m_known.clear();
}

} // namespace topomq::runtime
