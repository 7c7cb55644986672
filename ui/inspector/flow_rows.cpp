#include "ui/inspector/flow_rows.h"

#include "ui/session/latency_words.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace topomq::ui {

namespace {

using Row = FigureList::Row;

class FlowWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::FlowWords)

public:
    static QString of(metrics::DropCause cause)
    {
        switch (cause) {
        case metrics::DropCause::SubscriberFull:
            return tr("subscriber full");
        case metrics::DropCause::LateJoiner:
            return tr("late joiner");
        case metrics::DropCause::PeerFull:
            return tr("peer full");
        case metrics::DropCause::PeerGone:
            return tr("peer gone");
        case metrics::DropCause::StaleReply:
            return tr("stale reply");
        case metrics::DropCause::Conflated:
            return tr("conflated");
        case metrics::DropCause::Linger:
            return tr("closed before sent");
        case metrics::DropCause::UndrawnPeer:
            return tr("undrawn peer");
        }
        return {};
    }
};

QString countText(const std::optional<std::uint64_t>& count, bool estimated)
{
    if (!count)
        return FlowWords::tr("unknown");
    return withEstimateMark(groupedDigits(*count), estimated);
}

Row inFlightRow(const metrics::FlowFigures& figures, Fill fill, const Colors& colors)
{
    const QString text = countText(figures.inFlight, figures.estimated);
    const QColor color = fill == Fill::Calm ? QColor() : fillColor(colors, fill);
    return {.label = FlowWords::tr("in flight"),
            .value = text,
            .color = color,
            .toolTip = FlowWords::tr("Sent, and neither received nor dropped so far. The limit is "
                                     "SNDHWM + RCVHWM; on tcp and ipc the kernel's buffers come "
                                     "on top.\nMost so far: %1")
                           .arg(figures.inFlight ? groupedDigits(figures.depthMax)
                                                 : FlowWords::tr("unknown"))};
}

Row conservedRow(const metrics::FlowFigures& figures, const Colors& colors)
{
    Row row{.label = FlowWords::tr("conserved"), .value = {}};
    row.toolTip = FlowWords::tr("sent = received + in flight + dropped");
    if (!figures.sent || !figures.received || !figures.inFlight || !figures.dropped) {
        row.value = FlowWords::tr("unknown");
        row.toolTip = figures.received && figures.inFlight
            ? FlowWords::tr("Several links of the socket, which chooses its peer itself, lost "
                            "messages when connections ended, and nobody can tell which of them "
                            "lost how many. What is received is counted, and so is what all its "
                            "links lost together.")
            : FlowWords::tr("One end is a program outside, which does not count for us.");
    } else if (figures.estimated) {
        row.value = withEstimateMark(FlowWords::tr("estimated"), true);
        row.color = colors.dim;
        row.toolTip = FlowWords::tr("Which of the messages under way take this link is estimated: "
                                    "the socket chooses its peer itself. What is received is "
                                    "counted, and so is what all its links carry together.");
    } else if (*figures.sent == *figures.received + *figures.inFlight + *figures.dropped) {
        row.value = FlowWords::tr("✓ exact");
        row.color = colors.green;
    } else {
        row.value = FlowWords::tr("✗ does not add up");
        row.color = colors.bad;
    }
    return row;
}

QString percentText(double share)
{
    return QStringLiteral("%1 %").arg(100 * share, 0, 'f', share < 0.1 ? 1 : 0);
}

} // namespace

void addTotal(std::vector<Row>& rows, const SenderTotal& total, const Colors& colors)
{
    const QString help = FlowWords::tr("Counted, never estimated: %1 sent by %2, of which %3 were "
                                       "received and %4 dropped")
                             .arg(groupedDigits(total.sent), total.socket,
                                  groupedDigits(total.received), groupedDigits(total.dropped));
    const auto add = [&rows, &help](const QString& label, const QString& value, bool indented,
                                    const QColor& color = {}) {
        rows.push_back({.label = label,
                        .value = value,
                        .color = color,
                        .toolTip = help,
                        .indented = indented});
    };
    add(FlowWords::tr("all %1 links of %2").arg(total.flows).arg(total.socket),
        FlowWords::tr("✓ exact"), false, colors.green);
    add(FlowWords::tr("sent in all"), groupedDigits(total.sent), true);
    add(FlowWords::tr("in flight in all"), groupedDigits(total.inFlight), true);
}

