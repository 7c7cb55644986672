#include "ui/canvas/canvas_tooltip.h"

#include "engine/rules/rules.h"
#include "ui/canvas/canvas_scene.h"
#include "ui/canvas/drawing_tooltip.h"
#include "ui/canvas/figure_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/latency_words.h"
#include "ui/session/subscriptions.h"

#include <QCoreApplication>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CanvasTooltip)
};

constexpr std::size_t kMostPrefixes = 8;
constexpr std::size_t kMostSubscribers = 8;

QString bold(const QString& text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

class Table
{
public:
    void row(const QString& name, const QString& value)
    {
        m_rows += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align=\"right\">%2</td></tr>")
                      .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
    }

    [[nodiscard]] QString text() const
    {
        return QStringLiteral("<table cellspacing=\"0\">%1</table>").arg(m_rows);
    }

private:
    QString m_rows;
};

QString count(std::optional<std::uint64_t> value, bool estimated)
{
    if (!value)
        return Words::tr("unknown");
    return withEstimateMark(groupedDigits(*value), estimated);
}

QString findingsAt(const CanvasScene& scene, const std::string& where)
{
    QString text;
    for (const model::Finding& finding : scene.document().findingsInView()) {
        if (finding.where == where)
            text +=
                QStringLiteral("<br>%1: %2")
                    .arg(finding.severity == model::Severity::Error         ? Words::tr("Error")
                             : finding.severity == model::Severity::Warning ? Words::tr("Warning")
                                                                            : Words::tr("Note"),
                         QString::fromStdString(finding.message).toHtmlEscaped());
    }
    return text;
}

QString nodeTip(const CanvasScene& scene, const model::NodeId& id)
{
    const model::Node* node = scene.document().topology().find(id);
    if (node == nullptr)
        return {};
    QString text = bold(QString::fromStdString(node->title())) + QStringLiteral(" · ")
        + roleLabel(*node).toHtmlEscaped();
    const metrics::NodeFigures* figures = scene.showsFigures() ? scene.board().node(id) : nullptr;
    if (figures == nullptr) {
        text += QStringLiteral("<br>")
            + settingsSummary(scene.document().topology(), *node).toHtmlEscaped();
    } else {
        text += QStringLiteral("<br>") + shownStateText(*figures);
        if (!figures->reason.empty())
            text += QStringLiteral(": ") + scene.reasonOf(*figures).toHtmlEscaped();
        Table table;
        table.row(Words::tr("sent"),
                  figures->isSentCounted ? groupedDigits(figures->sent) : Words::tr("unknown"));
        table.row(Words::tr("received"),
                  figures->isReceivedCounted ? groupedDigits(figures->received)
                                             : Words::tr("unknown"));
        if (figures->state != metrics::NodeState::Outside) {
            table.row(Words::tr("busy"), Words::tr("%1 %").arg(qRound(figures->busy * 100)));
            table.row(Words::tr("blocked"),
                      Words::tr("%1 %").arg(qRound(figures->shares.blocked * 100)));
            table.row(Words::tr("ready"),
                      Words::tr("%1 %").arg(qRound(figures->shares.ready * 100)));
        }
        text += table.text();
    }
    if (scene.isOutdated(id))
        text += QStringLiteral("<br>")
            + Words::tr("runs as it was before the last changes; restart it to bring them in")
                  .toHtmlEscaped();
    text += findingsAt(scene, id.text());
    for (const model::Socket& socket : node->sockets)
        text += findingsAt(scene, model::SocketRef{id, socket.id}.text());
    return text;
}

/// Who wants what of a publisher, or what a subscriber wants.
QString subscriptionsAt(const CanvasScene& scene, const model::SocketRef& ref)
{
    const FigureBoard& board = scene.board();
    const auto index = board.socketIndex(ref);
    if (!scene.showsFigures() || !board.hasFigures() || !index)
        return {};
    const metrics::Snapshot& now = *board.latest();
    if (const auto own = subscriptionsOf(board.plan(), now, *index))
        return QStringLiteral("<br>")
            + Words::tr("subscribed now to %1")
                  .arg(prefixesText(*own, kMostPrefixes))
                  .toHtmlEscaped();
    const auto subscribers = subscribersOf(board.plan(), now, *index);
    if (subscribers.empty())
        return {};
    QString text = QStringLiteral("<br>") + Words::tr("wanted now by").toHtmlEscaped();
    const auto titleOf = [&scene](plan::NodeIndex node) { return scene.titleOf(node); };
    for (const QString& line : subscriberLines(titleOf, subscribers, kMostSubscribers, 4))
        text += QStringLiteral("<br>&nbsp;&nbsp;") + line.toHtmlEscaped();
    return text;
}

