#include "app/stop_signal.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace topomq::app {

namespace {

bool isIgnored(int signal)
{
    struct sigaction action
    { };

    return ::sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

sigset_t stopSignals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    // A descriptor gets it also where it is ignored. SIGINT is by whatever a script runs in the
    // background, and still stops that.
    if (!isIgnored(SIGHUP))
        sigaddset(&set, SIGHUP);
    return set;
}

} // namespace

StopSignal::StopSignal()
    : m_signals(stopSignals())
    , m_descriptor(::signalfd(-1, &m_signals, SFD_CLOEXEC | SFD_NONBLOCK))
{
    // Without the descriptor the signals keep their usual effect.
    if (m_descriptor >= 0)
        ::pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
}

StopSignal::~StopSignal()
{
    if (m_descriptor < 0)
        return;
    ::close(m_descriptor);
    // Another one of those that ended the run would end the process before its exit code.
    if (m_hasCome)
        return;
    ::pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr);
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
