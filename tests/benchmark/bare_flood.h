#pragma once
// The yardstick for throughput: layers of nodes on plain libzmq, each node a thread that blocks in
// zmq_msg_recv and zmq_msg_send, with nothing measured but the count.

#include "tests/benchmark/bare_socket.h"
#include "tests/benchmark/shape.h"

namespace topomq::benchmark {

[[nodiscard]] Flood
bareFlood(const Shape& shape, double seconds, IoThreads threads = IoThreads::Unseen);

} // namespace topomq::benchmark
