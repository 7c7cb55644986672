#pragma once
// What the machine and its libzmq offer, as a plain value: filled by the runtime, read by the
// rules. A fresh value stands for a machine that nobody has looked at: what could end the process
// there counts as not available.
// Thread: a plain value.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::rules {

struct NetworkInterface
{
    std::string name;
    /// Numeric, without brackets: "127.0.0.1", "::1".
    std::vector<std::string> addresses;
};

struct Capabilities
{
    bool ipc = true;
    bool curve = true;
    bool pgm = false; ///< needs the privilege to open raw sockets as well
    bool epgm = false;
    bool norm = false;
    bool ws = false;
    std::uint64_t descriptors = 0; ///< soft limit, 0: not known
    std::uint64_t maxSockets = 65535;
    /// Why a scheme ("pgm") is not available, as a half sentence: "pgm needs CAP_NET_RAW".
    std::map<std::string, std::string, std::less<>> reasons;
    /// Empty: not known, and then no name is refused.
    std::vector<NetworkInterface> interfaces;
    /// Numbers of the processors that threads may be tied to; empty: not known.
    std::vector<int> processors;
    /// Threads may ask for real-time scheduling and higher priorities.
    bool realtime = false;
};

/// Why addresses of the scheme cannot be used here ("ipc is not available here"), or empty.
/// Schemes that ZeroMQ has but nobody can use ("udp", "wss") are never available.
[[nodiscard]] std::string whyUnavailable(const Capabilities& capabilities, std::string_view scheme);

} // namespace topomq::rules