QString portTip(const CanvasScene& scene, const model::SocketRef& ref)
{
    const model::Socket* socket = scene.document().topology().find(ref);
    if (socket == nullptr)
        return {};
    const std::string_view type = model::toText(socket->type);
    QString text = bold(QString::fromUtf8(type.data(), static_cast<qsizetype>(type.size())))
        + QStringLiteral(" · ") + QString::fromStdString(ref.socket.text()).toHtmlEscaped();
    for (const std::string& address : socket->bind)
        text += QStringLiteral("<br>")
            + Words::tr("binds %1").arg(QString::fromStdString(address)).toHtmlEscaped();
    if (const model::Definition* definition = scene.document().openDefinition()) {
        for (const model::Port& port : definition->ports) {
            if (port.socket == ref)
                text += QStringLiteral("<br>")
                    + Words::tr("seen from outside as port %1")
                          .arg(QString::fromStdString(port.id.text()))
                          .toHtmlEscaped();
        }
    }
    QStringList partners;
    for (const model::SocketType partner : rules::partnersOf(socket->type)) {
        const std::string_view word = model::toText(partner);
        partners << QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
    }
    if (!partners.isEmpty())
        text += QStringLiteral("<br>")
            + Words::tr("talks to %1; drag to link").arg(partners.join(QStringLiteral(", ")));
    return text + subscriptionsAt(scene, ref) + findingsAt(scene, ref.text());
}

/// What of the messages in flight is where; over inproc there is one queue, which needs no split.
void addStages(Table& table, const metrics::FlowFigures& figures)
{
    if (!figures.stages)
        return;
    const metrics::FlowStages& stages = *figures.stages;
    const QString indent = QStringLiteral("  ");
    table.row(indent + Words::tr("send queue"), count(stages.sender, stages.senderIsEstimated));
    table.row(indent + Words::tr("kernel"),
              count(stages.kernel, false) + QStringLiteral(", ")
                  + humanBytes(static_cast<double>(stages.kernelBytes)));
    table.row(indent + Words::tr("receive queue"), count(stages.receiver, false));
}

void addRate(Table& table, const metrics::FlowFigures& figures)
{
    if (!figures.hasRate()) {
        table.row(Words::tr("rate"), Words::tr("unknown"));
        return;
    }
    table.row(figures.isRateOfSent() ? Words::tr("sent per second") : Words::tr("rate"),
              humanRate(figures.messagesPerSecond) + QStringLiteral(", ")
                  + humanByteRate(figures.bytesPerSecond));
}

void addBytes(Table& table, const metrics::FlowFigures& figures)
{
    const auto bytes = [](std::uint64_t count) { return humanBytes(static_cast<double>(count)); };
    table.row(Words::tr("bytes"),
              figures.isRateOfSent()  ? Words::tr("%1 sent").arg(bytes(figures.bytesSent))
                  : figures.hasRate() ? bytes(figures.bytesReceived)
                                      : Words::tr("unknown"));
}

void addLatency(Table& table,
                const QString& what,
                const metrics::LatencySummary& whole,
                const metrics::RecentLatency& recent)
{
    if (whole.count == 0)
        return;
    const auto both = [](double p50, double p99) {
        return humanMicroseconds(p50) + QStringLiteral(", ") + humanMicroseconds(p99);
    };
    table.row(Words::tr("%1 p50, p99, %2").arg(what, lastMomentsText(recent)),
              recent.count > 0 ? both(recent.p50, recent.p99) : Words::tr("none came"));
    table.row(Words::tr("%1 p50, p99, whole run").arg(what), both(whole.p50, whole.p99));
}

