// Measures every figure that the engine is held to, beside bare libzmq where there is something to
// compare, and prints them with their goals.
// Usage: engine_benchmark [--pairs N] [--seconds S] [--markdown] [GROUP...]
// Without groups all are measured; --help lists them.

#include "engine/runtime/runtime.h"
#include "tests/benchmark/rows.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace topomq::benchmark {

namespace {

struct Group
{
    std::string_view name;
    void (*add)(const Effort&, Report&);
};

/// Memory first: it is measured in copies of this process, which then is still small.
constexpr std::array<Group, 9> kGroups{{
    {"memory", addMemory},
    {"push-pull", addPushPull},
    {"latency", addLatency},
    {"fan", addFan},
    {"flood", addFlood},
    {"start-stop", addStartStop},
    {"links", addLinks},
    {"sampling", addSampling},
    {"following", addFollowing},
}};

struct Call
{
    Effort effort;
    Report::Style style = Report::Style::Text;
    std::vector<std::string_view> groups; ///< empty: all
    bool isUnderstood = true;
};

Call read(int argc, char** argv)
{
    Call call;
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        const bool hasNext = i + 1 < argc;
        const bool isGroup = std::any_of(kGroups.begin(), kGroups.end(),
                                         [word](const Group& group) { return group.name == word; });
        if (word == "--pairs" && hasNext)
            call.effort.pairs = std::atoi(argv[++i]);
        else if (word == "--seconds" && hasNext)
            call.effort.seconds = std::atof(argv[++i]);
        else if (word == "--markdown")
            call.style = Report::Style::Markdown;
        else if (isGroup)
            call.groups.push_back(word);
        else
            call.isUnderstood = false;
    }
    const bool isSensible = call.effort.pairs >= 1 && call.effort.pairs <= 1000
        && call.effort.seconds >= 0.01 && call.effort.seconds <= 600;
    call.isUnderstood = call.isUnderstood && isSensible;
    return call;
}

int tellUsage()
{
    std::printf("engine_benchmark [--pairs N] [--seconds S] [--markdown] [GROUP...]\nGroups:");
    for (const Group& group : kGroups)
        std::printf(" %s", group.name.data());
    std::printf("\n");
    return 2;
}

} // namespace

} // namespace topomq::benchmark

int main(int argc, char** argv)
{
    using namespace topomq::benchmark;
    const Call call = read(argc, argv);
    if (!call.isUnderstood)
        return tellUsage();
    topomq::runtime::prepareMachine();
    Report report(call.style, call.effort);
    for (const Group& group : kGroups) {
        const bool isWanted = call.groups.empty()
            || std::find(call.groups.begin(), call.groups.end(), group.name) != call.groups.end();
        if (isWanted)
            group.add(call.effort, report);
    }
    return 0;
}
