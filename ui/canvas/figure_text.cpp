#include "ui/canvas/figure_text.h"

#include "engine/model/parameters.h"
#include "engine/model/settings.h"
#include "engine/model/subtopology.h"
#include "ui/document/engine_text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Canvas)
};

using model::Role;

QString fromText(const std::string& text)
{
    return QString::fromStdString(text);
}

/// Two figures with their units, which is said once where it is the same.
QString range(const QString& least, const QString& most)
{
    const qsizetype unit = most.lastIndexOf(QLatin1Char(' '));
    const bool isSame = unit > 0 && least.endsWith(most.mid(unit));
    return (isSame ? least.chopped(most.size() - unit) + QStringLiteral("–")
                   : least + QStringLiteral(" – "))
        + most;
}

/// "64 B", "64–128 B", "≈ 64 B": what a distribution gives, in the unit of `text`.
QString spread(const model::Distribution& distribution, QString (*text)(double))
{
    switch (distribution.kind) {
    case model::Distribution::Kind::Constant:
        return text(distribution.a);
    case model::Distribution::Kind::Uniform:
        return range(text(distribution.a), text(distribution.b));
    case model::Distribution::Kind::Exponential:
    case model::Distribution::Kind::Normal:
        break;
    }
    return withEstimateMark(text(distribution.mean()), true);
}

QString rateText(const model::RoleSettings& settings, bool requests)
{
    if (settings.rate.perSecond <= 0)
        return Words::tr("as fast as possible");
    const double rate = settings.rate.perSecond;
    const QString number = rate < 10'000 && rate >= 1000
        ? groupedDigits(static_cast<qulonglong>(rate))
        : humanCount(rate);
    return (requests ? Words::tr("%1 requests/s") : Words::tr("%1 msg/s")).arg(number);
}

QString sourceSummary(const model::RoleSettings& settings, bool requests)
{
    QStringList parts{rateText(settings, requests), spread(settings.size, humanBytes)};
    if (settings.count > 0)
        parts << Words::tr("%1 in all").arg(groupedDigits(settings.count));
    return parts.join(QStringLiteral(" · "));
}

QString serviceText(const model::RoleSettings& settings, const QString& per, const QString& none)
{
    if (settings.serviceTime.mean() <= 0)
        return none;
    return per.arg(spread(settings.serviceTime, humanMicroseconds));
}

QString serverSummary(const model::RoleSettings& settings)
{
    const QString reply = settings.replySize.mean() > 0
        ? Words::tr("replies %1").arg(spread(settings.replySize, humanBytes))
        : Words::tr("echoes");
    if (settings.serviceTime.mean() <= 0)
        return Words::tr("answers at once · %1").arg(reply);
    return Words::tr("%1 each · %2").arg(spread(settings.serviceTime, humanMicroseconds), reply);
}

QString addressOf(const model::Socket* binder, const model::Link& link)
{
    if (binder == nullptr || link.endpoint >= binder->bind.size())
        return {};
    return fromText(binder->bind[link.endpoint]);
}

} // namespace

std::optional<double> fillShare(std::optional<std::uint64_t> depth, std::uint64_t limit)
{
    if (!depth || limit == 0)
        return std::nullopt;
    return std::min(1.0, static_cast<double>(*depth) / static_cast<double>(limit));
}

int widthStep(double bytesPerSecond)
{
    constexpr std::array kSteps{10e3, 100e3, 2e6, 50e6};
    return static_cast<int>(
        std::count_if(kSteps.begin(), kSteps.end(),
                      [bytesPerSecond](double step) { return bytesPerSecond >= step; }));
}

double widthOf(int step)
{
    constexpr std::array kWidths{1.4, 2.0, 2.7, 3.5, 4.5};
    return kWidths.at(static_cast<std::size_t>(std::clamp(step, 0, 4)));
}

QString shortRate(std::optional<double> perSecond)
{
    return perSecond ? humanRateShort(*perSecond) : Words::tr("unknown");
}

QString shortRate(const metrics::FlowFigures& flow)
{
    return shortRate(flow.hasRate() ? std::optional(flow.messagesPerSecond) : std::nullopt);
}

namespace {

QString bareDepth(const metrics::FlowFigures& flow)
{
    const auto waiting = metrics::waitingOf(flow);
    if (!waiting)
        return Words::tr("unknown");
    const std::uint64_t depth = *waiting;
    QString text = depth < 100'000 ? groupedDigits(depth) : humanCount(static_cast<double>(depth));
    // No room for a space.
    if (flow.estimated)
        text.prepend(kEstimateMark);
    return text;
}

} // namespace

QString depthText(const metrics::FlowFigures& flow, const Pressure& pressure)
{
    const QString depth = bareDepth(flow);
    if (!flow.inFlight)
        return depth;
    // The pace says more than a limit that may never be reached.
    if (pressure.growth > 0)
        return QStringLiteral("%1 +%2").arg(depth, humanRateShort(pressure.growth));
    // What the kernel holds is no part of what the limit is of.
    const bool isOfTheLimit = !flow.stages || flow.stages->kernel == 0;
    if (flow.limit == 0 || !isOfTheLimit)
        return depth;
    return depth + QStringLiteral(" / ") + humanCount(static_cast<double>(flow.limit));
}

QString shortDepthText(const metrics::FlowFigures& flow, const Pressure& pressure)
{
    return pressure.growth > 0 ? bareDepth(flow) + kGrowthMark : bareDepth(flow);
}

