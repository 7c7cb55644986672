#include "tests/benchmark/fresh_process.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace topomq::benchmark {

double inFreshProcess(const std::function<double()>& measure)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        std::exit(1);
    std::fflush(nullptr);
    const pid_t child = fork();
    if (child == 0) {
        const double value = measure();
        const bool isWritten = write(ends[1], &value, sizeof value) == sizeof value;
        _exit(isWritten ? 0 : 1);
    }
    close(ends[1]);
    double value = 0;
    const bool isRead = child > 0 && read(ends[0], &value, sizeof value) == sizeof value;
    close(ends[0]);
    int status = 0;
    if (child > 0)
        waitpid(child, &status, 0);
    if (!isRead || status != 0) {
        std::fprintf(stderr, "a measurement in a process of its own has failed\n");
        std::exit(1);
    }
    return value;
}

} // namespace topomq::benchmark
