#include "engine/roles/pacer.h"
#include "engine/roles/payload.h"
#include "engine/roles/roles.h"
#include "engine/roles/two_way.h"

#include <algorithm>

namespace topomq::roles {

namespace {

using runtime::Incoming;
using runtime::NodeContext;
using runtime::SocketPort;
using runtime::WaitResult;

struct Output
{
    SocketPort* port = nullptr;
    Pacer pacer;
    bool isTwoWay = false;
    std::vector<std::string> envelope;
    std::uint64_t planVersion = 0; ///< which the envelope was made for
    std::uint64_t sent = 0;
};

bool isDone(const NodeContext& context, const Output& output)
{
    return context.settings().count > 0 && output.sent >= context.settings().count;
}

/// Which of two not to keep waiting: for a message that is wanted now, the one that has sent less.
bool comesBefore(const NodeContext& context, const Output& a, const Output& b)
{
    return context.isAsked() ? a.sent < b.sent : a.pacer.due() < b.pacer.due();
}

/// The output that is due first; null when all are done.
Output* nextOutput(const NodeContext& context, std::vector<Output>& outputs)
{
    Output* next = nullptr;
    for (Output& output : outputs) {
        if (isDone(context, output))
            continue;
        if (next == nullptr || comesBefore(context, output, *next))
            next = &output;
    }
    return next;
}

/// Where something may come in that is told when it comes.
std::vector<SocketPort*> answeredPorts(const NodeContext& context)
{
    std::vector<SocketPort*> answered;
    for (const auto& port : context.sockets()) {
        if (!port->planned().flowsIn.empty())
            answered.push_back(port.get());
    }
    return answered;
}

/// Reads while it waits: what comes in is told when it comes.
WaitResult awaitTurn(NodeContext& context,
                     const std::vector<SocketPort*>& inputs,
                     const Pacer& pacer,
                     Incoming& incoming)
{
    if (inputs.empty())
        return context.sleepUntil(pacer.next());
    WaitResult result = WaitResult::Ready;
    while (result == WaitResult::Ready && context.generating() && !pacer.isDue())
        result = context.receive(inputs, incoming, nullptr, pacer.next());
    return result;
}

WaitResult
sendBurst(NodeContext& context, Output& output, runtime::Outgoing& message, Incoming& incoming)
{
    const bool isAsked = context.isAsked();
    const std::uint64_t burst = isAsked ? 1 : std::max<std::uint64_t>(1, context.settings().burst);
    for (std::uint64_t i = 0; i < burst && !isDone(context, output); ++i) {
        // A pause can catch it between two of a burst.
        if (context.awaitTurn() == WaitResult::Stopped)
            return WaitResult::Stopped;
        if (output.planVersion != context.planVersion()) {
            output.planVersion = context.planVersion();
            output.envelope = envelopeOf(context, *output.port);
        }
        message.envelope = output.envelope;
        if (!generate(context, *output.port, message, output.sent))
            return WaitResult::Stopped;
        const WaitResult result = output.isTwoWay
            ? sendAndTakeIn(context, *output.port, message, incoming)
            : context.send(*output.port, message);
        if (result == WaitResult::Stopped)
            return result;
        ++output.sent;
        context.noteMade(isAsked);
    }
    if (!isAsked)
        output.pacer.advance(static_cast<double>(burst));
    return WaitResult::Ready;
}

} // namespace

void Source::run(NodeContext& context)
{
    std::vector<Output> outputs;
    // Answers and subscriptions are not this role's business, but must not pile up.
    std::vector<SocketPort*> inputs;
    std::vector<SocketPort*> answered;
    for (const auto& port : context.sockets()) {
        outputs.push_back({.port = port.get(),
                           .pacer = Pacer(context),
                           .isTwoWay = model::canReceive(port->type())});
        if (model::canReceive(port->type()))
            inputs.push_back(port.get());
    }
    Incoming incoming;
    runtime::Outgoing message;
    std::uint64_t planVersion = 0;
    while (context.running() && context.generating()) {
        if (planVersion != context.planVersion()) {
            planVersion = context.planVersion();
            answered = answeredPorts(context);
        }
        Output* output = nextOutput(context, outputs);
        if (output == nullptr)
            break;
        if (!output->pacer.isDue()) {
            if (awaitTurn(context, answered, output->pacer, incoming) == WaitResult::Stopped)
                return;
            continue;
        }
        for (SocketPort* input : inputs)
            takeIn(*input, incoming);
        if (sendBurst(context, *output, message, incoming) == WaitResult::Stopped)
            return;
    }
    context.setGenerated();
    while (!inputs.empty()
           && context.receive(inputs, incoming, nullptr, NodeContext::Clock::time_point::max())
               == WaitResult::Ready)
    { }
}

} // namespace topomq::roles
