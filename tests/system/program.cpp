#include "tests/system/program.h"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <pty.h>
#include <spawn.h>
#include <sstream>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace topomq::test {

namespace {

using std::chrono::steady_clock;
using namespace std::chrono_literals;

std::vector<std::string> environmentWithoutDisplay()
{
    std::vector<std::string> kept;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        if (!text.starts_with("DISPLAY=") && !text.starts_with("WAYLAND_DISPLAY=")
            && !text.starts_with("QT_QPA_PLATFORM="))
            kept.emplace_back(text);
    }
    return kept;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// Appends what is there; closes the descriptor at its end.
void drainPipe(int& descriptor, std::string& text)
{
    std::array<char, 65536> block{};
    const ssize_t count = ::read(descriptor, block.data(), block.size());
    if (count > 0) {
        text.append(block.data(), static_cast<std::size_t>(count));
        return;
    }
    ::close(descriptor);
    descriptor = -1;
}

void writeAll(int descriptor, const std::string& text)
{
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t count = ::write(descriptor, text.data() + written, text.size() - written);
        if (count <= 0)
            return;
        written += static_cast<std::size_t>(count);
    }
}

} // namespace

Program::Program(const std::vector<std::string>& arguments,
                 const std::string& input,
                 Output output,
                 const std::string& executable,
                 Input rest)
{
    // A child that does not read all of its input must not end the test.
    std::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    std::array<int, 2> error{};
    const winsize size{.ws_row = 40, .ws_col = 120};
    const bool isOpen = output == Output::Terminal
        ? ::openpty(&out[0], &out[1], nullptr, nullptr, &size) == 0
        : ::pipe2(out.data(), O_CLOEXEC) == 0;
    if (!isOpen || ::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(error.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipes");
    // The child's copies are made by the actions below; of a terminal it must not have others.
    for (const int descriptor : out)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, error[1], STDERR_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t defaults;
    sigemptyset(&defaults);
    // Whoever runs the tests in the background lets them ignore SIGINT, or SIGHUP.
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP})
        sigaddset(&defaults, signal);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);

    std::vector<std::string> words{executable};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = environmentWithoutDisplay();
    const int failed = ::posix_spawn(&m_process, executable.c_str(), &actions, &attributes,
                                     pointersTo(words).data(), pointersTo(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    ::close(in[0]);
    ::close(out[1]);
    ::close(error[1]);
    m_output = out[0];
    m_errors = error[0];
    if (failed != 0)
        throw std::runtime_error("cannot start " + executable);
    writeAll(in[1], input);
    if (rest == Input::Nothing)
        m_input = in[1];
    else
        ::close(in[1]);
}

Program::~Program()
{
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    for (const int descriptor : {m_input, m_output, m_errors}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

void Program::send(int signal) const
{
    ::kill(m_process, signal);
}

bool Program::pump(steady_clock::time_point deadline)
{
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
    if ((m_output < 0 && m_errors < 0) || left <= 0ms)
        return false;
    // poll ignores negative descriptors.
    std::array<pollfd, 2> entries{pollfd{m_output, POLLIN, 0}, pollfd{m_errors, POLLIN, 0}};
    if (::poll(entries.data(), entries.size(), static_cast<int>(left.count())) <= 0)
        return errno == EINTR;
    if (entries[0].revents != 0)
        drainPipe(m_output, m_result.output);
    if (entries[1].revents != 0)
        drainPipe(m_errors, m_result.errors);
    return true;
}

bool Program::awaitText(const std::string& text)
{
    const auto deadline = steady_clock::now() + 30s;
    const auto isThere = [&] {
        return m_result.output.find(text) != std::string::npos
            || m_result.errors.find(text) != std::string::npos;
    };
    while (!isThere()) {
        if (!pump(deadline))
            return isThere();
    }
    return true;
}

ProgramResult Program::finish()
{
    const auto deadline = steady_clock::now() + 60s;
    while (pump(deadline)) {
    }
    if (steady_clock::now() >= deadline)
        ::kill(m_process, SIGKILL);
    int status = 0;
    ::waitpid(m_process, &status, 0);
    m_process = -1;
    m_result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return m_result;
}

ProgramResult call(const std::vector<std::string>& arguments, const std::string& input)
{
    return Program(arguments, input).finish();
}

TemporaryFolder::TemporaryFolder()
{
    std::string pattern = (std::filesystem::temp_directory_path() / "topomq-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    m_folder = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::string TemporaryFolder::path(const std::string& name) const
{
    return (m_folder / name).string();
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const
{
    std::ofstream(m_folder / name, std::ios::binary) << text;
    return path(name);
}

std::string readWhole(const std::string& path)
{
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::string pushPullFile(const std::string& bind, const std::string& settings)
{
    return R"({ "topomq": 1, "name": "Push and pull", "nodes": [
    { "id": "vent", "role": "source", "settings": )"
        + settings + R"(, "sockets": [ { "id": "out", "type": "PUSH", "bind": [")" + bind
        + R"("] } ] },
    { "id": "sink", "role": "sink", "sockets": [ { "id": "in", "type": "PULL" } ] } ],
  "links": [ { "id": "a", "connect": "sink.in", "bind": "vent.out" } ] })";
}

} // namespace topomq::test
