#include "app/check_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "app/load_topology.h"
#include "engine/io/report.h"
#include "engine/rules/rules.h"
#include "engine/runtime/runtime.h"
#include "engine/runtime/transport_probe.h"

namespace topomq::app {

int check(const CheckCall& call)
{
    // The descriptors first: the rules ask for how many there are.
    runtime::prepareMachine();
    const auto loaded = loadTopology(call.file);
    if (!loaded)
        return kRefused;
    const auto findings =
        joinFindings(*loaded, rules::check(loaded->topology, runtime::capabilities()));
    if (call.json) {
        // The escapes of JSON keep control characters from the terminal.
        std::fputs(io::writeFindings(findings).c_str(), stdout);
    } else {
        printFindings(stdout, findings);
        print(stdout, summaryOf(findings) + ".\n");
    }
    return rules::hasErrors(findings) ? kFailed : kDone;
}

} // namespace topomq::app
