#include "engine/runtime/machine.h"

#include "engine/metrics/tick_clock.h"
#include "engine/runtime/runtime.h"

#include <zmq.h>

#include <algorithm>
#include <dirent.h>
#include <sys/resource.h>

namespace topomq::runtime {

namespace {

std::uint64_t descriptorsOpen()
{
    DIR* folder = opendir("/proc/self/fd");
    if (folder == nullptr)
        return 0;
    std::uint64_t count = 0;
    while (readdir(folder) != nullptr) // NOLINT(concurrency-mt-unsafe): a stream of our own
        ++count;
    closedir(folder);
    return count;
}

std::uint64_t descriptorLimit()
{
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 0;
}

} // namespace

std::uint64_t descriptorsNeeded(const plan::RunPlan& plan, bool sharesReactors)
{
    // The context with its I/O thread and reaper, the monitors' and the supervisor's own.
    std::uint64_t count = 12;
    // Those by which nodes are called: each its own, or a pair for each reactor.
    constexpr std::uint64_t kReactors = 8;
    count += sharesReactors ? kReactors : plan.nodes.size();
    std::vector<bool> remote(plan.sockets.size(), false);
    for (const plan::PlannedLink& link : plan.links) {
        if (link.transport == plan::Transport::Inproc)
            continue;
        remote[link.connect] = remote[link.bind] = true;
        count += 2;
    }
    for (std::size_t i = 0; i < plan.sockets.size(); ++i) {
        for (const plan::PlannedBind& bind : plan.sockets[i].binds) {
            if (bind.transport == plan::Transport::Inproc)
                continue;
            remote[i] = true;
            ++count;
        }
        count += remote[i] ? 3 : 1;
    }
    // Those who check who comes in, host names that are looked up, and more threads than one.
    count += 8;
    for (const plan::PlannedOption& option : plan.contextOptions) {
        if (option.name == "IO_THREADS" && option.value.asInteger() != nullptr)
            count += 2 * static_cast<std::uint64_t>(*option.value.asInteger());
    }
    return count;
}

std::string whyNotRunnable(const plan::RunPlan& plan, bool sharesReactors)
{
    const std::uint64_t needed = descriptorsNeeded(plan, sharesReactors);
    const std::uint64_t limit = descriptorLimit();
    const std::uint64_t open = descriptorsOpen();
    // libzmq aborts when it runs out: a fifth stays free for what connects from outside.
    const std::uint64_t usable = limit * 4 / 5;
    if (open + needed <= usable)
        return {};
    return "the run needs " + std::to_string(needed) + " file descriptors, but only "
        + std::to_string(usable > open ? usable - open : 0) + " of " + std::to_string(limit)
        + " may be used; raise the limit (ulimit -n) or use fewer tcp and ipc links";
}

MachineFacts prepareMachine()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    metrics::TickClock::calibrate();
    int major = 0;
    int minor = 0;
    int patch = 0;
    zmq_version(&major, &minor, &patch);
    return {std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch),
            descriptorLimit()};
}

} // namespace topomq::runtime
