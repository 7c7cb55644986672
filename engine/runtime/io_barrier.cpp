#include "engine/runtime/io_barrier.h"

#include <zmq.h>

#include <atomic>
#include <string>
#include <unistd.h>

namespace topomq::runtime {

namespace {

constexpr int kPassages = 8;
constexpr int kPatience = 125; // ms each

bool pass(void* from, void* to)
{
    char byte = 'x';
    return zmq_send(from, &byte, 1, 0) == 1 && zmq_recv(to, &byte, 1, 0) == 1;
}

void setUp(void* socket)
{
    const int none = 0;
    zmq_setsockopt(socket, ZMQ_LINGER, &none, sizeof none);
    zmq_setsockopt(socket, ZMQ_RCVTIMEO, &kPatience, sizeof kPatience);
    zmq_setsockopt(socket, ZMQ_SNDTIMEO, &kPatience, sizeof kPatience);
}

} // namespace

void passThroughIoThread(void* zmqContext)
{
    static std::atomic<unsigned> number{0};
    const std::string address = "ipc://@topomq-barrier-" + std::to_string(getpid()) + "-"
        + std::to_string(number.fetch_add(1));
    void* one = zmq_socket(zmqContext, ZMQ_PAIR);
    void* other = zmq_socket(zmqContext, ZMQ_PAIR);
    if (one != nullptr && other != nullptr) {
        setUp(one);
        setUp(other);
        bool passed =
            zmq_bind(one, address.c_str()) == 0 && zmq_connect(other, address.c_str()) == 0;
        for (int i = 0; i < kPassages && passed; ++i)
            passed = pass(other, one) && pass(one, other);
    }
    if (one != nullptr)
        zmq_close(one);
    if (other != nullptr)
        zmq_close(other);
}

} // namespace topomq::runtime
