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
        row.toolTip = FlowWords::tr("Estimated while messages are in flight: the sender chooses "
                                    "its peer itself. What is received is always exact.");
    } else if (*figures.sent == *figures.received + *figures.inFlight + *figures.dropped) {
        row.value = FlowWords::tr("✓ exact");
        row.color = colors.green;
    } else {
        row.value = FlowWords::tr("✗ does not add up");
        row.color = colors.bad;
    }
    return row;
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

} // namespace

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
    m_counts->setRows(countRows(figures, m_theme.colors()));
    m_latency->setRows(latencyRows(figures.latency));
}

} // namespace topomq::ui