void addFlow(Table& table, const LinkFlow& flow)
{
    const metrics::FlowFigures& figures = *flow.figures;
    const bool guess = figures.estimated;
    addRate(table, figures);
    table.row(Words::tr("sent"), count(figures.sent, guess));
    table.row(Words::tr("received"), count(figures.received, false));
    table.row(Words::tr("in flight"), count(figures.inFlight, guess));
    addStages(table, figures);
    table.row(Words::tr("highest so far"),
              figures.inFlight ? groupedDigits(figures.depthMax) : Words::tr("unknown"));
    table.row(Words::tr("limit"),
              figures.limit > 0 ? groupedDigits(figures.limit) : Words::tr("none"));
    table.row(Words::tr("dropped"), count(figures.dropped, guess));
    for (std::size_t cause = 0; cause < metrics::kDropCauses; ++cause) {
        if (figures.droppedByCause.at(cause) == 0)
            continue;
        const std::string_view word = metrics::toText(static_cast<metrics::DropCause>(cause));
        QString name = QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
        table.row(QStringLiteral("  ") + name.replace(QLatin1Char('_'), QLatin1Char(' ')),
                  groupedDigits(figures.droppedByCause.at(cause)));
    }
    addBytes(table, figures);
    addLatency(table, Words::tr("latency"), figures.latency, figures.recentLatency);
    addLatency(table, Words::tr("round trip"), figures.roundTrip(), figures.recentRoundTrip());
    if (figures.readiness)
        table.row(Words::tr("receiver ready"),
                  Words::tr("%1 %").arg(qRound(*figures.readiness * 100)));
    const Pressure& pressure = *flow.pressure;
    if (pressure.growth > 0)
        table.row(Words::tr("growing by"), humanRate(pressure.growth));
    if (pressure.untilFull > 0 && pressure.untilFull < 3600)
        table.row(Words::tr("full in about"), humanMicroseconds(pressure.untilFull * 1e6));
    if (pressure.behind > 0)
        table.row(Words::tr("behind by"), humanMicroseconds(pressure.behind * 1e6));
}

QString securityWords(model::Mechanism mechanism)
{
    if (mechanism == model::Mechanism::Curve)
        return QStringLiteral("<br>")
            + Words::tr("CURVE: encrypted, and only peers with the right keys come in");
    if (mechanism == model::Mechanism::Plain)
        return QStringLiteral("<br>")
            + Words::tr("PLAIN: user name and password are checked, nothing is encrypted");
    return {};
}

QString linkTip(const CanvasScene& scene, const model::LinkId& id)
{
    const model::Topology& topology = scene.document().topology();
    const model::Link* link = topology.find(id);
    const LinkCurve* curve = scene.geometry().link(id);
    if (link == nullptr || curve == nullptr)
        return {};
    const QString address = addressOf(topology, *link);
    QString text = bold(linkTitle(topology, *link)) + QStringLiteral("<br>")
        + Words::tr("%1, %2")
              .arg(linkTypes(topology, *link),
                   QString::fromStdString(rules::patternName(curve->fromType, curve->toType)))
              .toHtmlEscaped()
        + QStringLiteral("<br>")
        + Words::tr("%1 binds %2")
              .arg(nodeTitle(topology, link->bind.node),
                   address.isEmpty() ? Words::tr("no address") : address)
              .toHtmlEscaped();
    text += securityWords(securityOf(topology, *link));
    if (scene.showsFigures() && scene.board().isCut(id))
        text += QStringLiteral("<br>") + bold(Words::tr("cut: its two ends are not connected"));
    const auto flows = scene.showsFigures() ? scene.board().flows(id) : LinkFlows();
    for (const LinkFlow& flow : flows) {
        if (flows.size() > 1)
            text += QStringLiteral("<br>")
                + Words::tr("from %1").arg(nodeTitle(topology, flow.from->node)).toHtmlEscaped();
        Table table;
        addFlow(table, flow);
        text += table.text();
        const FigureBoard& board = scene.board();
        if (const auto end = subscriberOf(board.plan(), *board.latest(), flow.index))
            text += Words::tr("%1 is subscribed now to %2")
                        .arg(scene.titleOf(end->node), prefixesText(*end, kMostPrefixes))
                        .toHtmlEscaped();
    }
    return text + findingsAt(scene, id.text());
}

} // namespace

QString tooltipFor(const CanvasScene& scene, const Hit& hit)
{
    if (const auto* port = std::get_if<model::SocketRef>(&hit))
        return portTip(scene, *port);
    if (const auto* node = std::get_if<model::NodeId>(&hit))
        return nodeTip(scene, *node);
    if (const auto* link = std::get_if<model::LinkId>(&hit))
        return linkTip(scene, *link);
    if (const auto* group = std::get_if<model::GroupId>(&hit))
        return groupTip(scene, *group);
    if (const auto* note = std::get_if<model::NoteId>(&hit))
        return noteTip(scene, *note);
    return {};
}

} // namespace topomq::ui
