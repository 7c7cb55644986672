#pragma once
// Tries an address in a process of its own: libzmq ends the process over some multicast addresses.

#include <string>
#include <utility>
#include <vector>

namespace topomq::runtime {

struct ProbeRequest
{
    std::string address;
    /// PUB, else SUB.
    bool sends = true;
    /// Numbers of integer options and their values.
    std::vector<std::pair<int, int>> options;
};

/// Runs this program's own file anew, which does nothing but try the address, and waits for it for
/// some seconds at most. The system's words when it failed or was ended; empty: the address can be
/// used. Thread: any.
[[nodiscard]] std::string tryInOwnProcess(const ProbeRequest& request);

} // namespace topomq::runtime
