// Options of connecting, and of connections that live.
#include "engine/model/option_tables.h"

namespace topomq::model::tables {

namespace {

constexpr auto kConnection = OptionGroup::Connection;
constexpr auto kHeartbeat = OptionGroup::Heartbeat;

constexpr std::array<OptionInfo, 11> kRows{
    Row(integer(79,
                "CONNECT_TIMEOUT",
                kConnection,
                "ms",
                {0, kMaxInt, 0},
                "Give up one connection attempt after this; 0 leaves it to the system."))
        .common(),
    Row(integer(66,
                "HANDSHAKE_IVL",
                kConnection,
                "ms",
                {0, kMaxInt, 30000},
                "Longest time for the handshake of a new connection."))
        .common(),
    Row(integer(18,
                "RECONNECT_IVL",
                kConnection,
                "ms",
                {-1, kMaxInt, 100},
                "Pause before connecting again; -1 and 0 never do."))
        .common(),
    Row(integer(21,
                "RECONNECT_IVL_MAX",
                kConnection,
                "ms",
                {0, kMaxInt, 0},
                "The pause doubles up to this; 0 keeps it the same."))
        .common(),
    Row(integer(75,
                "HEARTBEAT_IVL",
                kHeartbeat,
                "ms",
                {0, kMaxInt, 0},
                "Time between pings on a connection; 0 sends none."))
        .common(),
    Row(integer(77,
                "HEARTBEAT_TIMEOUT",
                kHeartbeat,
                "ms",
                {-1, kMaxInt, -1},
                "Drop a peer that is silent for so long after a ping; -1 is HEARTBEAT_IVL."))
        .common(),
    Row(integer(76,
                "HEARTBEAT_TTL",
                kHeartbeat,
                "ms",
                {0, 6553599, 0},
                "Ask the peer to drop us after this silence."))
        .common(),
    Row(integer(19,
                "BACKLOG",
                kConnection,
                "connections",
                {0, kMaxInt, 100},
                "Connections that may wait to be accepted."))
        .beforeBind()
        .common(),
    Row(toggle(42, "IPV6", kConnection, false, "Allow IPv6 addresses.")).common(),
    Row(toggle(31, "IPV4ONLY", kConnection, true, "The older opposite of IPV6."))
        .deprecated()
        .managed("it is the older opposite of IPV6; set IPV6"),
    Row(integer(89,
                "USE_FD",
                kConnection,
                "",
                {-1, kMaxInt, -1},
                "Adopt a listening descriptor that another program opened."))
        .beforeBind()
        .managed("a number in a file is not a descriptor of this process, and a wrong one would "
                 "take over another connection"),
};

} // namespace

std::span<const OptionInfo> connectionOptions()
{
    return kRows;
}

} // namespace topomq::model::tables
