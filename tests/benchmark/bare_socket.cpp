#include "tests/benchmark/bare_socket.h"

#include <zmq.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace topomq::benchmark {

namespace {

void orExit(bool done, const char* what)
{
    if (done)
        return;
    std::fprintf(stderr, "bare libzmq: %s: %s\n", what, zmq_strerror(zmq_errno()));
    std::exit(1);
}

/// True once there was a thread of libzmq's that serves connections.
bool renameIoThreads()
{
    bool hasFound = false;
    std::error_code gone;
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", gone)) {
        const std::filesystem::path place = task.path() / "comm";
        std::string name;
        std::getline(std::ifstream(place), name);
        if (name.find("ZMQbg/IO") == std::string::npos)
            continue;
        std::ofstream(place) << "bare";
        hasFound = true;
    }
    return hasFound;
}

/// They name themselves when the first socket is made, and are looked at when they first send or
/// receive.
void hideIoThreads()
{
    constexpr int kMostTries = 1000;
    for (int i = 0; i < kMostTries && !renameIoThreads(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

} // namespace

BareContext::BareContext(std::size_t sockets, IoThreads threads)
    : m_context(zmq_ctx_new())
    , m_mustHide(threads == IoThreads::Unseen)
{
    zmq_ctx_set(m_context, ZMQ_MAX_SOCKETS, static_cast<int>(sockets + 8));
}

BareContext::~BareContext()
{
    zmq_ctx_term(m_context);
}

void* BareContext::socket(int type)
{
    void* made = zmq_socket(m_context, type);
    orExit(made != nullptr, "socket");
    if (m_mustHide)
        hideIoThreads();
    m_mustHide = false;
    const int noLinger = 0;
    zmq_setsockopt(made, ZMQ_LINGER, &noLinger, sizeof noLinger);
    if (type == ZMQ_SUB)
        zmq_setsockopt(made, ZMQ_SUBSCRIBE, "", 0);
    return made;
}

void BareContext::shutDown()
{
    zmq_ctx_shutdown(m_context);
}

std::string bindSocket(void* socket, const std::string& address)
{
    orExit(zmq_bind(socket, address.c_str()) == 0, "bind");
    std::array<char, 256> endpoint{};
    std::size_t size = endpoint.size();
    orExit(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, endpoint.data(), &size) == 0, "bind");
    return endpoint.data();
}

void connectSocket(void* socket, const std::string& address)
{
    orExit(zmq_connect(socket, address.c_str()) == 0, "connect");
}

void sendUntilStopped(void* socket, std::size_t bytes)
{
    std::vector<char> payload(bytes, 'x');
    for (std::uint64_t number = 0;; ++number) {
        std::memcpy(payload.data(), &number, sizeof number);
        zmq_msg_t message;
        zmq_msg_init_size(&message, bytes);
        std::memcpy(zmq_msg_data(&message), payload.data(), bytes);
        if (zmq_msg_send(&message, socket, 0) < 0) {
            zmq_msg_close(&message);
            return;
        }
    }
}

void receiveUntilStopped(void* socket, void* out, std::atomic<std::uint64_t>& count)
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    std::uint64_t received = 0;
    while (zmq_msg_recv(&message, socket, 0) >= 0) {
        count.store(++received, std::memory_order_relaxed);
        if (out != nullptr && zmq_msg_send(&message, out, 0) < 0)
            break;
    }
    zmq_msg_close(&message);
}

} // namespace topomq::benchmark
