#include "app/run_table.h"

#include "app/console.h"
#include "engine/plan/plan_places.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace topomq::app {

namespace {

using Row = std::vector<std::string>;

std::string formatted(const char* format, double value)
{
    std::array<char, 48> text{};
    // The formats are literals of this file.
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

std::size_t widthOf(const std::string& text)
{
    const auto count = std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    });
    return static_cast<std::size_t>(count);
}

/// Columns of one width; the first two are words and stand left, numbers stand right.
std::vector<std::string> aligned(const std::vector<Row>& rows)
{
    constexpr std::size_t kWordColumns = 2;
    std::vector<std::size_t> widths(rows.front().size(), 0);
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::vector<std::string> lines;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string padding(widths[i] - widthOf(row[i]), ' ');
            line += (i == 0 ? "" : "  ") + (i < kWordColumns ? row[i] + padding : padding + row[i]);
        }
        lines.push_back(printable(line));
    }
    return lines;
}

std::string countText(const std::optional<std::uint64_t>& count)
{
    return count ? std::to_string(*count) : "unknown";
}

/// Of a count that is predicted where the flow's are; what was received never is.
std::string predictedText(const metrics::FlowFigures& flow,
                          const std::optional<std::uint64_t>& count)
{
    return (flow.estimated && count ? "~" : "") + countText(count);
}

std::string rateText(const metrics::FlowFigures& flow, double perSecond)
{
    if (!flow.hasRate())
        return "unknown";
    return (flow.isRateOfSent() ? "sent " : "") + shortNumber(perSecond);
}

std::string latencyText(std::uint64_t count, double percentile)
{
    return count == 0 ? "-" : shortTime(percentile);
}

/// What is said of a whole run. Of flows that are not known in full nobody can say that every
/// message is accounted for.
std::string verdictOn(const runtime::RunResult& result, const metrics::Snapshot& figures)
{
    const auto all = static_cast<std::ptrdiff_t>(figures.flows.size());
    const auto unknown = all
        - std::count_if(figures.flows.begin(), figures.flows.end(),
                        [](const metrics::FlowFigures& flow) { return flow.isWhole(); });
    const bool isAnyKnown = unknown == 0 || unknown < all;
    std::string text = !result.drained ? "the queues are not drained, "
        : isAnyKnown                   ? "the queues are drained, "
                                       : "";
    if (!result.conserved)
        text += "NOT every message is accounted for";
    else if (unknown == 0)
        text += "every message is accounted for";
    else if (isAnyKnown)
        text += "all is accounted for as far as is known";
    else
        text += "whether all is accounted for is not known";
    if (unknown == 0)
        return text + ".";
    return text + ": " + std::to_string(unknown) + " of " + std::to_string(all) + " flows "
        + (unknown == 1 ? "is" : "are") + " not known in full.";
}

Row namesOf(const plan::RunPlan& plan, const plan::PlannedFlow& flow)
{
    return {plan::placeIn(plan.links[flow.link]),
            plan::placeIn(plan, flow.from) + " → " + plan::placeIn(plan, flow.to)};
}

/// What was dropped before it belonged to a flow, in the report's words; empty: nothing.
std::string dropsOf(const metrics::SocketFigures& socket)
{
    std::string text;
    const auto add = [&text](std::uint64_t count, const char* cause) {
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + cause;
    };
    add(socket.droppedUnroutable, "unroutable");
    add(socket.droppedNoSubscriber, "no_subscriber");
    if (socket.droppedFiltered > 0)
        text += " (" + std::to_string(socket.droppedFiltered) + " of them filtered)";
    add(socket.droppedPeerFull, "peer_full");
    add(socket.droppedTimeout, "timeout");
    return text;
}

/// A line for each socket that dropped something on its own.
void addSocketDrops(std::vector<std::string>& lines,
                    const plan::RunPlan& plan,
                    const metrics::Snapshot& figures)
{
    for (plan::SocketIndex i = 0; i < plan.sockets.size() && i < figures.sockets.size(); ++i) {
        if (const std::string drops = dropsOf(figures.sockets[i]); !drops.empty())
            lines.push_back(
                printable("Dropped at the socket " + plan::placeIn(plan, i) + ": " + drops));
    }
}

} // namespace