/// What passes per second, in messages and in bytes.
void addRates(std::vector<Row>& rows, const metrics::FlowFigures& figures)
{
    const auto bytes = [](bool isKnown, std::uint64_t count) {
        return isKnown ? humanBytes(static_cast<double>(count)) : FlowWords::tr("unknown");
    };
    const bool isKnown = figures.hasRate();
    rows.push_back(
        {.label = FlowWords::tr("rate"),
         .value = isKnown ? humanRate(figures.messagesPerSecond) : FlowWords::tr("unknown"),
         .toolTip = figures.isRateOfSent()
             ? FlowWords::tr("Sent per second: what arrives only the program outside counts")
             : isKnown
             ? FlowWords::tr("Received per second")
             : FlowWords::tr("Nobody counts what takes this link: the socket that sends chooses "
                             "among several peers, or raw TCP does not tell its connections "
                             "apart")});
    rows.push_back(
        {.label = FlowWords::tr("bytes"),
         .value = isKnown ? humanByteRate(figures.bytesPerSecond) : FlowWords::tr("unknown"),
         .toolTip = FlowWords::tr("Sent %1, received %2")
                        .arg(bytes(figures.sent.has_value(), figures.bytesSent),
                             bytes(figures.received.has_value(), figures.bytesReceived))});
}

/// That what is in flight grows, and how much work it is.
void addPressure(std::vector<Row>& rows, const Pressure& pressure, const Colors& colors)
{
    const auto add = [&](const QString& label, const QString& value, const QString& help) {
        rows.push_back({.label = label,
                        .value = value,
                        .color = colors.warn,
                        .toolTip = help,
                        .indented = true});
    };
    const auto time = [](double seconds) { return humanMicroseconds(seconds * 1e6); };
    if (pressure.growth > 0)
        add(FlowWords::tr("growing by"), humanRate(pressure.growth),
            FlowWords::tr("More is sent than received, for seconds already. Over tcp and ipc the "
                          "kernel's buffers take far more messages than the limit before the "
                          "sender is held back."));
    if (pressure.untilFull > 0)
        add(FlowWords::tr("full in about"), time(pressure.untilFull),
            FlowWords::tr("At the present pace; then the sender waits or drops"));
    if (pressure.behind > 0)
        add(FlowWords::tr("behind by"), time(pressure.behind),
            FlowWords::tr("So long the receiver needs for what is in flight, at its present rate"));
}

QColor fillColor(const Colors& colors, Fill fill)
{
    if (fill == Fill::Calm)
        return colors.calm;
    return fill == Fill::Warn ? colors.warn : colors.bad;
}

std::vector<Row>
countRows(const metrics::FlowFigures& figures, const Pressure& pressure, const Colors& colors)
{
    std::vector<Row> rows;
    addRates(rows, figures);
    rows.push_back(
        {.label = FlowWords::tr("sent"), .value = countText(figures.sent, figures.estimated)});
    rows.push_back(
        {.label = FlowWords::tr("received"), .value = countText(figures.received, false)});
    rows.push_back(inFlightRow(figures, pressure.fill, colors));
    addPressure(rows, pressure, colors);
    rows.push_back({.label = FlowWords::tr("dropped"),
                    .value = countText(figures.dropped, figures.estimated),
                    .color = figures.dropped.value_or(0) > 0 ? colors.bad : QColor()});
    for (std::size_t i = 0; i < metrics::kDropCauses; ++i) {
        if (figures.droppedByCause[i] == 0)
            continue;
        rows.push_back({.label = FlowWords::of(static_cast<metrics::DropCause>(i)),
                        .value = groupedDigits(figures.droppedByCause[i]),
                        .color = colors.bad,
                        .toolTip = {},
                        .indented = true});
    }
    rows.push_back(conservedRow(figures, colors));
    return rows;
}

std::vector<Row> latencyRows(const metrics::LatencySummary& whole,
                             const metrics::RecentLatency& recent,
                             const QString& what)
{
    const auto text = [](std::uint64_t count, double microseconds) {
        return count == 0 ? QStringLiteral("–") : humanMicroseconds(microseconds);
    };
    const auto now = [&](double value) { return text(recent.count, value); };
    const auto all = [&](double value) { return text(whole.count, value); };
    const QString moments = lastMomentsText(recent);
    const QString help =
        FlowWords::tr("%1. %2: of %3 messages; what came before is not in it. Whole run: of %4 "
                      "messages, mean %5. Percentiles are exact to 3 %.")
            .arg(what, moments, groupedDigits(recent.count), groupedDigits(whole.count),
                 all(whole.mean));
    const auto row = [&help](const QString& label, const QString& value, const QString& beside) {
        return Row{.label = label, .value = value, .toolTip = help, .beside = beside};
    };
    return {row(FlowWords::tr("of the"), FlowWords::tr("whole run"), moments),
            row(QStringLiteral("p50"), all(whole.p50), now(recent.p50)),
            row(QStringLiteral("p90"), all(whole.p90), now(recent.p90)),
            row(QStringLiteral("p99"), all(whole.p99), now(recent.p99)),
            row(QStringLiteral("p99.9"), all(whole.p999), {}),
            row(QStringLiteral("max"), all(whole.max), {})};
}

