#include "engine/roles/payload.h"
#include "engine/roles/ports.h"
#include "engine/roles/roles.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_set>

namespace topomq::roles {

namespace {

using runtime::Incoming;
using runtime::NodeContext;
using runtime::SendResult;
using runtime::SocketPort;
using runtime::WaitResult;

/// Frames before a client's envelope: the worker's routing id and a delimiter.
constexpr std::size_t kWorkerEnvelope = 2;

class Balance
{
public:
    Balance(NodeContext& context, SocketPort& frontend, SocketPort& backend)
        : m_context(context)
        , m_frontend(frontend)
        , m_backend(backend)
    { }

    void run();

private:
    [[nodiscard]] WaitResult awaitWorker();
    [[nodiscard]] WaitResult heed(const Incoming& fromWorker);
    [[nodiscard]] WaitResult answer(const Incoming& reply);
    [[nodiscard]] WaitResult assign(const Incoming& request);
    void address(const std::string& worker, const Incoming& request);

    NodeContext& m_context;
    SocketPort& m_frontend;
    SocketPort& m_backend;
    /// Routing ids of free workers, the least recently used first.
    std::deque<std::string> m_ready;
    /// Routing ids of clients that send no delimiter, and so want none back.
    std::unordered_set<std::string> m_plainClients;
    Incoming m_incoming;
    Incoming m_fromWorker;
    runtime::Outgoing m_toWorker;
    runtime::Outgoing m_toClient;
};

WaitResult Balance::awaitWorker()
{
    while (m_ready.empty()) {
        const WaitResult result = m_context.receive(m_backend, m_fromWorker);
        if (result == WaitResult::Stopped || heed(m_fromWorker) == WaitResult::Stopped)
            return WaitResult::Stopped;
    }
    return WaitResult::Ready;
}

WaitResult Balance::heed(const Incoming& fromWorker)
{
    const std::string worker(fromWorker.frame(0));
    if (std::find(m_ready.begin(), m_ready.end(), worker) == m_ready.end())
        m_ready.push_back(worker);
    // Without a client to send it to it only says that the worker is there.
    const bool isReply = fromWorker.bodyStart() >= kWorkerEnvelope + 2;
    return isReply ? answer(fromWorker) : WaitResult::Ready;
}

WaitResult Balance::answer(const Incoming& reply)
{
    m_toClient.tag = reply.tag();
    m_toClient.envelope.clear();
    for (std::size_t i = kWorkerEnvelope; i < reply.bodyStart(); ++i)
        m_toClient.envelope.emplace_back(reply.frame(i));
    if (m_plainClients.contains(m_toClient.envelope.front()))
        m_toClient.envelope.pop_back();
    // A client that has gone is counted at the frontend as unroutable; the others get theirs.
    return copyBody(m_context, m_frontend, reply, m_toClient)
        ? m_context.send(m_frontend, m_toClient)
        : WaitResult::Stopped;
}

void Balance::address(const std::string& worker, const Incoming& request)
{
    copyEnvelope(request, m_toWorker);
    std::vector<std::string>& envelope = m_toWorker.envelope;
    // The worker finds the body behind the client's delimiter: there must be one.
    if (envelope.size() == 1) {
        m_plainClients.insert(envelope.front());
        envelope.emplace_back();
    }
    envelope.insert(envelope.begin(), {worker, std::string()});
}

WaitResult Balance::assign(const Incoming& request)
{
    // A worker that has gone must not take the request with it.
    SendResult outcome = SendResult::Dropped;
    while (outcome == SendResult::Dropped) {
        if (awaitWorker() == WaitResult::Stopped)
            return WaitResult::Stopped;
        address(m_ready.front(), request);
        m_ready.pop_front();
        if (!copyBody(m_context, m_backend, request, m_toWorker)
            || m_context.send(m_backend, m_toWorker, &outcome) == WaitResult::Stopped)
            return WaitResult::Stopped;
    }
    return WaitResult::Ready;
}

void Balance::run()
{
    m_toWorker.hasOtherTakers = true;
    const std::array<SocketPort*, 2> both{&m_backend, &m_frontend};
    while (awaitWorker() == WaitResult::Ready) {
        SocketPort* from = nullptr;
        if (m_context.receive(both, m_incoming, &from, NodeContext::Clock::time_point::max())
            != WaitResult::Ready)
            return;
        const WaitResult result = from == &m_backend ? heed(m_incoming) : assign(m_incoming);
        if (result == WaitResult::Stopped)
            return;
    }
}

} // namespace

void Balancer::run(NodeContext& context)
{
    SocketPort* frontend = findPort(context, "frontend");
    SocketPort* backend = findPort(context, "backend");
    if (frontend == nullptr || backend == nullptr) {
        context.report("a balancer needs sockets called frontend and backend");
        return;
    }
    Balance(context, *frontend, *backend).run();
}

} // namespace topomq::roles
