#include "engine/runtime/context_options.h"

#include "engine/model/options.h"
#include "engine/rules/socket_places.h"

#include <zmq.h>

#include <algorithm>
#include <cerrno>
#include <pthread.h>
#include <sched.h>
#include <thread>
#include <unistd.h>

namespace topomq::runtime {

namespace {

/// For what comes in later: nodes that are added, peers that are tried again.
constexpr std::uint64_t kSpareSockets = 4096;
constexpr std::uint64_t kMostSockets = 65535;
constexpr int kHighestPriority = -20;

const model::Value* find(const plan::RunPlan& plan, std::string_view name)
{
    for (const plan::PlannedOption& option : plan.contextOptions) {
        if (option.name == name)
            return &option.value;
    }
    return nullptr;
}

int numberOf(const model::Value* value, int otherwise)
{
    return value == nullptr || value->asInteger() == nullptr
        ? otherwise
        : static_cast<int>(*value->asInteger());
}

std::string words(const char* what, int error)
{
    return std::string(what) + ": " + zmq_strerror(error);
}

/// The same calls in the same order as libzmq makes them at the start of its threads.
std::string tryHere(const ThreadWishes& wishes)
{
    int policy = 0;
    sched_param parameters{};
    pthread_getschedparam(pthread_self(), &policy, &parameters);
    if (wishes.policy >= 0)
        policy = wishes.policy;
    const bool realtime = policy == SCHED_FIFO || policy == SCHED_RR;
    if (!realtime)
        parameters.sched_priority = 0;
    else if (wishes.priority >= 0)
        parameters.sched_priority = wishes.priority;
    if (const int error = pthread_setschedparam(pthread_self(), policy, &parameters); error != 0)
        return words("scheduling", error);
    errno = 0;
    if (!realtime && wishes.priority > 0 && nice(kHighestPriority) == -1 && errno != 0)
        return words("priority", errno);
    if (wishes.processors.empty())
        return {};
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const std::int64_t number : wishes.processors) {
        if (number >= 0 && number < CPU_SETSIZE)
            CPU_SET(static_cast<std::size_t>(number), &set);
    }
    const int error = pthread_setaffinity_np(pthread_self(), sizeof set, &set);
    return error == 0 ? std::string() : words("processors", error);
}

std::string whyNotMaxSockets(const plan::RunPlan& plan, std::uint64_t wanted)
{
    const std::uint64_t needed = socketsNeeded(plan);
    if (needed > kMostSockets)
        return "the topology has " + std::to_string(plan.sockets.size())
            + " sockets, more than one ZeroMQ context can hold; leave out some nodes";
    if (wanted == 0 || needed <= wanted)
        return {};
    return "MAX_SOCKETS of the context is " + std::to_string(wanted) + ", but this run may need "
        + std::to_string(needed) + " (" + std::to_string(plan.sockets.size())
        + " sockets, and those that watch them); raise it or leave it to the program";
}

} // namespace

std::string whyNotThread(const ThreadWishes& wishes)
{
    std::string problem;
    std::thread([&] { problem = tryHere(wishes); }).join();
    return problem;
}

std::uint64_t socketsNeeded(const plan::RunPlan& plan)
{
    rules::SocketPlaces places;
    std::vector<bool> watched(plan.sockets.size(), false);
    for (const plan::PlannedLink& link : plan.links) {
        if (link.transport == plan::Transport::Inproc)
            ++places.inprocLinks;
        else
            watched[link.connect] = watched[link.bind] = true;
    }
    for (std::size_t i = 0; i < plan.sockets.size(); ++i) {
        if (plan.nodes[plan.sockets[i].node].external)
            continue;
        ++places.sockets;
        const auto& binds = plan.sockets[i].binds;
        const bool remote = std::any_of(binds.begin(), binds.end(), [](const auto& bind) {
            return bind.transport != plan::Transport::Inproc;
        });
        places.watched += watched[i] || remote ? 1 : 0;
    }
    return places.all();
}

std::string setContextOptions(void* zmqContext, const plan::RunPlan& plan)
{
    const auto wanted = static_cast<std::uint64_t>(numberOf(find(plan, "MAX_SOCKETS"), 0));
    if (std::string problem = whyNotMaxSockets(plan, wanted); !problem.empty())
        return problem;
    const model::Value* processors = find(plan, "THREAD_AFFINITY_CPU_ADD");
    const ThreadWishes wishes{.policy = numberOf(find(plan, "THREAD_SCHED_POLICY"), -1),
                              .priority = numberOf(find(plan, "THREAD_PRIORITY"), -1),
                              .processors = processors == nullptr
                                  ? std::vector<std::int64_t>()
                                  : model::integersFrom(*processors)};
    if (std::string problem = whyNotThread(wishes); !problem.empty())
        return "the system does not give the I/O threads the wished " + problem
            + "; leave out THREAD_SCHED_POLICY, THREAD_PRIORITY and THREAD_AFFINITY_CPU_ADD, or "
              "run with the right to use them";
    const auto slots =
        wanted != 0 ? wanted : std::min(socketsNeeded(plan) + kSpareSockets, kMostSockets);
    zmq_ctx_set(zmqContext, ZMQ_MAX_SOCKETS, static_cast<int>(slots));
    for (const plan::PlannedOption& option : plan.contextOptions) {
        const model::OptionInfo* info = model::findContextOption(option.name);
        if (info == nullptr || !info->isSettable() || option.name == "MAX_SOCKETS"
            || model::whyNot(*info, option.value))
            continue;
        std::vector<std::int64_t> numbers = model::integersFrom(option.value);
        if (const bool* truth = option.value.asBool())
            numbers = {*truth ? 1 : 0};
        for (const std::int64_t number : numbers) {
            if (zmq_ctx_set(zmqContext, info->zmqNumber, static_cast<int>(number)) != 0)
                return option.name + " = " + option.value.describe()
                    + " of the context: " + zmq_strerror(zmq_errno());
        }
    }
    return {};
}

} // namespace topomq::runtime
