#include "ui/inspector/flow_section.h"

#include "ui/inspector/figure_list.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/stage_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fill_bar.h"

#include <QCoreApplication>
#include <QVBoxLayout>

#include <optional>
#include <vector>

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
        }
        return {};
    }
};

QString countText(const std::optional<std::uint64_t>& count, bool estimated)
{
    if (!count)
        return FlowWords::tr("unknown");
    return (estimated ? QStringLiteral("~ ") : QString()) + groupedDigits(*count);
}

Row inFlightRow(const metrics::FlowFigures& figures, const Colors& colors)
{
    const QString text = countText(figures.inFlight, figures.estimated);
    QColor color;
    if (figures.inFlight && figures.limit > 0) {
        const double share =
            static_cast<double>(*figures.inFlight) / static_cast<double>(figures.limit);
        color = share > 0.85 ? colors.bad : share > 0.6 ? colors.warn : QColor();
    }
    return {.label = FlowWords::tr("in flight"),
            .value = text,
            .color = color,
            .toolTip = FlowWords::tr("Sent, and neither received nor dropped so far. The limit is "
                                     "SNDHWM + RCVHWM; on tcp and ipc the kernel's buffers come "
                                     "on top.\nMost so far: %1")
                           .arg(groupedDigits(figures.depthMax))};
}

Row conservedRow(const metrics::FlowFigures& figures, const Colors& colors)
{
    Row row{.label = FlowWords::tr("conserved"), .value = {}};
    row.toolTip = FlowWords::tr("sent = received + in flight + dropped");
    if (!figures.sent || !figures.received || !figures.inFlight || !figures.dropped) {
        row.value = FlowWords::tr("unknown");
        row.toolTip = FlowWords::tr("One end is a program outside, which does not count for us.");
    } else if (figures.estimated) {
        row.value = FlowWords::tr("~ estimated");
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

std::vector<Row> countRows(const metrics::FlowFigures& figures, const Colors& colors)
{
    std::vector<Row> rows;
    rows.push_back({.label = FlowWords::tr("rate"),
                    .value = humanRate(figures.messagesPerSecond),
                    .toolTip = FlowWords::tr("Received per second")});
    rows.push_back({.label = FlowWords::tr("bytes"),
                    .value = humanBytes(figures.bytesPerSecond) + QStringLiteral("/s"),
                    .toolTip = FlowWords::tr("Sent %1, received %2")
                                   .arg(humanBytes(static_cast<double>(figures.bytesSent)),
                                        humanBytes(static_cast<double>(figures.bytesReceived)))});
    rows.push_back(
        {.label = FlowWords::tr("sent"), .value = countText(figures.sent, figures.estimated)});
    rows.push_back(
        {.label = FlowWords::tr("received"), .value = countText(figures.received, false)});
    rows.push_back(inFlightRow(figures, colors));
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

std::vector<Row> latencyRows(const metrics::LatencySummary& latency)
{
    const auto text = [&latency](double microseconds) {
        return latency.count == 0 ? QStringLiteral("–") : humanMicroseconds(microseconds);
    };
    const QString help =
        FlowWords::tr("From the call of send to the return of receive, of %1 messages")
            .arg(groupedDigits(latency.count));
    return {{.label = QStringLiteral("p50"), .value = text(latency.p50), .toolTip = help},
            {.label = QStringLiteral("p90"), .value = text(latency.p90), .toolTip = help},
            {.label = QStringLiteral("p99"), .value = text(latency.p99), .toolTip = help},
            {.label = QStringLiteral("max"), .value = text(latency.max), .toolTip = help}};
}

bool choosesItsPeer(model::SocketType type)
{
    using enum model::SocketType;
    return type == Push || type == Dealer || type == Req;
}

} // namespace

std::optional<SenderTotal>
totalOfSender(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t flow)
{
    const plan::PlannedSocket& sender = plan.sockets[plan.flows[flow].from];
    if (sender.flowsOut.size() < 2 || !choosesItsPeer(sender.type))
        return std::nullopt;
    SenderTotal total{.socket = QString::fromStdString(sender.ref.socket.text()),
                      .flows = static_cast<int>(sender.flowsOut.size()),
                      .inFlight = snapshot.sockets[plan.flows[flow].from].queuedToSend};
    for (const plan::FlowIndex each : sender.flowsOut) {
        const metrics::FlowFigures& figures = snapshot.flows[each];
        if (!figures.sent || !figures.received || !figures.inFlight || !figures.dropped)
            return std::nullopt;
        total.received += *figures.received;
        total.dropped += *figures.dropped;
    }
    total.sent = total.received + total.inFlight + total.dropped;
    return total;
}

FlowSection::FlowSection(const QString& title, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stages(new StageView(theme, this))
    , m_fill(new FillBar(theme, this))
    , m_counts(new FigureList(theme, this))
    , m_latency(new FigureList(theme, this))
{
    m_counts->setObjectName(QStringLiteral("flow/counts"));
    m_latency->setObjectName(QStringLiteral("flow/latency"));
    auto* column = makeColumnLayout(this, 4);
    column->addWidget(makeHeading(theme, this, tr("Where the messages are")));
    if (!title.isEmpty())
        column->addWidget(makeNote(theme, this, title));
    column->addWidget(m_stages);
    column->addSpacing(2);
    column->addWidget(m_fill);
    column->addWidget(m_counts);
    column->addWidget(makeHeading(theme, this, tr("Latency")));
    column->addWidget(m_latency);
}

void FlowSection::setFigures(const metrics::FlowFigures& figures, const FlowTraits& traits)
{
    m_stages->setStages(stagesOf(figures, traits.transport, traits.sendLimit, traits.receiveLimit));
    if (figures.inFlight)
        m_fill->setFill(static_cast<double>(*figures.inFlight), static_cast<double>(figures.limit));
    else
        m_fill->setUnknown();
    std::vector<Row> rows = countRows(figures, m_theme.colors());
    if (traits.total)
        addTotal(rows, *traits.total, m_theme.colors());
    m_counts->setRows(std::move(rows));
    m_latency->setRows(latencyRows(figures.latency));
}

} // namespace topomq::ui
