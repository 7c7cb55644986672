#pragma once
// The events of libzmq's socket monitor in our words: names as ZeroMQ has them, details for people.

#include <cstdint>
#include <string>

namespace topomq::runtime {

/// "CONNECTED", …; null for what is not to be told.
[[nodiscard]] const char* eventName(unsigned event);
/// A few words for people; empty where the name says it all. `value` is what libzmq gives with it.
[[nodiscard]] std::string eventDetail(unsigned event, std::uint32_t value);
/// Does it say that something went wrong?
[[nodiscard]] bool isFailure(unsigned event);

} // namespace topomq::runtime