QString droppedText(const metrics::FlowFigures& flow)
{
    if (flow.dropped.value_or(0) == 0)
        return {};
    return Words::tr("dropped %1")
        .arg(withEstimateMark(groupedDigits(*flow.dropped), flow.estimated));
}

namespace {

/// What a subscriber asks for; empty for a node that does not subscribe.
QString subscriptionSummary(const model::Node& node)
{
    bool subscribes = false;
    QStringList prefixes;
    for (const model::Socket& socket : node.sockets) {
        if (socket.type != model::SocketType::Sub && socket.type != model::SocketType::XSub)
            continue;
        subscribes = true;
        const model::Value* value = socket.options.find("SUBSCRIBE");
        const model::Array* list = value == nullptr ? nullptr : value->asArray();
        for (const model::Value& prefix : list == nullptr ? model::Array{} : *list) {
            if (prefix.asText() == nullptr)
                continue;
            if (prefix.asText()->empty())
                return Words::tr("all topics");
            // A prefix may end in a stop, or hold spaces.
            prefixes << Words::tr("“%1”").arg(fromText(*prefix.asText()));
        }
    }
    if (!subscribes)
        return {};
    return prefixes.isEmpty() ? Words::tr("no subscription")
                              : Words::tr("topics %1").arg(prefixes.join(QStringLiteral(", ")));
}

QString workSummary(const model::Node& node, const model::RoleSettings& settings)
{
    const QString subscription = subscriptionSummary(node);
    if (subscription.isEmpty())
        return serviceText(settings, Words::tr("%1 per message"), Words::tr("no service time"));
    const QString work = serviceText(settings, Words::tr("%1 each"), QString());
    return work.isEmpty() ? subscription : subscription + QStringLiteral(" · ") + work;
}

} // namespace

QString settingsSummary(const model::Node& node)
{
    const model::RoleSettings settings = model::settingsOf(node);
    switch (node.role) {
    case Role::Source:
    case Role::Peer:
        return sourceSummary(settings, false);
    case Role::Client:
        return sourceSummary(settings, true);
    case Role::Sink:
    case Role::Worker:
        return workSummary(node, settings);
    case Role::Server:
    case Role::BalancedWorker:
        return serverSummary(settings);
    case Role::Stream:
    case Role::Proxy:
    case Role::Balancer:
    case Role::External:
    case Role::Subtopology:
    case Role::Unknown:
        break;
    }
    return engineText(model::infoOf(node.role).summary);
}

QString settingsSummary(const model::Topology& topology, const model::Node& node)
{
    if (isInstance(node)) {
        const model::Definition* inside = findDefinition(topology, node.definition);
        if (inside == nullptr)
            return Words::tr("nothing inside");
        return inside->nodes.size() == 1
            ? Words::tr("%1: 1 node").arg(QString::fromStdString(inside->title()))
            : Words::tr("%1: %2 nodes")
                  .arg(QString::fromStdString(inside->title()))
                  .arg(inside->nodes.size());
    }
    if (!model::usesParameters(node))
        return settingsSummary(node);
    return settingsSummary(model::resolved(node, model::ParameterValues(topology.parameters)));
}

QString bindSummary(const model::Node& node)
{
    QStringList addresses;
    for (const model::Socket& socket : node.sockets) {
        for (const std::string& address : socket.bind)
            addresses << fromText(address);
    }
    if (addresses.isEmpty())
        return {};
    if (addresses.size() > 1)
        return Words::tr("binds %1 addresses").arg(addresses.size());
    return Words::tr("binds %1").arg(addresses.front());
}

QString addressOf(const model::Topology& topology, const model::Link& link)
{
    return addressOf(topology.find(link.bind), link);
}

QString transportOf(const model::Topology& topology, const model::Link& link)
{
    return transportOf(topology.find(link.bind), link);
}

QString transportOf(const model::Socket* binder, const model::Link& link)
{
    const QString address = addressOf(binder, link);
    const qsizetype colon = address.indexOf(QStringLiteral("://"));
    return colon > 0 ? address.left(colon) : Words::tr("no address");
}

model::Mechanism securityOf(const model::Topology& topology, const model::Link& link)
{
    return securityOf(topology.find(link.connect), topology.find(link.bind), link);
}

model::Mechanism
securityOf(const model::Socket* connecter, const model::Socket* binder, const model::Link& link)
{
    using model::Mechanism;
    if (connecter == nullptr || binder == nullptr)
        return Mechanism::Null;
    const Mechanism both = connecter->security.mechanism;
    if (both != binder->security.mechanism || connecter->security.server == binder->security.server
        || addressOf(binder, link).startsWith(QStringLiteral("inproc:")))
        return Mechanism::Null;
    return both == Mechanism::Curve || both == Mechanism::Plain ? both : Mechanism::Null;
}

QString roleLabel(const model::Node& node)
{
    if (node.role == Role::Unknown)
        return fromText(node.unknownRole);
    return engineText(model::infoOf(node.role).label);
}

metrics::NodeState shownState(const metrics::NodeFigures& node)
{
    using metrics::NodeState;
    if (node.isDeadlocked)
        return NodeState::Blocked;
    // "Blocked" is said of a node that was so for most of half a second: that does not flicker.
    const bool passing = node.state == NodeState::Waiting && node.inStateFor < kSettledAfter;
    return passing ? NodeState::Running : node.state;
}

QString shownStateText(const metrics::NodeFigures& node)
{
    if (node.isDeadlocked)
        return Words::tr("deadlock");
    return node.killed ? stateText(node) : stateText(shownState(node));
}

} // namespace topomq::ui
