#pragma once
// Hosts and ports, the parts that several transports share.
// Thread: pure functions on values.

#include <optional>
#include <string>
#include <string_view>

namespace topomq::rules {

/// Our sockets bind numbers and interfaces, and connect to host names too.
enum class AddressUse { Bind, Connect };

/// The bytes of a numeric address: 4 or 16 of them, or none.
[[nodiscard]] std::string numericHost(const std::string& host);
[[nodiscard]] bool isLoopbackHost(const std::string& host);
/// "eth0", "br-lan", "eth0.100"; a dotted name that does not end in a number is a host name.
[[nodiscard]] bool looksLikeInterface(const std::string& host);
/// Why the host cannot be used, or empty.
[[nodiscard]] std::string whyNoHost(const std::string& host, AddressUse use);
/// Why this is no port, or empty; `port` stays empty for `*`.
[[nodiscard]] std::string readPort(std::string_view text, std::optional<int>& port);
/// "host:port", also "[::1]:5555": why it is none, or empty.
[[nodiscard]] std::string
readHostAndPort(std::string_view text, AddressUse use, std::string& host, std::optional<int>& port);
[[nodiscard]] std::string quoted(std::string_view text);

} // namespace topomq::rules
