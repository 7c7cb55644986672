// Options of single transports: TCP, multicast, and those that are not built in.
#include "engine/model/option_tables.h"

namespace topomq::model::tables {

namespace {

using enum SocketType;

constexpr std::array kMulticastTypes{Pub, Sub, XPub, XSub};
constexpr auto kTcp = OptionGroup::Tcp;
constexpr auto kMulticast = OptionGroup::Multicast;
constexpr std::string_view kNoVmci = "this libzmq is built without the transport vmci";

constexpr std::array<OptionInfo, 17> kRows{
    Row(integer(34,
                "TCP_KEEPALIVE",
                kTcp,
                "",
                {-1, 1, -1},
                "TCP keep-alive: 1 on, 0 off, -1 as the system has it."))
        .common(),
    Row(integer(35,
                "TCP_KEEPALIVE_CNT",
                kTcp,
                "probes",
                {-1, 127, -1},
                "Unanswered probes that end a connection; -1 as the system has it.")),
    Row(integer(36,
                "TCP_KEEPALIVE_IDLE",
                kTcp,
                "s",
                {-1, 32767, -1},
                "Silence before the first probe; -1 as the system has it.")),
    Row(integer(37,
                "TCP_KEEPALIVE_INTVL",
                kTcp,
                "s",
                {-1, 32767, -1},
                "Time between two probes; -1 as the system has it.")),
    Row(integer(80,
                "TCP_MAXRT",
                kTcp,
                "ms",
                {0, kMaxInt, 0},
                "Sent bytes without an answer end a connection after this; 0 is the system's.")),
    Row(integer(57, "TOS", kTcp, "", {0, 255, 0}, "Type of service in the IP header.")),
    Row(words(92,
              "BINDTODEVICE",
              kTcp,
              15,
              "Use this network interface only. The system may ask for privileges.")),
    // Seen with 4.3.4: "Bad file descriptor (src/epoll.cpp:113)" when the connection is given up.
    Row(words(68, "SOCKS_PROXY", kTcp, 255, "Connect through this SOCKS5 proxy, as host:port."))
        .managed("a proxy that does not answer ends the whole process; lead a port through it "
                 "outside of this program, and connect to that"),
    Row(words(38,
              "TCP_ACCEPT_FILTER",
              kTcp,
              255,
              "Accept connections from this network only, such as 127.0.0.0/8."))
        .beforeBind()
        .writeOnly()
        .deprecated(),
    Row(integer(8,
                "RATE",
                kMulticast,
                "kbit/s",
                {1, kMaxInt, 100},
                "Multicast sends no faster than this. The default, 100 kbit/s, is 25 messages of "
                "500 bytes a second."))
        .types(kMulticastTypes),
    Row(integer(9,
                "RECOVERY_IVL",
                kMulticast,
                "ms",
                {1, kMaxInt, 10000},
                "How long lost packets can be asked for again; takes RATE times this of memory."))
        .types(kMulticastTypes),
    Row(integer(25,
                "MULTICAST_HOPS",
                kMulticast,
                "hops",
                {1, 255, 1},
                "How many routers a packet may pass; 1 stays in the local network."))
        .types(kMulticastTypes),
    Row(integer(84,
                "MULTICAST_MAXTPDU",
                kMulticast,
                "bytes",
                {256, 65535, 1500},
                "Largest multicast packet."))
        .types(kMulticastTypes),
    Row(integer(85, "VMCI_BUFFER_SIZE", kTcp, "bytes", {0, kMaxInt, 0}, "Buffer of vmci."))
        .managed(kNoVmci),
    Row(integer(86, "VMCI_BUFFER_MIN_SIZE", kTcp, "bytes", {0, kMaxInt, 0}, "Least vmci buffer."))
        .managed(kNoVmci),
    Row(integer(87, "VMCI_BUFFER_MAX_SIZE", kTcp, "bytes", {0, kMaxInt, 0}, "Largest vmci buffer."))
        .managed(kNoVmci),
    Row(integer(88, "VMCI_CONNECT_TIMEOUT", kTcp, "ms", {-1, kMaxInt, -1}, "Timeout of vmci."))
        .managed(kNoVmci),
};

} // namespace

std::span<const OptionInfo> tcpOptions()
{
    return kRows;
}

} // namespace topomq::model::tables
