#include "app/command_line.h"
#include "app/console.h"
#include "app/exit_codes.h"
#include "app/window_call.h"

#include <exception>
#include <variant>

namespace {

using namespace topomq::app;

/// One function for each kind of call.
struct Performer
{
    int argc;
    char** argv;

    int operator()(const WindowCall& call) const { return openWindow(argc, argv, call.files); }

    int operator()(const CheckCall& call) const { return check(call); }

    int operator()(const RunCall& call) const { return run(call); }

    int operator()(const ExamplesCall& call) const { return examples(call); }

    int operator()(const RenderCall& call) const { return render(call, argc, argv); }

    int operator()(const Answered& answer) const { return answer.exitCode; }
};

} // namespace

int main(int argc, char** argv)
{
    try {
        const int code = std::visit(Performer{argc, argv}, parseCommandLine(argc, argv));
        // Where a signal ended it, its terminal may be gone; the code tells of the signal.
        return code >= kBySignal || isOutputWritten() ? code : kRefused;
    } catch (const std::exception& error) {
        complain(std::string("stopped by an unexpected error: ") + error.what());
        return kRefused;
    }
}
