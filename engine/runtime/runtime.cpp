#include "engine/runtime/runtime.h"

#include "engine/plan/live_options.h"
#include "engine/runtime/context_options.h"
#include "engine/runtime/key_store.h"
#include "engine/runtime/machine.h"
#include "engine/runtime/node_seats.h"
#include "engine/runtime/socket_security.h"
#include "engine/runtime/supervisor.h"

#include <zmq.h>

namespace topomq::runtime {

class Runtime::Impl
{
public:
    Impl(plan::RunPlan thePlan, RoleFactory theFactory, RunOptions theOptions)
        : plan(std::make_shared<const plan::RunPlan>(std::move(thePlan)))
        , factory(std::move(theFactory))
        , options(std::move(theOptions))
    { }

    const std::shared_ptr<const plan::RunPlan> plan;
    RoleFactory factory;
    RunOptions options;
    std::unique_ptr<Supervisor> supervisor;
};

Runtime::Runtime(plan::RunPlan plan, RoleFactory factory, RunOptions options)
    : m_impl(std::make_unique<Impl>(std::move(plan), std::move(factory), std::move(options)))
{ }

Runtime::~Runtime() = default;

template <class Change>
void Runtime::request(Change change, bool isQuick)
{
    if (Supervisor* supervisor = m_impl->supervisor.get())
        supervisor->request(
            {[supervisor, change = std::move(change)] { change(*supervisor); }, isQuick});
}

std::string Runtime::start()
{
    metrics::TickClock::calibrate();
    const bool sharesReactors = usesReactors(m_impl->options.scheduling, *m_impl->plan);
    if (std::string problem = whyNotRunnable(*m_impl->plan, sharesReactors); !problem.empty())
        return problem;
    if (m_impl->options.keys == nullptr)
        m_impl->options.keys = std::make_shared<KeyStore>(m_impl->options.keyFile);
    if (needsKeys(*m_impl->plan)) {
        std::string problem = prepareKeys(*m_impl->options.keys, *m_impl->plan);
        if (!problem.empty())
            return problem;
    }
    void* context = zmq_ctx_new();
    if (context == nullptr)
        return std::string("ZeroMQ cannot start: ") + zmq_strerror(zmq_errno());
    if (std::string problem = setContextOptions(context, *m_impl->plan); !problem.empty()) {
        zmq_ctx_term(context);
        return problem;
    }
    m_impl->supervisor =
        std::make_unique<Supervisor>(m_impl->plan, m_impl->factory, m_impl->options, context);
    return {};
}

RunResult Runtime::finish(std::chrono::milliseconds drain)
{
    beginFinish(drain);
    m_impl->supervisor->awaitStopped();
    return result();
}

void Runtime::beginFinish(std::chrono::milliseconds drain)
{
    m_impl->supervisor->beginFinish(drain);
}

RunState Runtime::state() const
{
    return m_impl->supervisor == nullptr ? RunState::Stopped : m_impl->supervisor->state();
}

const RunResult& Runtime::result() const
{
    return m_impl->supervisor->result();
}

void Runtime::pause()
{
    request([](Supervisor& supervisor) { supervisor.setPaused(true); });
}

void Runtime::resume()
{
    request([](Supervisor& supervisor) { supervisor.setPaused(false); });
}

void Runtime::step()
{
    request([](Supervisor& supervisor) { supervisor.step(); });
}

std::uint64_t Runtime::stepsDone() const
{
    return m_impl->supervisor->stepsDone();
}

void Runtime::sendByHand(plan::NodeIndex node)
{
    request([node](Supervisor& supervisor) { supervisor.sendByHand(node); });
}

void Runtime::setSpeed(double speed)
{
    request([speed](Supervisor& supervisor) { supervisor.setSpeed(speed); }, true);
}

void Runtime::applySettings(plan::NodeIndex node, const model::RoleSettings& settings)
{
    request([node, settings](Supervisor& supervisor) { supervisor.applySettings(node, settings); },
            true);
}

bool Runtime::applyOption(plan::SocketIndex socket, const plan::PlannedOption& option)
{
    if (!plan::takesLive(*plan(), socket, option.name))
        return false;
    request([socket, option](Supervisor& supervisor) { supervisor.applyOption(socket, option); },
            true);
    return true;
}

void Runtime::startNode(plan::NodeIndex node)
{
    request([node](Supervisor& supervisor) { supervisor.startNode(node); });
}

void Runtime::stopNode(plan::NodeIndex node)
{
    request([node](Supervisor& supervisor) { supervisor.stopNode(node, false); });
}

void Runtime::killNode(plan::NodeIndex node)
{
    request([node](Supervisor& supervisor) { supervisor.stopNode(node, true); });
}

void Runtime::restartNode(plan::NodeIndex node)
{
    request([node](Supervisor& supervisor) {
        supervisor.stopNode(node, false);
        supervisor.startNode(node);
    });
}

void Runtime::setFrozen(plan::NodeIndex node, bool frozen)
{
    request([node, frozen](Supervisor& supervisor) { supervisor.setFrozen(node, frozen); });
}

void Runtime::cutLink(plan::LinkIndex link)
{
    request([link](Supervisor& supervisor) { supervisor.cut(link); });
}

void Runtime::mendLink(plan::LinkIndex link)
{
    request([link](Supervisor& supervisor) { supervisor.mend(link); });
}

void Runtime::setDetail(plan::LinkIndex link, metrics::Detail detail)
{
    const std::shared_ptr<const plan::RunPlan> now = plan();
    for (plan::FlowIndex flow = 0; flow < now->flows.size(); ++flow) {
        MessageTap* tap = now->flows[flow].link == link ? tapOf(flow) : nullptr;
        if (tap != nullptr)
            tap->setDetail(detail);
    }
}

metrics::Detail Runtime::detail(plan::LinkIndex link) const
{
    const std::shared_ptr<const plan::RunPlan> now = plan();
    for (plan::FlowIndex flow = 0; flow < now->flows.size(); ++flow) {
        const MessageTap* tap = now->flows[flow].link == link ? tapOf(flow) : nullptr;
        if (tap != nullptr)
            return tap->detail();
    }
    return metrics::Detail::Latency;
}

metrics::CapturedMessages Runtime::captured(plan::FlowIndex flow, std::uint64_t seen) const
{
    const MessageTap* tap = tapOf(flow);
    return tap == nullptr ? metrics::CapturedMessages() : tap->since(seen);
}

MessageTap* Runtime::tapOf(plan::FlowIndex flow) const
{
    return m_impl->supervisor == nullptr ? nullptr : m_impl->supervisor->taps().find(flow);
}

void Runtime::adopt(plan::RunPlan wanted)
{
    request([wanted = std::move(wanted)](Supervisor& supervisor) { supervisor.adopt(wanted); });
}

std::shared_ptr<const plan::RunPlan> Runtime::plan() const
{
    return m_impl->supervisor == nullptr ? m_impl->plan : m_impl->supervisor->plan();
}

bool Runtime::isExhausted() const
{
    return m_impl->supervisor->isExhausted();
}

bool Runtime::isDone() const
{
    return m_impl->supervisor->isDone();
}

std::vector<OptionReading> Runtime::options(plan::SocketIndex socket) const
{
    return m_impl->supervisor->options(socket);
}

std::optional<wire::WireRecord> Runtime::wire(plan::LinkIndex link) const
{
    if (m_impl->supervisor == nullptr)
        return std::nullopt;
    return m_impl->supervisor->wires().record(link);
}

std::uint64_t Runtime::wireVersion(plan::LinkIndex link) const
{
    return m_impl->supervisor == nullptr ? 0 : m_impl->supervisor->wires().version(link);
}

metrics::SnapshotPtr Runtime::latest() const
{
    return m_impl->supervisor->latest();
}

std::vector<metrics::SnapshotPtr> Runtime::samplesSince(std::uint64_t sequence) const
{
    return m_impl->supervisor->samplesSince(sequence);
}

std::vector<RuntimeEvent> Runtime::eventsSince(std::size_t first) const
{
    return m_impl->supervisor->eventsSince(first);
}

std::vector<RuntimeEvent> Runtime::takeEvents()
{
    return m_impl->supervisor->takeEvents();
}

std::uint64_t Runtime::eventsLost() const
{
    return m_impl->supervisor->eventsLost();
}

} // namespace topomq::runtime
