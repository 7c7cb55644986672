#pragma once
// The yardstick: layers of nodes on plain libzmq, each node a thread that blocks in zmq_msg_recv
// and zmq_msg_send, with nothing measured but the count.

#include "tests/benchmark/layers.h"

#include <cstddef>
#include <vector>

namespace topomq::benchmark {

[[nodiscard]] Flood bareFlood(const std::vector<Layer>& layers, std::size_t bytes, double seconds);

} // namespace topomq::benchmark
