#include "ui/shell/status_bar.h"

#include "ui/session/run_session.h"
#include "ui/shell/run_light.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

#include <QLabel>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace topomq::ui {

namespace {

/// How long what is said stays.
constexpr std::chrono::milliseconds kSaidFor{6000};

QString contradictionText(metrics::Contradiction what)
{
    switch (what) {
    case metrics::Contradiction::Sum:
        return RunStatusBar::tr("sent is not received + in flight + dropped");
    case metrics::Contradiction::Overfull:
        return RunStatusBar::tr("more is in flight than its queues can hold");
    case metrics::Contradiction::NeverSent:
        return RunStatusBar::tr("the kernel got more messages than were sent");
    case metrics::Contradiction::NeverWritten:
        return RunStatusBar::tr("more came out of the kernel than went into it");
    case metrics::Contradiction::OtherCount:
        return RunStatusBar::tr("a socket and its links have counted different messages");
    case metrics::Contradiction::NeverArrived:
        return RunStatusBar::tr("more was received than came from the kernel");
    case metrics::Contradiction::OtherBytes:
        return RunStatusBar::tr("the kernel counts other bytes on its connection than we do");
    }
    return {};
}

QString flowName(const RunSession& session, std::size_t flow)
{
    const plan::PlannedFlow& planned = session.plan().flows[flow];
    return QStringLiteral("%1 → %2").arg(session.titleOfNodeAt(planned.from),
                                         session.titleOfNodeAt(planned.to));
}

/// Where nothing contradicts the books.
ConservationText soundText(const std::vector<metrics::FlowFigures>& flows)
{
    const auto all = static_cast<qlonglong>(flows.size());
    const auto known = static_cast<qlonglong>(
        std::count_if(flows.begin(), flows.end(),
                      [](const metrics::FlowFigures& flow) { return flow.isWhole(); }));
    if (known == all)
        return {RunStatusBar::tr("every message accounted for"), true, true};
    if (known == 0)
        return {RunStatusBar::tr("not known whether all is accounted for"), true, false};
    return {RunStatusBar::tr("accounted for as far as is known: %1 of %2 flows")
                .arg(groupedDigits(static_cast<std::uint64_t>(known)),
                     groupedDigits(static_cast<std::uint64_t>(all))),
            true, false};
}

void setText(QLabel* label, const QString& text)
{
    if (label->text() != text)
        label->setText(text);
}

} // namespace

ConservationText conservationText(const RunSession& session)
{
    const metrics::SnapshotPtr latest = session.latest();
    if (!latest)
        return {};
    if (latest->conserved)
        return soundText(latest->flows);
    if (!latest->imbalances.empty()) {
        const metrics::Imbalance& first = latest->imbalances.front();
        if (first.flow < session.plan().flows.size())
            return {RunStatusBar::tr("%1: %2, since %3 s")
                        .arg(flowName(session, first.flow), contradictionText(first.what))
                        .arg(first.since, 0, 'f', 1),
                    false};
    }
    return {RunStatusBar::tr("some messages are not accounted for"), false};
}

QString clockText(double seconds)
{
    const auto whole = static_cast<long long>(seconds);
    const QLatin1Char zero('0');
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600, 2, 10, zero)
        .arg(whole / 60 % 60, 2, 10, zero)
        .arg(whole % 60, 2, 10, zero);
}

RunStatusBar::RunStatusBar(Theme& theme, QWidget* parent)
    : QStatusBar(parent)
    , m_theme(theme)
{
    setSizeGripEnabled(false);
    setContentsMargins(10, 0, 10, 0);
    m_stateDot = addLabel(QStringLiteral("stateDot"), false);
    m_state = addLabel(QStringLiteral("state"), false);
    m_rate = addLabel(QStringLiteral("rate"), false);
    m_queued = addLabel(QStringLiteral("queued"), false);
    m_dropped = addLabel(QStringLiteral("dropped"), false);
    m_balanceDot = addLabel(QStringLiteral("balanceDot"), false);
    m_balance = addLabel(QStringLiteral("balance"), false);
    m_said = new ElidedLabel({}, this);
    m_said->setObjectName(QStringLiteral("said"));
    addWidget(m_said, 1);
    m_cost = addLabel(QStringLiteral("cost"), true);
    m_forget.setSingleShot(true);
    m_forget.setInterval(kSaidFor);
    connect(&m_forget, &QTimer::timeout, this, [this] { m_said->setText({}); });
    m_rate->setToolTip(
        tr("Messages received per second, all links together; those to programs outside "
           "count as sent"));
    m_queued->setToolTip(tr("Messages on their way now, all links together"));
    m_dropped->setToolTip(tr("Messages lost since the start, counted where it happened"));
    m_cost->setToolTip(tr("What counting, sampling and watching the sockets takes from the "
                          "machine now"));
    connect(&m_theme, &Theme::changed, this, &RunStatusBar::refresh);
    connect(this, &QStatusBar::messageChanged, this, [this](const QString& message) {
        if (message.isEmpty())
            refresh();
    });
    refresh();
}

