#include "app/run_call.h"

#include "app/console.h"
#include "app/exit_codes.h"
#include "app/headless_run.h"
#include "app/load_topology.h"
#include "app/report_file.h"
#include "app/run_report.h"
#include "app/run_table.h"
#include "app/set_setting.h"
#include "app/stop_signal.h"
#include "engine/plan/plan_places.h"
#include "engine/plan/run_plan.h"
#include "engine/roles/role_factory.h"
#include "engine/rules/codes.h"
#include "engine/rules/rules.h"
#include "engine/runtime/key_store.h"
#include "engine/runtime/transport_probe.h"

#include <algorithm>
#include <utility>

namespace topomq::app {

namespace {

/// The plan, or nothing after standard error has been told why there is none.
std::optional<plan::RunPlan> planOf(LoadedTopology loaded, const RunCall& call)
{
    openInside(loaded.topology, call.settings);
    for (const std::string& assignment : call.settings) {
        if (const std::string problem = setSetting(loaded.topology, assignment); !problem.empty()) {
            complain(problem);
            return std::nullopt;
        }
    }
    plan::PlanResult planned = plan::makePlan(loaded.topology, runtime::capabilities());
    std::vector<model::Finding> findings = joinFindings(loaded, std::move(planned.findings));
    std::erase_if(findings, [](const model::Finding& finding) {
        return finding.severity == model::Severity::Information;
    });
    printFindings(stderr, findings);
    if (rules::hasErrors(findings)) {
        complain("not run: " + summaryOf(findings));
        return std::nullopt;
    }
    const bool isOpen =
        std::any_of(findings.begin(), findings.end(), [](const model::Finding& finding) {
            return finding.code == rules::code::kOpenToNetwork;
        });
    if (isOpen && !call.allowNetwork) {
        complain("not run: it would be open to the network; add --allow-network if that is meant");
        return std::nullopt;
    }
    return std::move(planned.plan);
}

bool hasFailure(const runtime::RunResult& result)
{
    return std::any_of(
        result.nodes.begin(), result.nodes.end(),
        [](const runtime::NodeOutcome& node) { return node.state == metrics::NodeState::Failed; });
}

/// What the report would take the place of, or nothing.
std::string lossBy(const RunCall& call)
{
    if (wouldReplace(call.json, call.file))
        return "the topology itself";
    if (call.file != "-" && wouldReplace(call.json, runtime::KeyStore::pathFor(call.file)))
        return "the keys of the topology";
    return {};
}

int exitCodeOf(const runtime::RunResult& result, std::optional<int> stoppedBy)
{
    if (stoppedBy)
        return kBySignal + *stoppedBy;
    return hasFailure(result) ? kFailed : kDone;
}

} // namespace

int run(const RunCall& call)
{
    if (const std::string loss = lossBy(call); !loss.empty()) {
        complain("--json " + call.json + ": that is " + loss
                 + ", which the report would replace; give another name");
        return kRefused;
    }
    // The descriptors first: the rules ask for how many there are.
    runtime::prepareMachine();
    auto loaded = loadTopology(call.file);
    if (!loaded)
        return kRefused;
    // Not before: a pipe may stay open for ever, and as long as it is read nothing has begun that
    // would have to be brought to an end.
    StopSignal signals;
    auto planned = planOf(std::move(*loaded), call);
    if (!planned)
        return kRefused;
    ReportFile report;
    if (const std::string problem = report.open(call.json); !problem.empty()) {
        complain(problem);
        return kRefused;
    }
    runtime::RunOptions options;
    options.speed = call.speed;
    if (call.file != "-")
        options.keyFile = runtime::KeyStore::pathFor(call.file);
    const plan::PlanPlaces places(*planned);
    runtime::Runtime engine(std::move(*planned), roles::makeRoleFactory(), options);
    if (const std::string problem = engine.start(); !problem.empty()) {
        complain("not run: " + places.spoken(problem));
        return kRefused;
    }
    HeadlessRun headless(engine, places, signals, report);
    headless.watch(call.duration);
    headless.finish(call.drain);
    const runtime::RunResult& result = engine.result();
    const std::string problem = report.write(io::writeReport(makeReport(*engine.plan(), result)));
    if (!report.isStandardOutput()) {
        for (const std::string& line : summaryLines(*engine.plan(), result))
            print(stdout, line + "\n");
    }
    if (!problem.empty()) {
        complain(problem);
        return kRefused;
    }
    return exitCodeOf(result, headless.stoppedBy());
}

} // namespace topomq::app
