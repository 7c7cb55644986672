#include "engine/roles/payload.h"
#include "engine/roles/ports.h"
#include "engine/roles/roles.h"

namespace topomq::roles {

namespace {

using runtime::Incoming;
using runtime::NodeContext;
using runtime::Outgoing;
using runtime::SocketPort;
using runtime::WaitResult;

class Passage
{
public:
    Passage(NodeContext& context, SocketPort& frontend, SocketPort& backend, SocketPort* capture)
        : m_context(context)
        , m_frontend(frontend)
        , m_backend(backend)
        , m_capture(capture)
        , m_inputs{&frontend}
    {
        if (model::canReceive(backend.type()))
            m_inputs.push_back(&backend);
    }

    void run();

private:
    [[nodiscard]] WaitResult pass(SocketPort& to);
    [[nodiscard]] WaitResult capture();

    NodeContext& m_context;
    SocketPort& m_frontend;
    SocketPort& m_backend;
    SocketPort* m_capture;
    std::vector<SocketPort*> m_inputs;
    Incoming m_message;
    Outgoing m_passed;
    Outgoing m_copy;
};

/// All of the message, envelope and all, as zmq_proxy does. A capture that is full holds up the
/// proxy, unless it is a PUB.
WaitResult Passage::capture()
{
    if (m_capture == nullptr)
        return WaitResult::Ready;
    return copyAll(m_context, *m_capture, m_message, m_copy) ? m_context.send(*m_capture, m_copy)
                                                             : WaitResult::Stopped;
}

WaitResult Passage::pass(SocketPort& to)
{
    if (m_message.isSubscription()) {
        if (to.type() == model::SocketType::XSub)
            to.sendSubscription(m_message.lastFrame());
        return WaitResult::Ready;
    }
    copyEnvelope(m_message, m_passed);
    if (capture() == WaitResult::Stopped || !copyBody(m_context, to, m_message, m_passed))
        return WaitResult::Stopped;
    return m_context.send(to, m_passed);
}

void Passage::run()
{
    while (m_context.running()) {
        if (m_context.settings().paused) {
            if (m_context.awaitInput({}) == WaitResult::Stopped)
                return;
            continue;
        }
        SocketPort* from = nullptr;
        const WaitResult result =
            m_context.receive(m_inputs, m_message, &from, NodeContext::Clock::time_point::min());
        if (result == WaitResult::Late) {
            // What arrives together with the order to pause is not even read.
            if (m_context.awaitInput(m_inputs) == WaitResult::Stopped)
                return;
            continue;
        }
        if (result == WaitResult::Stopped
            || pass(from == &m_frontend ? m_backend : m_frontend) == WaitResult::Stopped)
            return;
    }
}

} // namespace

void Proxy::run(NodeContext& context)
{
    SocketPort* frontend = findPort(context, "frontend");
    SocketPort* backend = findPort(context, "backend");
    if (frontend == nullptr || backend == nullptr) {
        context.report("a proxy needs sockets called frontend and backend");
        return;
    }
    Passage(context, *frontend, *backend, findPort(context, "capture")).run();
}

} // namespace topomq::roles
