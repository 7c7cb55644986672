#include "ui/inspector/flow_section.h"

#include "ui/inspector/figure_list.h"
#include "ui/inspector/flow_rows.h"
#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/stage_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fill_bar.h"

#include <QCoreApplication>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <vector>

namespace topomq::ui {

namespace {

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
    bool isSplitKnown = true;
    for (const plan::FlowIndex each : sender.flowsOut) {
        const metrics::FlowFigures& figures = snapshot.flows[each];
        if (!figures.received || !figures.inFlight)
            return std::nullopt;
        total.received += *figures.received;
        total.dropped += figures.dropped.value_or(0);
        isSplitKnown = isSplitKnown && figures.dropped;
    }
    total.sent = total.received + total.inFlight + total.dropped;
    // After the end: which link lost how many is unknown, how many were lost in all is not.
    if (!isSplitKnown) {
        total.sent = snapshot.sockets[plan.flows[flow].from].sent;
        total.dropped = total.sent - total.received - total.inFlight;
    }
    return total;
}

namespace {

QString besideQueues(const metrics::FlowFigures& figures)
{
    return figures.stages && figures.stages->kernel > 0
        ? FlowSection::tr("kernel %1").arg(humanCount(static_cast<double>(figures.stages->kernel)))
        : QString();
}

} // namespace

FlowSection::FlowSection(const QString& title, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stages(new StageView(theme, this))
    , m_fill(new FillBar(theme, this))
    , m_counts(new FigureList(theme, this))
    , m_latency(new FigureList(theme, this))
    , m_roundTrip(new FigureList(theme, this))
    , m_nearSide(new FigureList(theme, this))
{
    m_counts->setObjectName(QStringLiteral("flow/counts"));
    m_latency->setObjectName(QStringLiteral("flow/latency"));
    m_roundTrip->setObjectName(QStringLiteral("flow/roundTrip"));
    m_nearSide->setObjectName(QStringLiteral("flow/nearSide"));
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
    m_roundTripHead = makeHeading(theme, this, tr("Round trip"));
    column->addWidget(m_roundTripHead);
    column->addWidget(m_roundTrip);
    m_nearSideHead = makeHeading(theme, this, tr("Our side of the connection"));
    column->addWidget(m_nearSideHead);
    column->addWidget(m_nearSide);
}

void FlowSection::setFigures(const metrics::FlowFigures& figures, const FlowTraits& traits)
{
    const Pressure pressure = traits.pressure.value_or(pressureOf(figures));
    std::vector<Stage> stages =
        stagesOf(figures, traits.transport, traits.sendLimit, traits.receiveLimit);
    // What has no limit of its own looks full where it holds what is too much.
    for (Stage& stage : stages)
        stage.isTooMuch = stage.bytes && pressure.isOnTheRise();
    m_stages->setStages(std::move(stages), traits.time);
    if (const auto queued = metrics::queuedOf(figures))
        m_fill->setFill(static_cast<double>(*queued), static_cast<double>(figures.limit),
                        {.isEstimated = figures.estimated,
                         .color = fillColor(m_theme.colors(), pressure.fill),
                         .beside = besideQueues(figures)});
    else
        m_fill->setUnknown();
    std::vector<FigureList::Row> rows = countRows(figures, pressure, m_theme.colors());
    if (traits.total)
        addTotal(rows, *traits.total, m_theme.colors());
    addReadiness(rows, figures, m_theme.colors());
    m_counts->setRows(std::move(rows));
    m_latency->setRows(latencyRows(figures.latency, figures.recentLatency,
                                   tr("From the call of send to the return of receive")));
    const bool hasRoundTrip = figures.roundTrip().count > 0;
    m_roundTripHead->setVisible(hasRoundTrip);
    m_roundTrip->setVisible(hasRoundTrip);
    if (hasRoundTrip)
        m_roundTrip->setRows(roundTripRows(figures, traits.request));
    m_nearSideHead->setVisible(figures.nearSide != nullptr);
    m_nearSide->setVisible(figures.nearSide != nullptr);
    if (figures.nearSide != nullptr)
        m_nearSide->setRows(nearSideRows(*figures.nearSide, m_theme.colors()));
}

} // namespace topomq::ui