std::vector<Row> roundTripRows(const metrics::FlowFigures& reply, const RoundTripParts& parts)
{
    std::vector<Row> rows =
        latencyRows(reply.roundTrip(), reply.recentRoundTrip(),
                    FlowWords::tr("From the call of send of the request to the return of "
                                  "receive of its answer"));
    const double whole = reply.roundTrip().mean;
    const double asking = parts.request.count > 0 ? parts.request.mean : 0;
    const double answering = reply.latency.count > 0 ? reply.latency.mean : 0;
    if (parts.request.count == 0 || reply.latency.count == 0 || whole <= 0)
        return rows;
    const double between = std::max(0.0, whole - asking - answering);
    const auto add = [&](const QString& label, double part, const QString& help) {
        rows.push_back({.label = label,
                        .value = QStringLiteral("%1 · %2 %")
                                     .arg(humanMicroseconds(part))
                                     .arg(100 * part / whole, 0, 'f', 0),
                        .toolTip = help,
                        .indented = true});
    };
    rows.push_back({.label = FlowWords::tr("mean"), .value = humanMicroseconds(whole)});
    add(FlowWords::tr("request under way"), asking,
        FlowWords::tr("In the queue to %1, on average").arg(parts.server));
    add(FlowWords::tr("at %1").arg(parts.server), between,
        FlowWords::tr("Its service, and what lies behind it: what is left of the mean"));
    add(FlowWords::tr("answer under way"), answering,
        FlowWords::tr("In the queue from %1, on average").arg(parts.server));
    return rows;
}

void addReadiness(std::vector<Row>& rows, const metrics::FlowFigures& figures, const Colors& colors)
{
    if (!figures.readiness)
        return;
    const double readiness = *figures.readiness;
    rows.push_back(
        {.label = FlowWords::tr("receiver ready"),
         .value = percentText(readiness),
         .color = readiness < 0.05 && figures.inFlight.value_or(0) > 0 ? colors.warn : QColor(),
         .toolTip = FlowWords::tr("Share of the time in which the receiver waits for this link, so "
                                  "that a message would be taken at once. Near 0 the receiver is "
                                  "the bottleneck: a faster one, or more of them, would help.")});
}

std::vector<Row> nearSideRows(const metrics::NearSide& side, const Colors& colors)
{
    const bool isSending = side.isSending;
    std::vector<Row> rows;
    const auto add = [&rows](const QString& label, const QString& value, const QString& help,
                             const QColor& color = {}) {
        rows.push_back({.label = label, .value = value, .color = color, .toolTip = help});
    };
    const auto bytes = [](std::uint64_t count) { return humanBytes(static_cast<double>(count)); };
    add(isSending ? FlowWords::tr("in our send queue") : FlowWords::tr("in our receive queue"),
        side.queued ? groupedDigits(*side.queued) : FlowWords::tr("unknown"),
        isSending ? FlowWords::tr("Messages that the kernel has not been handed yet")
                  : FlowWords::tr("Messages that came from the kernel and wait for the node"));
    add(isSending ? FlowWords::tr("handed to the kernel") : FlowWords::tr("come from the kernel"),
        groupedDigits(side.passed), FlowWords::tr("Messages, counted frame by frame"));
    if (side.kernelBytes)
        add(FlowWords::tr("in our kernel"), bytes(*side.kernelBytes),
            isSending ? FlowWords::tr("Not yet acknowledged by the other machine (SIOCOUTQ)")
                      : FlowWords::tr("Come in and not yet taken by ZeroMQ (SIOCINQ)"));
    if (side.wireBytes)
        add(isSending ? FlowWords::tr("acknowledged") : FlowWords::tr("received"),
            bytes(*side.wireBytes), FlowWords::tr("The kernel's own count (TCP_INFO)"));
    if (side.networkRoundTrip)
        add(FlowWords::tr("network round trip"), humanMicroseconds(*side.networkRoundTrip),
            FlowWords::tr("As the kernel measures it (TCP_INFO)"));
    if (side.heldUpByPeer)
        add(FlowWords::tr("held up by the peer"), percentText(*side.heldUpByPeer),
            FlowWords::tr("Share of the time with something to send in which the other end took no "
                          "more (TCP_INFO, rwnd_limited)"),
            *side.heldUpByPeer > 0.5 ? colors.warn : QColor());
    if (side.agrees)
        add(FlowWords::tr("bytes agree"),
            *side.agrees ? FlowWords::tr("✓ with the kernel") : FlowWords::tr("✗ not"),
            FlowWords::tr("What passed through our hands, and what the kernel counted"),
            *side.agrees ? colors.green : colors.bad);
    return rows;
}

} // namespace topomq::ui
