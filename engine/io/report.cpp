#include "engine/io/report.h"

#include "engine/io/json_writer.h"

#include <cmath>
#include <utility>

namespace topomq::io {

namespace {

using model::Array;
using model::Object;
using model::Value;

/// Digits beyond these say nothing about what was measured.
Value rounded(double value, double steps)
{
    return std::isfinite(value) ? Value(std::round(value * steps) / steps) : Value();
}

Value milliseconds(double seconds)
{
    return rounded(seconds, 1000);
}

Value tenths(double value)
{
    return rounded(value, 10);
}

Value count(std::uint64_t value)
{
    return Value(static_cast<std::int64_t>(value));
}

Value countOrNull(const std::optional<std::uint64_t>& value)
{
    return value ? count(*value) : Value();
}

Array texts(const std::vector<std::string>& list)
{
    return {list.begin(), list.end()};
}

Value latencyOf(const metrics::LatencySummary& latency)
{
    if (latency.count == 0)
        return {};
    return Object{{"min", tenths(latency.min)},   {"p50", tenths(latency.p50)},
                  {"p90", tenths(latency.p90)},   {"p99", tenths(latency.p99)},
                  {"p999", tenths(latency.p999)}, {"max", tenths(latency.max)},
                  {"mean", tenths(latency.mean)}};
}

Value toValue(const ReportNode& node)
{
    Object object{{"id", node.id},
                  {"state", node.state},
                  {"sent", count(node.sent)},
                  {"received", count(node.received)},
                  {"errors", texts(node.errors)}};
    if (node.service.count > 0)
        object.append("service_us", latencyOf(node.service));
    return object;
}

Value toValue(const ReportSocket& socket)
{
    const metrics::SocketFigures& figures = socket.figures;
    Object dropped{{"unroutable", count(figures.droppedUnroutable)},
                   {"no_subscriber", count(figures.droppedNoSubscriber)}};
    // A part of the number above: there were subscribers, of something else.
    if (figures.droppedFiltered > 0)
        dropped.set("filtered", count(figures.droppedFiltered));
    if (figures.droppedPeerFull > 0)
        dropped.set("peer_full", count(figures.droppedPeerFull));
    if (figures.droppedTimeout > 0)
        dropped.set("timeout", count(figures.droppedTimeout));
    return Object{{"socket", socket.socket},
                  {"type", socket.type},
                  {"bound", texts(figures.bound())},
                  {"queued_to_send", count(figures.waitsAtSender)},
                  {"dropped", std::move(dropped)}};
}

Object dropsByCause(const metrics::FlowFigures& figures)
{
    Object drops;
    for (std::size_t cause = 0; cause < metrics::kDropCauses; ++cause) {
        if (figures.droppedByCause[cause] > 0)
            drops.append(std::string(metrics::toText(static_cast<metrics::DropCause>(cause))),
                         count(figures.droppedByCause[cause]));
    }
    return drops;
}

/// Of a flow that chooses its peer, what arrived is counted; the rest is predicted.
Array estimatedFields(const metrics::FlowFigures& figures)
{
    Array fields;
    if (!figures.estimated)
        return fields;
    for (const auto& [name, value] :
         {std::pair("sent", figures.sent), std::pair("in_flight", figures.inFlight),
          std::pair("dropped", figures.dropped)})
    {
        if (value)
            fields.emplace_back(name);
    }
    return fields;
}

/// Of a flow with one end outside: our own side, and what the kernel says.
Value toValue(const metrics::NearSide& side)
{
    Object object{{"queued", countOrNull(side.queued)}, {"passed", count(side.passed)}};
    if (side.kernelBytes)
        object.append("kernel_bytes", count(*side.kernelBytes));
    if (side.wireBytes)
        object.append("wire_bytes", count(*side.wireBytes));
    if (side.agrees)
        object.append("agrees", *side.agrees);
    return object;
}

Value toValue(const ReportFlow& flow)
{
    const metrics::FlowFigures& figures = flow.figures;
    const auto where = [](bool isKnown, Value value) {
        return isKnown ? std::move(value) : Value();
    };
    const bool isReceived = figures.received.has_value();
    Object object{{"link", flow.link},
                  {"from", flow.from},
                  {"to", flow.to},
                  {"pattern", flow.pattern},
                  {"sent", countOrNull(figures.sent)},
                  {"received", countOrNull(figures.received)},
                  {"in_flight", countOrNull(figures.inFlight)},
                  {"dropped", countOrNull(figures.dropped)},
                  {"dropped_by_cause", dropsByCause(figures)},
                  {"estimated", estimatedFields(figures)},
                  {"bytes_sent", where(figures.sent.has_value(), count(figures.bytesSent))},
                  {"bytes_received", where(isReceived, count(figures.bytesReceived))},
                  {"depth_max", where(figures.inFlight.has_value(), count(figures.depthMax))},
                  {"messages_per_s", where(isReceived, tenths(flow.messagesPerSecond))},
                  {"latency_us", latencyOf(figures.latency)}};
    if (figures.roundTrip().count > 0)
        object.append("round_trip_us", latencyOf(figures.roundTrip()));
    if (figures.nearSide != nullptr)
        object.append("near_side", toValue(*figures.nearSide));
    return object;
}

Value toValue(const ReportEvent& event)
{
    Object object{{"t_s", milliseconds(event.time)},
                  {"socket", event.socket},
                  {"event", event.event},
                  {"address", event.address}};
    if (!event.detail.empty())
        object.append("detail", event.detail);
    return object;
}

Value toValue(const model::Finding& finding)
{
    return Object{{"severity", model::toText(finding.severity)},
                  {"code", finding.code},
                  {"where", finding.where},
                  {"message", finding.message},
                  {"fix", finding.fix ? Value(finding.fix->text) : Value()}};
}

/// `"name": [ … ]` with an entry on each line.
template <class Entry>
std::string section(std::string_view name, const std::vector<Entry>& entries)
{
    std::string text = "  " + quote(name) + ": [";
    for (std::size_t index = 0; index < entries.size(); ++index) {
        text += index == 0 ? "\n    " : ",\n    ";
        text += oneLine(toValue(entries[index]));
    }
    return text + (entries.empty() ? "]" : "\n  ]");
}

std::string field(std::string_view name, const Value& value)
{
    return "  " + quote(name) + ": " + oneLine(value) + ",\n";
}

} // namespace

std::string writeReport(const Report& report)
{
    std::string text = "{\n";
    text += field("topomq_report", 1);
    text += field("topology", report.topology);
    text += field("duration_s", milliseconds(report.duration));
    text += field("drained", report.drained);
    text += field("conserved", report.conserved);
    if (report.eventsLost > 0)
        text += field("events_lost", count(report.eventsLost));
    text += section("nodes", report.nodes) + ",\n";
    text += section("sockets", report.sockets) + ",\n";
    text += section("flows", report.flows) + ",\n";
    text += section("events", report.events) + "\n}\n";
    return text;
}

std::string writeFindings(const std::vector<model::Finding>& findings)
{
    return "{\n" + section("findings", findings) + "\n}\n";
}

} // namespace topomq::io
