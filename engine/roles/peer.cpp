#include "engine/roles/pacer.h"
#include "engine/roles/payload.h"
#include "engine/roles/roles.h"

#include <algorithm>

namespace topomq::roles {

namespace {

using runtime::NodeContext;
using runtime::SendResult;
using runtime::SocketPort;
using runtime::WaitResult;
using Clock = NodeContext::Clock;

/// The name that a ROUTER knows this socket by.
std::string routingIdOf(const plan::PlannedSocket& socket)
{
    for (const plan::PlannedOption& option : socket.options) {
        if (option.name == "ROUTING_ID" && option.value.asText() != nullptr)
            return *option.value.asText();
    }
    return socket.ref.node.text();
}

/// Routing ids to address in turn: those of `to`, or of all linked peers.
std::vector<std::string> targets(const NodeContext& context, const SocketPort& port)
{
    std::vector<std::string> ids;
    const std::vector<std::string>& wanted = context.settings().to;
    for (const plan::FlowIndex flow : port.planned().flowsOut) {
        const plan::PlannedSocket& peer = context.plan().sockets[context.plan().flows[flow].to];
        const bool isWanted = wanted.empty()
            || std::find(wanted.begin(), wanted.end(), peer.ref.node.text()) != wanted.end();
        if (isWanted)
            ids.push_back(routingIdOf(peer));
    }
    return ids;
}

/// Sends while the socket takes it, and reads whenever it does not: two peers that only sent
/// would wait for each other for ever.
class Exchange
{
public:
    Exchange(NodeContext& context, SocketPort& port)
        : m_context(context)
        , m_port(port)
        , m_pacer(context)
        , m_isRouter(port.type() == model::SocketType::Router)
    {
        if (m_isRouter)
            m_targets = targets(context, port);
    }

    void run();

private:
    [[nodiscard]] bool hasMore() const
    {
        const std::uint64_t count = m_context.settings().count;
        return m_context.generating() && (count == 0 || m_sent < count)
            && (!m_isRouter || !m_targets.empty());
    }

    [[nodiscard]] WaitResult sendOne();
    void takeIn();

    NodeContext& m_context;
    SocketPort& m_port;
    Pacer m_pacer;
    const bool m_isRouter;
    std::vector<std::string> m_targets;
    std::uint64_t m_sent = 0;
    runtime::Outgoing m_message;
    runtime::Incoming m_incoming;
};

void Exchange::takeIn()
{
    constexpr int kAtATime = 64;
    for (int i = 0; i < kAtATime && m_port.receive(m_incoming); ++i) {
    }
}

WaitResult Exchange::sendOne()
{
    if (m_isRouter)
        m_message.envelope = {m_targets[m_sent % m_targets.size()]};
    if (!generate(m_context, m_port, m_message, m_sent))
        return WaitResult::Stopped;
    while (m_context.trySend(m_port, m_message) == SendResult::WouldBlock) {
        takeIn();
        if (!m_context.running() || m_context.awaitTraffic(m_port) == WaitResult::Stopped)
            return WaitResult::Stopped;
    }
    ++m_sent;
    m_pacer.advance(1);
    return WaitResult::Ready;
}

void Exchange::run()
{
    while (m_context.running()) {
        if (!hasMore())
            break;
        if (m_pacer.isUnlimited() || Clock::now() >= m_pacer.due()) {
            takeIn();
            if (sendOne() == WaitResult::Stopped)
                return;
        } else if (m_context.receive(m_port, m_incoming, m_pacer.due()) == WaitResult::Stopped) {
            return;
        }
    }
    m_context.setGenerated();
    while (m_context.receive(m_port, m_incoming) == WaitResult::Ready) {
    }
}

} // namespace

void Peer::run(NodeContext& context)
{
    if (!context.sockets().empty())
        Exchange(context, *context.sockets().front()).run();
}

} // namespace topomq::roles
