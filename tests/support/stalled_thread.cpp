#include "tests/support/stalled_thread.h"

#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sys/syscall.h>
#include <unistd.h>

namespace topomq::tests {

namespace {

// A handler can be given nothing.
std::atomic<bool> stalls{false};
std::atomic<bool> isStalled{false};

void rest()
{
    const timespec moment{.tv_sec = 0, .tv_nsec = 100'000};
    nanosleep(&moment, nullptr);
}

void stall(int)
{
    isStalled = true;
    while (stalls)
        rest();
    isStalled = false;
}

pid_t threadNamed(const std::string& name)
{
    for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
        std::string found;
        std::getline(std::ifstream(task.path() / "comm"), found);
        if (found == name)
            return std::stoi(task.path().filename().string());
    }
    return 0;
}

} // namespace

StalledThread::StalledThread(const std::string& name)
{
    const pid_t thread = threadNamed(name);
    if (thread == 0) {
        ADD_FAILURE() << "no thread " << name;
        return;
    }

    struct sigaction action
    { };

    action.sa_handler = stall;
    action.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &action, nullptr);
    stalls = true;
    syscall(SYS_tgkill, getpid(), thread, SIGUSR1);
    while (!isStalled)
        rest();
}

StalledThread::~StalledThread()
{
    release();
}

void StalledThread::release()
{
    stalls = false;
    while (isStalled)
        rest();
}

} // namespace topomq::tests
