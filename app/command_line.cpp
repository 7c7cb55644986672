#include "app/command_line.h"

#include "app/console.h"
#include "app/duration.h"
#include "app/exit_codes.h"
#include "engine/model/near_names.h"
#include "engine/runtime/runtime.h"

#include <QtGlobal>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace topomq::app {

namespace {

constexpr const char* kFileHelp = "Topology file (.topomq); - is standard input";

std::string versions()
{
    return std::string("topomq " TOPOMQ_VERSION "\nlibzmq ") + runtime::prepareMachine().zmqVersion
        + "\nQt " + qVersion();
}

/// An option whose value is a duration.
CLI::Option* addDuration(CLI::App& app,
                         const std::string& name,
                         const std::function<void(std::chrono::milliseconds)>& take,
                         const std::string& help)
{
    const auto parse = [name, take](const std::string& text) {
        const auto duration = parseDuration(text);
        if (!duration)
            throw CLI::ValidationError(name,
                                       "\"" + text
                                           + "\" is not a duration; write it like 500ms, 1.5s or "
                                             "2m");
        take(*duration);
    };
    return app.add_option_function<std::string>(name, parse, help)->type_name("DURATION");
}

void addCheck(CLI::App& app, CheckCall& call)
{
    CLI::App* check = app.add_subcommand("check", "Print what is wrong with a topology");
    check->footer("Exit code: 0 without errors, 1 with errors, 2 when the file is not readable.");
    check->add_option("FILE", call.file, kFileHelp)->required()->type_name("");
    check->add_flag("--json", call.json, "Print the findings as JSON");
}

void addRun(CLI::App& app, RunCall& call)
{
    CLI::App* run = app.add_subcommand("run", "Run a topology without a window");
    run->footer("Without --for it runs until every count is done or SIGINT. At the end the sources "
                "stop, the queues\ndrain, and the report is written.\nExit code: 0; 1 when a node "
                "failed; 2 when it cannot be run; 130 when stopped by SIGINT, 143 by\nSIGTERM and "
                "129 by SIGHUP (the report is still written; a second signal stops at once).");
    run->add_option("FILE", call.file, kFileHelp)->required()->type_name("");
    addDuration(
        *run, "--for", [&call](auto time) { call.duration = time; },
        "Run for this long: 500ms, 1.5s, 2m");
    addDuration(
        *run, "--drain", [&call](auto time) { call.drain = time; },
        "Longest time to empty the queues at the end (2s)");
    const auto speed = [&call](const std::string& text) {
        if (!CLI::detail::lexical_cast(text, call.speed) || !std::isfinite(call.speed)
            || call.speed <= 0 || call.speed > 1000)
            throw CLI::ValidationError("--speed",
                                       "\"" + text + "\" is not a number above 0 and up to 1000");
    };
    run->add_option_function<std::string>("--speed", speed,
                                          "Multiplies rates and divides service times (1)")
        ->type_name("NUMBER");
    const auto json = [&call](const std::string& file) {
        // A variable of a script that is not set: what it asked for would be missing in silence.
        if (file.empty())
            throw CLI::ValidationError("--json",
                                       "the name of the file is empty; write - for standard "
                                       "output, or leave --json out for no report");
        call.json = file;
    };
    run->add_option_function<std::string>("--json", json,
                                          "Write the report as JSON; - is standard output")
        ->type_name("FILE");
    run->add_option(
           "--set", call.settings,
           "Change a setting or a parameter for this run; VALUE is JSON or text, and may name "
           "parameters: '#rate / 2'")
        ->type_name("NODE.SETTING=VALUE|#PARAMETER=VALUE")
        ->allow_extra_args(false);
    run->add_flag("--allow-network", call.allowNetwork,
                  "Run although an address can be reached from other machines");
}

void addExamples(CLI::App& app, ExamplesCall& call)
{
    CLI::App* examples = app.add_subcommand("examples", "List the built-in examples, or print one");
    examples->add_option("NAME", call.name, "Example to print")->type_name("");
}

void addRender(CLI::App& app, RenderCall& call)
{
    CLI::App* render = app.add_subcommand("render", "Draw a topology into a file");
    render->add_option("FILE", call.file, kFileHelp)->required()->type_name("");
    render->add_option("--out", call.out, "Picture to write: .svg, .png or .pdf")
        ->required()
        ->type_name("FILE");
    render->add_flag("--dark", call.dark, "With the colours of the dark theme");
}

bool isThere(const std::string& file)
{
    std::error_code ignored;
    return std::filesystem::exists(file, ignored);
}

/// What is wrong where more words follow the first one, which was taken for a file and is neither
/// a file nor a call; empty: that is not the mistake.
std::string misspeltCall(const CLI::App& app, const std::vector<std::string>& words)
{
    constexpr std::size_t kLongest = 20;
    constexpr std::size_t kClose = 2;
    const std::string file = words.empty() ? std::string() : words.front();
    if (file.empty() || file == "-" || isThere(file))
        return {};
    const std::string mistake = "there is no file and no call \"" + file + "\"";
    for (const CLI::App* call : app.get_subcommands({})) {
        if (file.size() <= kLongest && model::nameDistance(file, call->get_name()) <= kClose)
            return mistake + "; did you mean \"" + call->get_name() + "\"?";
    }
    return mistake;
}

/// What is wrong with several words that are to be files for the window; empty: nothing is.
std::string unexpectedWord(const CLI::App& app, const std::vector<std::string>& words)
{
    if (words.size() < 2)
        return {};
    const auto stray = std::find_if_not(words.begin(), words.end(), isThere);
    if (stray == words.end())
        return {};
    const std::string mistake = misspeltCall(app, words);
    return mistake.empty() ? "The following argument was not expected: " + *stray : mistake;
}

/// `topomq help` and `topomq help CALL`, as other programs have it.
bool asksForHelp(const std::vector<std::string>& words)
{
    std::error_code ignored;
    return !words.empty() && words.front() == "help"
        && (words.size() > 1 || !std::filesystem::exists(words.front(), ignored));
}

/// What is wrong with a call for help; empty: nothing is.
std::string unknownTopic(const CLI::App& app, const std::vector<std::string>& words)
{
    if (words.size() < 2 || words[1].starts_with('-'))
        return {};
    const std::vector<const CLI::App*> calls = app.get_subcommands({});
    if (std::any_of(calls.begin(), calls.end(),
                    [&words](const CLI::App* call) { return call->get_name() == words[1]; }))
        return {};
    return "there is no call \"" + words[1] + "\" to help with";
}

/// What is wrong with words outside of a call, or before it, which reads its own file; empty:
/// nothing is.
std::string strayWord(const CLI::App& app, const std::vector<std::string>& words)
{
    const std::vector<CLI::App*> calls = app.get_subcommands();
    if (calls.empty())
        return unexpectedWord(app, words);
    if (words.empty())
        return {};
    return "\"" + words.front() + "\" stands before the call \"" + calls.front()->get_name()
        + "\" and would be ignored; write it after the call, or leave it out";
}

std::string oneLine(std::string text)
{
    std::replace(text.begin(), text.end(), '\n', ' ');
    while (!text.empty() && text.back() == ' ')
        text.pop_back();
    return text;
}

} // namespace

