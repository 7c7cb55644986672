#pragma once
// Addresses as the checks compare them, beyond what rules.h offers to everyone.
// Thread: pure functions on values.

#include "engine/rules/rules.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace topomq::rules {

/// tcp and ws, which share the ports of an interface.
[[nodiscard]] bool usesPort(const Address& address);

enum class IpVersion { V4, V6 };

inline constexpr std::array kIpVersions{IpVersion::V4, IpVersion::V6};

/// What a tcp or ws address takes of one version, in the form in which equal interfaces compare
/// equal; empty for all interfaces. Nothing: it takes none. Only what is all interfaces can take
/// those of both versions: libzmq lets a socket on `::` listen to IPv4 too.
[[nodiscard]] std::optional<std::string> hostKey(const Address& address, IpVersion version);

/// The host is an IPv6 address, which a socket understands only with IPV6 set.
[[nodiscard]] bool needsIpv6(const Address& address);

/// The scheme as written: "tcp"; empty without "://".
[[nodiscard]] std::string_view schemeOf(std::string_view address);

} // namespace topomq::rules
