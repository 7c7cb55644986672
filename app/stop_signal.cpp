#include "app/stop_signal.h"

#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace topomq::app {

namespace {

sigset_t stopSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

} // namespace

StopSignal::StopSignal()
{
    const sigset_t set = stopSignals();
    m_descriptor = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    // Without the descriptor the signals keep their usual effect.
    if (m_descriptor >= 0)
        ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

StopSignal::~StopSignal()
{
    if (m_descriptor < 0)
        return;
    const sigset_t set = stopSignals();
    ::close(m_descriptor);
    // Another one of those that ended the run would end the process before its exit code.
    if (m_hasCome)
        return;
    ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

std::optional<int> StopSignal::waitFor(std::chrono::milliseconds time)
{
    if (m_descriptor < 0) {
        std::this_thread::sleep_for(time);
        return std::nullopt;
    }
    pollfd entry{m_descriptor, POLLIN, 0};
    if (::poll(&entry, 1, static_cast<int>(time.count())) <= 0)
        return std::nullopt;
    signalfd_siginfo info{};
    if (::read(m_descriptor, &info, sizeof info) != static_cast<ssize_t>(sizeof info))
        return std::nullopt;
    m_hasCome = true;
    return static_cast<int>(info.ssi_signo);
}

} // namespace topomq::app