std::string shortNumber(double value)
{
    if (value < 999.5)
        return formatted(value < 10 && value > 0 ? "%.1f" : "%.0f", value);
    if (value < 999'950)
        return formatted("%.1f k", value / 1000);
    return formatted("%.1f M", value / 1'000'000);
}

std::string shortTime(double microseconds)
{
    if (microseconds < 999.5)
        return formatted("%.0f µs", microseconds);
    if (microseconds < 999'500)
        return formatted("%.3g ms", microseconds / 1000);
    return formatted("%.3g s", microseconds / 1'000'000);
}

std::vector<std::string> liveLines(const plan::RunPlan& plan,
                                   const metrics::Snapshot& figures,
                                   runtime::RunState state,
                                   std::string_view hint)
{
    std::vector<Row> rows{{"link", "flow", "msg/s", "queued", "limit", "dropped", "p50", "p99"}};
    for (std::size_t i = 0; i < plan.flows.size() && i < figures.flows.size(); ++i) {
        const metrics::FlowFigures& flow = figures.flows[i];
        Row row = namesOf(plan, plan.flows[i]);
        row.push_back(rateText(flow, flow.messagesPerSecond));
        row.push_back(predictedText(flow, metrics::waitingOf(flow)));
        row.push_back(flow.limit == 0 ? "none" : std::to_string(flow.limit));
        row.push_back(predictedText(flow, flow.dropped));
        row.push_back(latencyText(flow.recentLatency.count, flow.recentLatency.p50));
        row.push_back(latencyText(flow.recentLatency.count, flow.recentLatency.p99));
        rows.push_back(std::move(row));
    }
    std::vector<std::string> lines = aligned(rows);
    const bool isDraining = state == runtime::RunState::Draining;
    lines.insert(lines.begin(),
                 formatted(isDraining ? "Draining %.1f s" : "Running %.1f s", figures.time) + ", "
                     + shortNumber(figures.messagesPerSecond) + " msg/s, "
                     + std::to_string(figures.queued) + " queued, "
                     + std::to_string(figures.dropped) + " dropped. " + std::string(hint));
    return lines;
}

std::vector<std::string> summaryLines(const plan::RunPlan& plan, const runtime::RunResult& result)
{
    const metrics::Snapshot figures = result.final ? *result.final : metrics::Snapshot();
    std::vector<Row> rows{
        {"link", "flow", "msg/s", "sent", "received", "in flight", "dropped", "p50", "p99"}};
    for (std::size_t i = 0; i < plan.flows.size() && i < figures.flows.size(); ++i) {
        const metrics::FlowFigures& flow = figures.flows[i];
        Row row = namesOf(plan, plan.flows[i]);
        row.push_back(i < result.meanRates.size() ? rateText(flow, result.meanRates[i]) : "-");
        row.push_back(predictedText(flow, flow.sent));
        row.push_back(countText(flow.received));
        row.push_back(predictedText(flow, flow.inFlight));
        row.push_back(predictedText(flow, flow.dropped));
        row.push_back(latencyText(flow.latency.count, flow.latency.p50));
        row.push_back(latencyText(flow.latency.count, flow.latency.p99));
        rows.push_back(std::move(row));
    }
    std::vector<std::string> lines = aligned(rows);
    addSocketDrops(lines, plan, figures);
    lines.push_back(formatted("Ran %.1f s; ", result.duration) + verdictOn(result, figures));
    const bool isAnyEstimated =
        std::any_of(figures.flows.begin(), figures.flows.end(),
                    [](const metrics::FlowFigures& flow) { return flow.estimated; });
    if (isAnyEstimated)
        lines.emplace_back(
            "~: estimated, since messages were still on their way from a socket that "
            "chooses its peer, or may be lost without a sign.");
    if (result.eventsLost > 0)
        lines.push_back(std::to_string(result.eventsLost)
                        + " more events were not kept: there were too many.");
    return lines;
}

void TerminalTable::draw(std::vector<std::string> lines)
{
    winsize size{};
    const bool isKnown = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 2;
    const std::size_t height = isKnown ? size.ws_row : 24U;
    const std::size_t width = isKnown && size.ws_col > 0 ? size.ws_col : 80U;
    // A table higher than the terminal could not be drawn over.
    if (lines.size() > height - 1) {
        const std::size_t hidden = lines.size() - (height - 2);
        lines.resize(height - 2);
        lines.push_back("… and " + std::to_string(hidden) + " more flows");
    }
    std::string text;
    if (m_lines > 0)
        text = "\x1b[" + std::to_string(m_lines) + "A\r";
    for (std::string& line : lines) {
        while (widthOf(line) > width) {
            while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0U) == 0x80U)
                line.pop_back();
            line.pop_back();
        }
        text += line + "\x1b[K\n";
    }
    text += "\x1b[J";
    m_lines = lines.size();
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void TerminalTable::erase()
{
    if (m_lines == 0)
        return;
    std::printf("\x1b[%zuA\r\x1b[J", m_lines);
    std::fflush(stdout);
    m_lines = 0;
}

} // namespace topomq::app
