#include "app/check_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "app/load_topology.h"
#include "engine/io/report.h"
#include "engine/rules/rules.h"

namespace topomq::app {

int check(const CheckCall& call)
{
    const auto loaded = loadTopology(call.file);
    if (!loaded)
        return kRefused;
    const auto findings = joinFindings(*loaded, rules::check(loaded->topology));
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
