#include "engine/roles/pacer.h"
#include "engine/roles/payload.h"
#include "engine/roles/roles.h"
#include "engine/roles/two_way.h"

#include <algorithm>

namespace topomq::roles {

namespace {

using runtime::NodeContext;
using runtime::SocketPort;
using runtime::WaitResult;

/// The name that a ROUTER knows this socket by.
std::string routingIdOf(const plan::PlannedSocket& socket)
{
    for (const plan::PlannedOption& option : socket.options) {
        if (option.name == "ROUTING_ID" && option.value.asText() != nullptr)
            return *option.value.asText();
    }
    return socket.ref.node.text();
}

using Envelope = std::vector<std::string>;

/// What to put before the messages, in turn. A ROUTER has one for each peer that `to` names, or
/// for all that are linked to it, now.
std::vector<Envelope> envelopes(const NodeContext& context, const SocketPort& port)
{
    if (port.type() != model::SocketType::Router)
        return {envelopeOf(context, port)};
    std::vector<Envelope> envelopes;
    const auto addAll = [&](const std::string* wanted) {
        const plan::RunPlan& plan = context.plan();
        for (const plan::FlowIndex flow : port.planned().flowsOut) {
            if (plan.links[plan.flows[flow].link].gone)
                continue;
            const plan::PlannedSocket& peer = plan.sockets[plan.flows[flow].to];
            if (wanted != nullptr && *wanted != peer.ref.node.text())
                continue;
            envelopes.push_back({routingIdOf(peer)});
            // Without a delimiter a REQ would take it for a broken reply and hang up.
            if (peer.type == model::SocketType::Req)
                envelopes.back().emplace_back();
        }
    };
    for (const std::string& id : context.settings().to)
        addAll(&id);
    if (context.settings().to.empty())
        addAll(nullptr);
    return envelopes;
}

class Exchange
{
public:
    Exchange(NodeContext& context, SocketPort& port)
        : m_context(context)
        , m_port(port)
        , m_pacer(context)
    { }

    void run();

private:
    [[nodiscard]] bool hasMore() const
    {
        const std::uint64_t count = m_context.settings().count;
        return m_context.generating() && (count == 0 || m_sent < count);
    }

    /// Links may have come or gone, or `to` may be another.
    void renewEnvelopes();
    [[nodiscard]] WaitResult awaitPeers();
    [[nodiscard]] WaitResult sendOne();

    NodeContext& m_context;
    SocketPort& m_port;
    Pacer m_pacer;
    std::vector<Envelope> m_envelopes;
    std::uint64_t m_planVersion = 0;
    std::uint64_t m_settingsVersion = 0;
    std::uint64_t m_sent = 0;
    runtime::Outgoing m_message;
    runtime::Incoming m_incoming;
};

void Exchange::renewEnvelopes()
{
    if (m_planVersion == m_context.planVersion()
        && m_settingsVersion == m_context.settingsVersion())
        return;
    m_planVersion = m_context.planVersion();
    m_settingsVersion = m_context.settingsVersion();
    m_envelopes = envelopes(m_context, m_port);
    // Without peers it has nothing to make, for as long as nobody is linked to it.
    m_context.setGenerated(m_envelopes.empty());
}

WaitResult Exchange::awaitPeers()
{
    SocketPort* const only = &m_port;
    const WaitResult result = m_context.awaitInput(std::span(&only, 1));
    if (result == WaitResult::Ready)
        takeIn(m_port, m_incoming);
    return result;
}

WaitResult Exchange::sendOne()
{
    const bool isAsked = m_context.isAsked();
    m_message.envelope = m_envelopes[m_sent % m_envelopes.size()];
    if (!generate(m_context, m_port, m_message, m_sent)
        || sendAndTakeIn(m_context, m_port, m_message, m_incoming) == WaitResult::Stopped)
        return WaitResult::Stopped;
    ++m_sent;
    m_context.noteMade(isAsked);
    if (!isAsked)
        m_pacer.advance(1);
    return WaitResult::Ready;
}

void Exchange::run()
{
    while (m_context.running()) {
        if (!hasMore())
            break;
        renewEnvelopes();
        if (m_envelopes.empty()) {
            if (awaitPeers() == WaitResult::Stopped)
                return;
        } else if (m_pacer.isDue()) {
            takeIn(m_port, m_incoming);
            if (sendOne() == WaitResult::Stopped)
                return;
        } else if (m_context.receive(m_port, m_incoming, m_pacer.next()) == WaitResult::Stopped) {
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
