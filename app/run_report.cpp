#include "app/run_report.h"

namespace topomq::app {

namespace {

template <class Figures>
Figures at(const std::vector<Figures>& list, std::size_t index)
{
    return index < list.size() ? list[index] : Figures();
}

std::string nameOf(const plan::RunPlan& plan, plan::SocketIndex socket)
{
    return plan.sockets[socket].ref.text();
}

io::ReportNode nodeOf(const plan::PlannedNode& node,
                      const runtime::NodeOutcome& outcome,
                      const metrics::NodeFigures& figures)
{
    return {node.id.text(), std::string(metrics::toText(outcome.state)),
            figures.sent,   figures.received,
            outcome.errors, figures.service};
}

} // namespace

io::Report makeReport(const plan::RunPlan& plan, const runtime::RunResult& result)
{
    const metrics::Snapshot figures = result.final ? *result.final : metrics::Snapshot();
    io::Report report;
    report.topology = plan.topology;
    report.duration = result.duration;
    report.drained = result.drained;
    report.conserved = result.conserved;
    for (std::size_t i = 0; i < plan.nodes.size(); ++i) {
        // Nobody ran an external node, so nobody knows what it did.
        if (!plan.nodes[i].external)
            report.nodes.push_back(
                nodeOf(plan.nodes[i], at(result.nodes, i), at(figures.nodes, i)));
    }
    for (std::size_t i = 0; i < plan.sockets.size(); ++i) {
        const plan::PlannedSocket& socket = plan.sockets[i];
        if (!plan.nodes[socket.node].external)
            report.sockets.push_back(
                {socket.ref.text(), std::string(toText(socket.type)), at(figures.sockets, i)});
    }
    for (std::size_t i = 0; i < plan.flows.size(); ++i) {
        const plan::PlannedFlow& flow = plan.flows[i];
        const metrics::FlowFigures counted = at(figures.flows, i);
        report.flows.push_back({plan.links[flow.link].id.text(), nameOf(plan, flow.from),
                                nameOf(plan, flow.to), flow.pattern, counted,
                                at(result.meanRates, i)});
    }
    for (const runtime::RuntimeEvent& event : result.events)
        report.events.push_back(
            {event.time, event.where, event.event, event.address, event.detail});
    report.eventsLost = result.eventsLost;
    return report;
}

} // namespace topomq::app
