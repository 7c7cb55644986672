#pragma once
// What this machine and its libzmq offer, and whether an address can be used without the process
// being ended over it.

#include "engine/plan/run_plan.h"
#include "engine/rules/capabilities.h"

#include <map>
#include <mutex>
#include <string>

namespace topomq::runtime {

/// Looks at the machine: a few system calls, no address is tried. Thread: any.
[[nodiscard]] rules::Capabilities capabilities();

/// Multicast addresses are tried in a process of their own before the run uses them, once each.
/// Thread: any; takes part of a second for an address that is new.
class TransportProbe
{
public:
    /// Why the socket cannot use the multicast address, with a remedy; empty: it can. Addresses of
    /// other transports do no harm and are not tried.
    [[nodiscard]] std::string whyNot(const std::string& address, const plan::PlannedSocket& socket);

private:
    std::mutex m_mutex; // protects m_known, and is held while an address is tried
    std::map<std::string, std::string> m_known;
};

} // namespace topomq::runtime