Call parseCommandLine(int argc, char** argv)
{
    CLI::App app("Draw a ZeroMQ topology, run it on libzmq, and see inside it.", "topomq");
    WindowCall window;
    CheckCall check;
    RunCall run;
    ExamplesCall examples;
    RenderCall render;
    app.add_option("FILE", window.files,
                   "Topology files to open in the window; without one, the gallery")
        ->type_name("");
    app.set_version_flag("--version", versions, "Print the versions of topomq, libzmq and Qt");
    app.footer("\"topomq CALL --help\" says more about a call.");
    app.require_subcommand(0, 1);
    addCheck(app, check);
    addRun(app, run);
    addExamples(app, examples);
    addRender(app, render);
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    if (asksForHelp(words)) {
        if (const std::string mistake = unknownTopic(app, words); !mistake.empty()) {
            complain(oneLine(mistake) + " (see topomq --help)");
            return Answered{kRefused};
        }
        words.front() = "--help";
        words.resize(std::min<std::size_t>(words.size(), 2));
        // Of the call, which then comes first.
        std::reverse(words.begin(), words.end());
    }
    // The library takes them from the end.
    std::reverse(words.begin(), words.end());
    try {
        app.parse(std::move(words));
    } catch (const CLI::Success& answer) {
        return Answered{app.exit(answer)};
    } catch (const CLI::ExtrasError& error) {
        const std::string mistake = misspeltCall(app, window.files);
        complain((mistake.empty() ? oneLine(error.what()) : mistake) + " (see topomq --help)");
        return Answered{kRefused};
    } catch (const CLI::ParseError& error) {
        complain(oneLine(error.what()) + " (see topomq --help)");
        return Answered{kRefused};
    }
    if (const std::string mistake = strayWord(app, window.files); !mistake.empty()) {
        complain(oneLine(mistake) + " (see topomq --help)");
        return Answered{kRefused};
    }
    if (app.got_subcommand("check"))
        return check;
    if (app.got_subcommand("run"))
        return run;
    if (app.got_subcommand("examples"))
        return examples;
    if (app.got_subcommand("render"))
        return render;
    // A variable of a script that is not set.
    std::erase(window.files, std::string());
    return window;
}

} // namespace topomq::app
