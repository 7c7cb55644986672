// How long TopoMQ's first window takes beside an empty window of Qt Widgets, from the start of the
// program to the first picture, on the offscreen platform. Both are started in turn.
//
// Usage: window_benchmark [PAIRS]

#include "tests/benchmark/canvas_table.h"
#include "tests/benchmark/figures.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace topomq::benchmark {

namespace {

namespace fs = std::filesystem;

/// Milliseconds.
double lifeOf(const fs::path& program)
{
    std::string name = program.string();
    std::array<char*, 2> arguments{name.data(), nullptr};
    const auto start = std::chrono::steady_clock::now();
    pid_t child = 0;
    int status = -1;
    if (posix_spawn(&child, name.c_str(), nullptr, nullptr, arguments.data(), environ) != 0
        || waitpid(child, &status, 0) != child || status != 0)
    {
        std::fprintf(stderr, "%s does not run\n", name.c_str());
        std::exit(1);
    }
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    return taken.count();
}

void measure(const Effort& effort)
{
    const fs::path here = fs::read_symlink("/proc/self/exe").parent_path();
    const fs::path home = fs::temp_directory_path() / ("topomq-window-" + std::to_string(getpid()));
    fs::create_directories(home);
    // Nobody's settings and drafts count.
    setenv("HOME", home.c_str(), 1);
    setenv("XDG_RUNTIME_DIR", home.c_str(), 1);
    const auto ours = [&] { return lifeOf(here / "topomq_window"); };
    const auto empty = [&] { return lifeOf(here / "empty_window"); };
    (void)ours();
    (void)empty();
    Pairs pairs;
    takeInTurn(effort.pairs, ours, empty,
               [&](double engine, double bare) { pairs.add(engine, bare); });
    fs::remove_all(home);
    constexpr double kMost = 2;
    printMachine("First window, offscreen; medians of " + std::to_string(effort.pairs)
                 + " pairs, from the start of the program.");
    printTable({""},
               {{"empty window of Qt Widgets", {{0, pairs.bare()}}},
                {"TopoMQ with its gallery", {{0, pairs.engine()}}},
                {"ratio", {{kMost, pairs.ratio().median}}, "times"}});
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    setenv("QT_QPA_PLATFORM", "offscreen", 0);
    topomq::benchmark::measure(topomq::benchmark::effortFrom(argc, argv, {}));
    return 0;
}