void RunStatusBar::follow(RunSession& session)
{
    if (m_session != nullptr)
        m_session->disconnect(this);
    m_session = &session;
    for (const auto signal :
         {&RunSession::stateChanged, &RunSession::updated, &RunSession::started})
        connect(m_session, signal, this, &RunStatusBar::refresh);
    // What was said about another file.
    clearMessage();
    m_said->setText({});
    refresh();
}

QLabel* RunStatusBar::addLabel(const QString& name, bool atTheRight)
{
    auto* label = new QLabel(this);
    label->setObjectName(name);
    if (name == QStringLiteral("state"))
        label->setProperty("class", QStringLiteral("strong"));
    if (atTheRight)
        addPermanentWidget(label);
    else
        addWidget(label);
    return label;
}

void RunStatusBar::say(const QString& text)
{
    clearMessage();
    m_said->setText(text);
    m_forget.start();
}

QString RunStatusBar::stateText() const
{
    return m_state->text();
}

void RunStatusBar::refresh()
{
    refreshState();
    refreshFigures(m_session != nullptr ? m_session->latest() : nullptr);
}

void RunStatusBar::refreshState()
{
    const double ratio = devicePixelRatioF();
    if (m_session == nullptr) {
        m_stateDot->setPixmap(dot(m_theme.colors().calm, ratio));
        setText(m_state, RunSession::designingText());
        return;
    }
    m_stateDot->setPixmap(dot(runColor(m_theme.colors(), *m_session), ratio));
    const metrics::SnapshotPtr latest = m_session->latest();
    QString text = m_session->stateText();
    if (const int failed = failedNodes(*m_session); failed > 0)
        text += failed == 1 ? tr(", 1 node failed") : tr(", %1 nodes failed").arg(failed);
    if (m_session->isActive() && latest)
        text += QLatin1Char(' ') + clockText(latest->time);
    setText(m_state, text);
}

void RunStatusBar::refreshFigures(const metrics::SnapshotPtr& latest)
{
    // A message takes their place; they come back when it goes.
    if (currentMessage().isEmpty()) {
        for (QLabel* label : {m_rate, m_queued, m_dropped, m_balanceDot, m_balance})
            label->setVisible(latest != nullptr);
    }
    m_cost->setVisible(latest != nullptr && m_session->isActive());
    if (!latest)
        return;
    const Colors& colors = m_theme.colors();
    const QString when = m_session->isActive() ? QString() : tr("at the end: ");
    setText(m_rate, when + humanRate(latest->messagesPerSecond));
    setText(m_queued, tr("%1 queued").arg(groupedDigits(latest->queued)));
    setText(m_dropped, tr("%1 dropped").arg(groupedDigits(latest->dropped)));
    const ConservationText balance = conservationText(*m_session);
    const QColor& light = !balance.holds ? colors.bad
        : balance.isWhole                ? colors.green
                                         : colors.calm;
    m_balanceDot->setPixmap(dot(light, devicePixelRatioF()));
    setText(m_balance, balance.text);
    m_balance->setToolTip(
        balance.isWhole ? QString()
                        : tr("What a program outside sends, receives or loses is not counted here, "
                             "nor is it known which of several links lost how many."));
    const metrics::MeasuringCost& cost = latest->cost;
    const auto percent = [](double share) { return QString::number(100 * share, 'f', 1); };
    setText(m_cost, tr("measuring costs %1 % of one core").arg(percent(cost.total())));
    const QString parts =
        tr("What measuring takes from the machine now, as parts of one core:\n"
           "counting and stamping messages: %1 %\n"
           "making samples: %2 %\n"
           "watching the sockets' events: %3 %\n"
           "Where other topologies run too, connections by CURVE or WebSocket count for all of "
           "them.\n"
           "A link that only counts (inspector of the link) takes less.")
            .arg(percent(cost.messages), percent(cost.sampling), percent(cost.monitors));
    if (m_cost->toolTip() != parts)
        m_cost->setToolTip(parts);
}

} // namespace topomq::ui
