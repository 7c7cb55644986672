#pragma once
// Addresses as the checks compare them, beyond what rules.h offers to everyone.
// Thread: pure functions on values.

#include "engine/rules/rules.h"

#include <string>
#include <string_view>

namespace topomq::rules {

/// As an `external` node has it: its program binds it and our sockets only connect, for which
/// host names are allowed.
[[nodiscard]] AddressResult parsePeerAddress(std::string_view text);

/// The host of a tcp address in the form in which equal interfaces compare equal; empty for all
/// interfaces.
[[nodiscard]] std::string hostKey(const Address& address);

/// The host is an IPv6 address, which a socket understands only with IPV6 set.
[[nodiscard]] bool needsIpv6(const Address& address);

/// The scheme as written: "tcp"; empty without "://".
[[nodiscard]] std::string_view schemeOf(std::string_view address);

} // namespace topomq::rules
