#pragma once
// SIGINT, SIGTERM and SIGHUP as something to wait for.

#include <chrono>
#include <csignal>
#include <optional>

namespace topomq::app {

/// Takes these signals from the moment it exists until it is gone. It must exist before other
/// threads do: they inherit the mask, and so none of them is interrupted. Once one has come, they
/// have no other effect any more: the process is about to end, and its exit code tells why.
/// SIGHUP, which comes when the terminal is closed, stays ignored where it is, as under `nohup`.
/// Thread: one at a time.
class StopSignal
{
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    /// The number of the signal that came within this time, if one did.
    [[nodiscard]] std::optional<int> waitFor(std::chrono::milliseconds time);

private:
    sigset_t m_signals{};
    int m_descriptor = -1;
    bool m_hasCome = false;
};

} // namespace topomq::app
