// Options of the ZeroMQ context of a run: zmq_ctx_set(3) of libzmq 4.3.4.
#include "engine/model/option_tables.h"

#include <algorithm>

namespace topomq::model {

namespace {

using namespace tables;

constexpr auto kContext = OptionGroup::Context;
/// A socket chooses its threads by a mask of 64 bits.
constexpr std::int64_t kMostThreads = 64;
constexpr std::int64_t kMostSockets = 65535;
constexpr std::int64_t kMostProcessors = 1023;

constexpr std::array<OptionInfo, 12> kRows{
    Row(integer(1,
                "IO_THREADS",
                kContext,
                "threads",
                {0, kMostThreads, 1},
                "Threads that move bytes; 0 is enough for inproc alone."))
        .common(),
    Row(integer(2,
                "MAX_SOCKETS",
                kContext,
                "sockets",
                {0, kMostSockets, 0},
                "Most sockets of a run. Our default, 0, takes what the topology needs."))
        .ours()
        .common(),
    Row(integer(5,
                "MAX_MSGSZ",
                kContext,
                "bytes",
                {0, kMaxInt, kMaxInt},
                "No message of the run may be larger than this.")),
    Row(toggle(42, "IPV6", kContext, false, "Sockets allow IPv6 addresses unless they say other."))
        .common(),
    Row(integer(4,
                "THREAD_SCHED_POLICY",
                kContext,
                "",
                {-1, 5, -1},
                "Scheduling of the I/O threads: 0 other, 1 FIFO, 2 round robin, 3 batch, 5 idle; "
                "-1 as the system has it.")),
    Row(integer(3,
                "THREAD_PRIORITY",
                kContext,
                "",
                {-1, 99, -1},
                "Priority of the I/O threads, with FIFO or round robin; -1 as the system has it.")),
    Row(integer(7,
                "THREAD_AFFINITY_CPU_ADD",
                kContext,
                "",
                {0, kMostProcessors, 0},
                "Processors that the I/O threads may run on, counted from 0; none is all."))
        .kind(OptionKind::IntegerList),
    Row(integer(9,
                "THREAD_NAME_PREFIX",
                kContext,
                "",
                {0, kMaxInt, 0},
                "A number that the names of the I/O threads begin with; 0 is none.")),
    Row(toggle(10,
               "ZERO_COPY_RECV",
               kContext,
               true,
               "Messages keep the buffer they were received in instead of a copy.")),
    Row(toggle(70, "BLOCKY", kContext, true, "Sockets wait for unsent messages at the end."))
        .managed("every socket has a LINGER of its own, which takes its place"),
    Row(integer(3,
                "SOCKET_LIMIT",
                kContext,
                "sockets",
                {0, kMostSockets, kMostSockets},
                "The most that MAX_SOCKETS can be."))
        .readOnly(),
    Row(integer(
            6, "MSG_T_SIZE", kContext, "bytes", {0, kMaxInt, 64}, "Size of a message's handle."))
        .readOnly(),
};

} // namespace

std::span<const OptionInfo> contextOptions()
{
    return kRows;
}

const OptionInfo* findContextOption(std::string_view name)
{
    const auto found = std::find_if(kRows.begin(), kRows.end(),
                                    [name](const OptionInfo& each) { return each.name == name; });
    return found == kRows.end() ? nullptr : &*found;
}

std::int64_t integerContextOption(const Topology& topology, std::string_view name)
{
    const OptionInfo* info = findContextOption(name);
    const Value* value = topology.context.find(name);
    if (info == nullptr)
        return 0;
    if (value == nullptr || whyNot(*info, *value))
        return info->defaultValue;
    if (const bool* truth = value->asBool())
        return *truth ? 1 : 0;
    return value->asInteger() != nullptr ? *value->asInteger() : info->defaultValue;
}

} // namespace topomq::model
