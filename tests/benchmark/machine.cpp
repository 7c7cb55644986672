#include "tests/benchmark/machine.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sys/utsname.h>
#include <thread>

namespace topomq::benchmark {

std::string processorName()
{
    std::ifstream file("/proc/cpuinfo");
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return "unknown processor";
}

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
    return text.data();
}

std::string machineName()
{
    utsname system{};
    uname(&system);
    return std::to_string(std::thread::hardware_concurrency()) + " cores of " + processorName()
        + ", " + system.sysname + " " + system.release;
}

std::string compilerName()
{
#if defined(__OPTIMIZE__)
    return "GCC " __VERSION__;
#else
    return "GCC " __VERSION__ " without optimisation";
#endif
}

std::string loadNow()
{
    double load = 0;
    getloadavg(&load, 1);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "load average at the start %.2f", load);
    return text.data();
}

} // namespace topomq::benchmark
