#pragma once
// Bytes as they travel, written down for the tests of the decoders.

#include "engine/wire/decoder.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::tests {

using ByteString = std::vector<std::uint8_t>;

[[nodiscard]] ByteString bytes(std::string_view text);
[[nodiscard]] ByteString operator+(ByteString one, const ByteString& other);

/// The 64 bytes with which each side of a ZMTP 3 connection begins.
[[nodiscard]] ByteString
greeting(std::string_view mechanism = "NULL", bool asServer = false, std::uint8_t minor = 1);
/// Flags, length and body; the length takes eight bytes where it has to.
[[nodiscard]] ByteString frame(std::string_view body, bool more = false);
[[nodiscard]] ByteString command(std::string_view name, const ByteString& data = {});
[[nodiscard]] ByteString property(std::string_view name, std::string_view value);
/// READY of a socket of this type.
[[nodiscard]] ByteString ready(std::string_view socketType);

/// All spans of all these bytes.
[[nodiscard]] std::vector<wire::WireSpan> decode(wire::Protocol protocol, const ByteString& input);
/// The texts of the spans at one depth.
[[nodiscard]] std::vector<std::string> textsAt(const std::vector<wire::WireSpan>& spans,
                                               unsigned depth);

} // namespace topomq::tests
