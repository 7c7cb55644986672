#pragma once
// Keeps one thread of this process from running, as a machine does that has no processor for it.

#include <string>
#include <sys/types.h>

namespace topomq::tests {

/// Stands still from the constructor to `release`, by a handler of SIGUSR1: only one at a time, and
/// only for threads that do not block that signal. Fails the test if there is no thread of that
/// name, as /proc/self/task says it.
class StalledThread
{
public:
    explicit StalledThread(const std::string& name);
    ~StalledThread();

    StalledThread(const StalledThread&) = delete;
    StalledThread& operator=(const StalledThread&) = delete;

    void release();
};

} // namespace topomq::tests
