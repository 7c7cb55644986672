#include "engine/runtime/probe_process.h"

#include "engine/runtime/io_barrier.h"

#include <zmq.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace topomq::runtime {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kCall = "--topomq-try-address";
constexpr auto kPatience = std::chrono::seconds(5);
constexpr std::size_t kLongestReport = 4096;

// ---- In the new process ----

int fail()
{
    // As libzmq writes before it ends a process: the parent reads both.
    std::fprintf(stderr, "%s (address)\n", zmq_strerror(zmq_errno()));
    return 1;
}

/// argv: program, kCall, "PUB" or "SUB", address, then pairs of option and value.
int tryAddress(int argc, char** argv)
{
    // An end by abort is expected, and nothing to keep.
    const rlimit none{};
    setrlimit(RLIMIT_CORE, &none);
    void* context = zmq_ctx_new();
    const bool sends = std::string_view(argv[2]) == "PUB";
    void* socket = context == nullptr ? nullptr : zmq_socket(context, sends ? ZMQ_PUB : ZMQ_SUB);
    if (socket == nullptr)
        return fail();
    const int linger = 0;
    zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger);
    for (int i = 4; i + 1 < argc; i += 2) {
        const int value = std::atoi(argv[i + 1]);
        if (zmq_setsockopt(socket, std::atoi(argv[i]), &value, sizeof value) != 0)
            return fail();
    }
    if (zmq_connect(socket, argv[3]) != 0)
        return fail();
    // The I/O thread joins the group behind our back; after this it has.
    passThroughIoThreads(context);
    return 0;
}

/// Runs before main: so every program with this file can try addresses, whatever it is else.
[[gnu::constructor]] void tryAddressWhenCalled(int argc, char** argv)
{
    if (argc >= 4 && argv[1] == kCall)
        _exit(tryAddress(argc, argv));
}

// ---- In the process that asks ----

class Pipe
{
public:
    Pipe()
    {
        if (pipe2(m_ends.data(), O_CLOEXEC) != 0)
            m_ends = {-1, -1};
    }

    ~Pipe()
    {
        closeEnd(0);
        closeEnd(1);
    }

    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    [[nodiscard]] bool isOpen() const { return m_ends[0] >= 0; }

    [[nodiscard]] int reader() const { return m_ends[0]; }

    [[nodiscard]] int writer() const { return m_ends[1]; }

    void closeWriter() { closeEnd(1); }

private:
    void closeEnd(std::size_t end)
    {
        if (m_ends[end] >= 0)
            close(m_ends[end]);
        m_ends[end] = -1;
    }

    std::array<int, 2> m_ends{-1, -1};
};

std::vector<std::string> callOf(const ProbeRequest& request)
{
    std::vector<std::string> words{"topomq", std::string(kCall), request.sends ? "PUB" : "SUB",
                                   request.address};
    for (const auto& [number, value] : request.options) {
        words.push_back(std::to_string(number));
        words.push_back(std::to_string(value));
    }
    return words;
}

/// 0 or the error.
int spawn(const ProbeRequest& request, int errors, pid_t* child)
{
    std::vector<std::string> words = callOf(request);
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    const int error =
        posix_spawn(child, "/proc/self/exe", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/// What the child writes until it ends; false when it takes too long.
bool readUntilEnd(int descriptor, std::string& report)
{
    const auto deadline = Clock::now() + kPatience;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
        const int ready = left.count() <= 0 ? 0 : poll(&waiting, 1, static_cast<int>(left.count()));
        if (ready == 0)
            return false;
        std::array<char, 512> part{};
        const ssize_t size = ready < 0 ? -1 : read(descriptor, part.data(), part.size());
        if (size == 0)
            return true;
        if (size < 0 && errno != EINTR)
            return false;
        if (size > 0 && report.size() < kLongestReport)
            report.append(part.data(), static_cast<std::size_t>(size));
    }
}

/// libzmq's last words are "what (file:line)".
std::string reasonIn(std::string report)
{
    while (!report.empty() && report.back() == '\n')
        report.pop_back();
    report.erase(0, report.rfind('\n') + 1);
    if (const auto mark = report.rfind(" ("); mark != std::string::npos)
        report.resize(mark);
    return report.empty() ? "libzmq gives it up" : report;
}

} // namespace

std::string tryInOwnProcess(const ProbeRequest& request)
{
    Pipe pipe;
    pid_t child = -1;
    const int error = pipe.isOpen() ? spawn(request, pipe.writer(), &child) : errno;
    if (error != 0)
        return std::string("it cannot be tried: ") + zmq_strerror(error);
    pipe.closeWriter();
    std::string report;
    const bool ended = readUntilEnd(pipe.reader(), report);
    if (!ended)
        kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!ended)
        return "it hangs";
    const bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return good ? std::string() : reasonIn(std::move(report));
}

} // namespace topomq::runtime
