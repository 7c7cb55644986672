// Options of the run's ZeroMQ context: known, in range, and such that libzmq survives them.
#include "engine/model/options.h"
#include "engine/rules/addresses.h"
#include "engine/rules/check_rules.h"
#include "engine/rules/fixes.h"

#include <algorithm>

namespace topomq::rules {

namespace {

using model::OptionInfo;
using model::SetContextOption;
using model::Value;

constexpr std::int64_t kFifo = 1;
constexpr std::int64_t kRoundRobin = 2;
/// No policy of Linux.
constexpr std::int64_t kNoPolicy = 4;

model::Fix removeOption(const std::string& name)
{
    return {"Remove " + shortened(name), SetContextOption{name, std::nullopt, std::nullopt}};
}

void checkKnown(const std::string& name, const Value& value, Findings& findings)
{
    const OptionInfo* info = model::findContextOption(name);
    if (info == nullptr) {
        findings.information(code::kUnknownOption, Place{.field = name},
                             shortened(name)
                                 + " is not an option of the context that is known here; it is "
                                   "kept in the file and not set.",
                             removeOption(name));
        return;
    }
    if (!info->isSettable()) {
        const std::string reason =
            info->isReadOnly ? "it can only be read" : std::string(info->managed);
        findings.warning(code::kManagedOption, Place{.field = name},
                         name + " is not set: " + reason + ".", removeOption(name));
        return;
    }
    if (const auto reason = model::whyNot(*info, value)) {
        findings.error(code::kBadOption, Place{.field = name},
                       name + " of the context is " + shortened(value.describe()) + " but "
                           + *reason + ".",
                       removeOption(name));
    }
}

/// Is there an address that needs a thread to move its bytes?
bool leavesTheProcess(const CheckIndex& index)
{
    for (const SocketEntry& socket : index.sockets) {
        if (!socket.active || socket.isExternal())
            continue;
        for (const AddressResult& result : socket.addresses) {
            if (result.address && result.address->transport != Address::Transport::Inproc)
                return true;
        }
        for (const std::size_t link : socket.links) {
            const Address* address = index.addressOf(index.links[link]);
            if (address != nullptr && address->transport != Address::Transport::Inproc)
                return true;
        }
    }
    return false;
}

void checkThreads(const CheckIndex& index, Findings& findings)
{
    if (model::integerContextOption(index.topology, "IO_THREADS") == 0 && leavesTheProcess(index))
        findings.error(code::kNoIoThreads, Place{.field = "IO_THREADS"},
                       "IO_THREADS is 0, and only inproc works without a thread that moves the "
                       "bytes. Set it to 1 or more.",
                       removeOption("IO_THREADS"));
}

/// What libzmq asks of the system for its threads and ends the process when it is refused.
void checkScheduling(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    const std::int64_t policy = model::integerContextOption(index.topology, "THREAD_SCHED_POLICY");
    const std::int64_t priority = model::integerContextOption(index.topology, "THREAD_PRIORITY");
    const bool realtime = policy == kFifo || policy == kRoundRobin;
    std::string problem;
    if (policy == kNoPolicy)
        problem = "4 is no scheduling policy";
    else if ((realtime || priority > 0) && !capabilities.realtime)
        problem = "this process may not raise the priority of its threads (it needs CAP_SYS_NICE)";
    else if (realtime && priority < 1)
        problem = "FIFO and round robin need a THREAD_PRIORITY from 1 to 99";
    if (problem.empty())
        return;
    findings.error(code::kBadOption, Place{.field = "THREAD_SCHED_POLICY"},
                   "The scheduling of the I/O threads cannot be set: " + problem + ".",
                   model::Fix{"Leave the scheduling to the system",
                              model::Batch{{removeOption("THREAD_SCHED_POLICY").edit,
                                            removeOption("THREAD_PRIORITY").edit}}});
}

void checkProcessors(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    const char* name = "THREAD_AFFINITY_CPU_ADD";
    const Value* value = index.topology.context.find(name);
    if (value == nullptr || model::whyNot(*model::findContextOption(name), *value))
        return;
    std::string missing;
    for (const std::int64_t number : model::integersFrom(*value)) {
        const auto& known = capabilities.processors;
        if (std::find(known.begin(), known.end(), number) == known.end() && missing.empty())
            missing = std::to_string(number);
    }
    if (!missing.empty())
        findings.error(code::kBadOption, Place{.field = name},
                       std::string(name) + " names processor " + missing
                           + (capabilities.processors.empty()
                                  ? ", and it is not known which processors this machine has."
                                  : ", which this process cannot use."),
                       removeOption(name));
}

/// A socket whose mask names no thread that exists could neither bind nor connect.
void checkAffinity(const CheckIndex& index, const SocketEntry& socket, Findings& findings)
{
    const auto mask = static_cast<std::uint64_t>(model::integerOption(*socket.socket, "AFFINITY"));
    const std::int64_t threads = model::integerContextOption(index.topology, "IO_THREADS");
    if (mask == 0 || threads >= 64 || (mask & ((std::uint64_t{1} << threads) - 1)) != 0)
        return;
    findings.error(
        code::kBadOption, socket.place().at("AFFINITY"),
        "AFFINITY " + std::to_string(mask) + " names none of the " + std::to_string(threads)
            + " I/O threads of the run, so that nobody would serve the socket.",
        changeSocket(index, findings, socket, "Let all threads serve it",
                     [](model::Socket& changed) { changed.options.remove("AFFINITY"); }));
}

} // namespace

void checkContext(const CheckIndex& index, const Capabilities& capabilities, Findings& findings)
{
    for (const auto& [name, value] : index.topology.context.members())
        checkKnown(name, value, findings);
    checkThreads(index, findings);
    checkScheduling(index, capabilities, findings);
    checkProcessors(index, capabilities, findings);
    for (const SocketEntry& socket : index.sockets) {
        if (socket.active && !socket.isExternal() && socket.socket->options.find("AFFINITY"))
            checkAffinity(index, socket, findings);
    }
}

} // namespace topomq::rules
