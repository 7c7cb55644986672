// Single messages: what a step lets a paused run do, when that is over, and messages that the user
// sends by hand.

#include "engine/runtime/supervisor.h"

#include <algorithm>

namespace topomq::runtime {

namespace {

using namespace std::chrono_literals;

/// So long nothing may move before what stays in kernel buffers is taken for what nobody reads.
constexpr auto kQuiet = 120ms;

} // namespace

void Supervisor::step()
{
    if (!m_paused) {
        setPaused(true);
        return;
    }
    ++m_stepsWanted;
    if (m_step == 0)
        beginStep();
}

void Supervisor::beginStep()
{
    --m_stepsWanted;
    m_step = ++m_lastStep;
    m_movedInStep.reset();
    orderAll([step = m_step](NodeStatus& status) { status.step = step; });
}

void Supervisor::dropSteps()
{
    m_step = 0;
    m_stepsWanted = 0;
}

void Supervisor::lookForTheEndOfTheStep()
{
    if (m_step == 0 || !isStepOver())
        return;
    const std::uint64_t done = m_stepsDone.load(std::memory_order_relaxed) + 1;
    // Whoever sees that it is over finds what it has moved.
    takeSample();
    if (m_stepsWanted > 0) {
        beginStep();
    } else {
        m_step = 0;
        orderAll([](NodeStatus& status) { status.step = 0; });
    }
    m_stepsDone.store(done, std::memory_order_release);
}

bool Supervisor::everyoneRests() const
{
    return std::all_of(m_statuses.begin(), m_statuses.end(), [](const auto& status) {
        const auto wait = status->wait.load(std::memory_order_acquire);
        const bool isAtRest = wait != NodeStatus::Wait::None && wait != NodeStatus::Wait::Start;
        return isAtRest || status->life == NodeStatus::Life::Closed || status->failed;
    });
}

bool Supervisor::isStepOver()
{
    // Two looks in a row: each takes every thread through what it could still do.
    if (!everyoneRests() || !passThroughAll()) {
        m_movedInStep.reset();
        return false;
    }
    const std::uint64_t moved = m_sampler.underWay().moved;
    const auto now = Clock::now();
    const bool isStill = m_movedInStep == moved && everyoneRests();
    m_movedInStep = moved;
    if (!isStill) {
        m_stillSince = now;
        return false;
    }
    return now - m_stillSince >= kQuiet || !isAnyInKernel();
}

bool Supervisor::isAnyInKernel()
{
    for (plan::FlowIndex i = 0; i < m_plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = m_plan.flows[i];
        if (!m_plan.links[flow.link].gone && flow.transport != plan::Transport::Inproc
            && isInKernel(i))
            return true;
    }
    return false;
}

std::string Supervisor::whyItSendsNothing(plan::NodeIndex node) const
{
    const plan::PlannedNode& planned = m_plan.nodes[node];
    const NodeStatus& status = *m_statuses[node];
    if (planned.external)
        return "a program of its own decides what it sends";
    if (!isGenerator(planned))
        return "it sends nothing of its own, it only passes on or answers";
    if (status.failed)
        return "it has failed; start it again first";
    if (planned.gone || isClosed(node))
        return "it is stopped; start it first";
    if (status.frozen)
        return "it is frozen; thaw it first";
    if (status.hasGenerated.load(std::memory_order_acquire))
        return "it has sent all that its count says";
    return {};
}

void Supervisor::sendByHand(plan::NodeIndex node)
{
    if (const std::string why = whyItSendsNothing(node); !why.empty()) {
        tell(m_plan.nodes[node].id.text(), "SEND_REFUSED", why);
        return;
    }
    order(node, [](NodeStatus& status) { ++status.pending().messages; });
}

} // namespace topomq::runtime
