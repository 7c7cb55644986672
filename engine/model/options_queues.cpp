// Options of queues and of waiting.
#include "engine/model/option_tables.h"

namespace topomq::model::tables {

namespace {

using enum SocketType;

constexpr std::array kConflatable{Push, Pull, Pub, Sub, Dealer};
constexpr std::int64_t kSixteenMiB = 16 * 1024 * 1024;
constexpr auto kQueues = OptionGroup::Queues;
constexpr auto kTiming = OptionGroup::Timing;

constexpr std::array<OptionInfo, 10> kRows{
    Row(integer(23,
                "SNDHWM",
                kQueues,
                "messages",
                {0, kMaxInt, 1000},
                "High-water mark: how many may wait to be sent to one peer; 0 has no limit."))
        .live()
        .common(),
    Row(integer(24,
                "RCVHWM",
                kQueues,
                "messages",
                {0, kMaxInt, 1000},
                "High-water mark: how many from one peer may wait to be read; 0 has no limit."))
        .live()
        .common(),
    Row(toggle(54,
               "CONFLATE",
               kQueues,
               false,
               "Keep only the newest message. Single-frame messages only."))
        .types(kConflatable)
        .common(),
    Row(toggle(39, "IMMEDIATE", kQueues, false, "Queue messages only to connections that are up."))
        .common(),
    Row(integer(11,
                "SNDBUF",
                kQueues,
                "bytes",
                {-1, kMaxInt, -1},
                "Kernel send buffer; -1 leaves it to the system."))
        .common(),
    Row(integer(12,
                "RCVBUF",
                kQueues,
                "bytes",
                {-1, kMaxInt, -1},
                "Kernel receive buffer; -1 leaves it to the system."))
        .common(),
    Row(integer(22,
                "MAXMSGSIZE",
                kQueues,
                "bytes",
                {-1, std::int64_t{1} << 40, kSixteenMiB},
                "A larger message ends the connection; -1 has no limit. Our default is 16 MiB."))
        .data(OptionData::Int64)
        .ours()
        .common(),
    Row(integer(17,
                "LINGER",
                kTiming,
                "ms",
                {-1, kMaxInt, 0},
                "How long unsent messages outlive the socket; a run waits no longer than a "
                "second, -1 included. Our default is 0: draining is explicit."))
        .live()
        .ours()
        .common(),
    Row(integer(28,
                "SNDTIMEO",
                kTiming,
                "ms",
                {-1, kMaxInt, -1},
                "Give up sending after this and count the message as dropped; -1 waits."))
        .live()
        .common(),
    Row(integer(27,
                "RCVTIMEO",
                kTiming,
                "ms",
                {-1, kMaxInt, -1},
                "Report a receive that waited this long; -1 waits silently."))
        .live()
        .common(),
};

} // namespace

std::span<const OptionInfo> queueOptions()
{
    return kRows;
}

} // namespace topomq::model::tables
