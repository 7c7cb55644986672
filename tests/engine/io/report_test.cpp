#include "engine/io/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace topomq::io {
namespace {

using testing::HasSubstr;
using testing::Not;

ReportFlow countedFlow()
{
    ReportFlow flow{"a", "vent.out", "w1.in", "PUSH-PULL", {}, 4071.94};
    flow.figures.sent = 20400;
    flow.figures.received = 20390;
    flow.figures.inFlight = 0;
    flow.figures.dropped = 10;
    flow.figures.droppedByCause[static_cast<std::size_t>(metrics::DropCause::PeerGone)] = 10;
    flow.figures.bytesSent = 1305600;
    flow.figures.bytesReceived = 1304960;
    flow.figures.depthMax = 16012;
    flow.figures.latency = {71, 1960000, 3550000, 3880000, 3900000, 3920000, 20390, 1950000};
    return flow;
}

std::string written(const ReportFlow& flow)
{
    Report report;
    report.flows.push_back(flow);
    return writeReport(report);
}

TEST(Report, HasTheShapeOfTheFormat)
{
    Report report;
    report.topology = "Parallel pipeline";
    report.duration = 5.00249;
    report.drained = true;
    report.conserved = true;
    report.nodes.push_back({"w1", "stopped", 20400, 20400, {"was late"}});
    report.sockets.push_back({"vent.out", "PUSH", {}});
    report.sockets[0].figures.addresses =
        std::make_shared<const std::vector<std::string>>(1, "tcp://127.0.0.1:40123");
    report.flows.push_back(countedFlow());
    report.events.push_back({0.0031, "w1.in", "CONNECTED", "tcp://127.0.0.1:40123", ""});
    EXPECT_EQ(writeReport(report), R"({
  "topomq_report": 1,
  "topology": "Parallel pipeline",
  "duration_s": 5.002,
  "drained": true,
  "conserved": true,
  "nodes": [
    { "id": "w1", "state": "stopped", "sent": 20400, "received": 20400, "errors": ["was late"] }
  ],
  "sockets": [
    { "socket": "vent.out", "type": "PUSH", "bound": ["tcp://127.0.0.1:40123"], "queued_to_send": 0, "dropped": { "unroutable": 0, "no_subscriber": 0 } }
  ],
  "flows": [
    { "link": "a", "from": "vent.out", "to": "w1.in", "pattern": "PUSH-PULL", "sent": 20400, "received": 20390, "in_flight": 0, "dropped": 10, "dropped_by_cause": { "peer_gone": 10 }, "estimated": [], "bytes_sent": 1305600, "bytes_received": 1304960, "depth_max": 16012, "messages_per_s": 4071.9, "latency_us": { "min": 71.0, "p50": 1960000.0, "p90": 3550000.0, "p99": 3880000.0, "p999": 3900000.0, "max": 3920000.0, "mean": 1950000.0 } }
  ],
  "events": [
    { "t_s": 0.003, "socket": "w1.in", "event": "CONNECTED", "address": "tcp://127.0.0.1:40123" }
  ]
}
)");
}

TEST(Report, HasNullForWhatTheFarSideOfAnExternalNodeKnows)
{
    ReportFlow flow = countedFlow();
    flow.figures.received.reset();
    flow.figures.inFlight.reset();
    flow.figures.dropped.reset();
    flow.figures.latency = {};
    EXPECT_THAT(written(flow),
                HasSubstr(R"("received": null, "in_flight": null, "dropped": null)"));
    EXPECT_THAT(written(flow), HasSubstr(R"("bytes_received": null, "depth_max": null)"));
    EXPECT_THAT(written(flow), HasSubstr(R"("latency_us": null)"));
}

TEST(Report, HasNullForLatencyWhenNothingArrived)
{
    ReportFlow flow = countedFlow();
    flow.figures.latency = {};
    EXPECT_THAT(written(flow), HasSubstr(R"("latency_us": null)"));
}

TEST(Report, NamesTheFieldsThatAreEstimated)
{
    ReportFlow flow = countedFlow();
    flow.figures.estimated = true;
    EXPECT_THAT(written(flow), HasSubstr(R"("estimated": ["sent", "in_flight", "dropped"])"));
}

TEST(Report, NamesOnlyCausesThatHappened)
{
    EXPECT_THAT(written(countedFlow()), Not(HasSubstr("subscriber_full")));
}

TEST(Report, SaysAtTheSocketWhatAFullPeerOfNoLinkDidNotGet)
{
    Report report;
    report.sockets.push_back({"server.in", "ROUTER", {}});
    EXPECT_THAT(writeReport(report), Not(HasSubstr("peer_full")));
    report.sockets[0].figures.droppedPeerFull = 3;
    EXPECT_THAT(writeReport(report), HasSubstr(R"("no_subscriber": 0, "peer_full": 3 })"));
}

TEST(Report, SaysHowManyWaitInASocketAndNotWhatTheKernelHas)
{
    Report report;
    report.sockets.push_back({"vent.out", "PUSH", {}});
    report.sockets[0].figures.waitsAtSender = 805;
    report.sockets[0].figures.queuedToSend = 9488;
    EXPECT_THAT(writeReport(report), HasSubstr(R"("queued_to_send": 805)"));
}

TEST(Report, GivesTheDetailOfAnEventOnlyWhereThereIsOne)
{
    Report report;
    report.events.push_back({1, "a.b", "BIND_FAILED", "tcp://127.0.0.1:80", "Permission denied"});
    EXPECT_THAT(writeReport(report), HasSubstr(R"("detail": "Permission denied")"));
}

TEST(Report, SaysHowManyEventsWereLost)
{
    Report report;
    EXPECT_THAT(writeReport(report), Not(HasSubstr("events_lost")));
    report.eventsLost = 7;
    EXPECT_THAT(writeReport(report), HasSubstr(R"("events_lost": 7)"));
}

TEST(Findings, AreWrittenWithTheirFixOrNull)
{
    const model::Finding plain{model::Severity::Error, "illegal-pair", "a", "PUB \"no\"", {}};
    const model::Finding fixable{model::Severity::Warning, "x", "b.c", "m",
                                 model::Fix{"Do it", model::Batch{}}};
    EXPECT_EQ(writeFindings({plain, fixable}), R"({
  "findings": [
    { "severity": "error", "code": "illegal-pair", "where": "a", "message": "PUB \"no\"", "fix": null },
    { "severity": "warning", "code": "x", "where": "b.c", "message": "m", "fix": "Do it" }
  ]
}
)");
}

TEST(Findings, MayBeNone)
{
    EXPECT_EQ(writeFindings({}), "{\n  \"findings\": []\n}\n");
}

} // namespace
} // namespace topomq::io
