#pragma once
// The yardstick: PUSH to PULL in two threads on plain libzmq, with nothing measured but the count.

#include <cstddef>
#include <string>

namespace topomq::benchmark {

/// Messages per second over `seconds`, after a short warm-up. Each message is made with
/// zmq_msg_init_size and a copy of a payload that carries its number, as usual.
[[nodiscard]] double barePushPull(const std::string& address, std::size_t bytes, double seconds);

} // namespace topomq::benchmark
