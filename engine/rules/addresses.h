#pragma once
// Addresses as the checks compare them, beyond what rules.h offers to everyone.
// Thread: pure functions on values.

#include "engine/rules/rules.h"

#include <string>
#include <string_view>

namespace topomq::rules {

/// tcp and ws, which share the ports of an interface.
[[nodiscard]] bool usesPort(const Address& address);

/// The host of a tcp or ws address in the form in which equal interfaces compare equal; empty for
/// all interfaces.
[[nodiscard]] std::string hostKey(const Address& address);

/// The host is an IPv6 address, which a socket understands only with IPV6 set.
[[nodiscard]] bool needsIpv6(const Address& address);

/// The scheme as written: "tcp"; empty without "://".
[[nodiscard]] std::string_view schemeOf(std::string_view address);

} // namespace topomq::rules
