#pragma once
// Writes the run report (`format.md` section 3) and the findings as JSON.

#include "engine/metrics/snapshot.h"
#include "engine/model/finding.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace topomq::io {

/// What a report needs to know beside the figures; filled by whoever ran the plan.
struct ReportNode
{
    std::string id;
    std::string state;
    std::uint64_t sent = 0;
    std::uint64_t received = 0;
    std::vector<std::string> errors;
    metrics::LatencySummary service;
};

struct ReportSocket
{
    std::string socket;
    std::string type;
    metrics::SocketFigures figures;
};

struct ReportFlow
{
    std::string link;
    std::string from;
    std::string to;
    std::string pattern;
    metrics::FlowFigures figures;
    /// Mean over the measured time, without the drain.
    double messagesPerSecond = 0;
};

struct ReportEvent
{
    double time = 0;
    std::string socket;
    std::string event;
    std::string address;
    std::string detail;
};

struct Report
{
    std::string topology;
    double duration = 0;
    bool drained = false;
    bool conserved = false;
    std::vector<ReportNode> nodes;
    std::vector<ReportSocket> sockets;
    std::vector<ReportFlow> flows;
    std::vector<ReportEvent> events;
    std::uint64_t eventsLost = 0;
};

/// Thread: any; pure. Indented, ends with a newline.
[[nodiscard]] std::string writeReport(const Report& report);
/// `{ "findings": [ … ] }` as `check --json` prints it.
[[nodiscard]] std::string writeFindings(const std::vector<model::Finding>& findings);

} // namespace topomq::io
