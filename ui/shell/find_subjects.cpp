#include "ui/shell/find_subjects.h"

#include "engine/model/options.h"
#include "engine/model/settings.h"
#include "ui/canvas/drawing_tooltip.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace topomq::ui {

namespace {

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// In microseconds; 0: it is no unit of time.
double timeUnitOf(std::string_view unit)
{
    if (unit == "µs")
        return 1;
    if (unit == "ms")
        return 1e3;
    return unit == "s" ? 1e6 : 0;
}

/// As people would type it: no quotation marks around a text.
QString typed(const model::Value& value)
{
    const std::string* text = value.asText();
    return QString::fromStdString(text != nullptr ? *text : value.describe());
}

void addOptions(FindSubject& subject, const model::Object& options)
{
    for (const auto& [name, value] : options.members()) {
        FindValue& found = subject.options[fromView(name).toUpper()];
        found.texts << typed(value);
        if (const model::OptionInfo* info = model::findOption(name))
            found.timeUnit = timeUnitOf(info->unit);
    }
}

void addSettings(FindSubject& subject, const model::Node& node)
{
    for (const auto& [name, value] : node.settings.members()) {
        FindValue& found = subject.settings[fromView(name).toUpper()];
        const model::SettingInfo* info = model::findSetting(node.role, name);
        if (info != nullptr)
            found.timeUnit = timeUnitOf(info->unit);
        // However the messages are spread, the rate is a number.
        const auto rate = info != nullptr && info->kind == model::SettingKind::Rate
            ? model::rateFrom(value)
            : std::nullopt;
        found.texts << (rate ? QString::number(rate->perSecond, 'g', 15) : typed(value));
    }
}

void addSocket(FindSubject& subject, const model::Socket& socket)
{
    const QString type = fromView(model::toText(socket.type));
    if (!type.isEmpty() && !subject.types.contains(type))
        subject.types << type;
    for (const std::string& address : socket.bind)
        subject.addresses << QString::fromStdString(address);
    addOptions(subject, socket.options);
}

FindSubject subjectOf(const model::Node& node)
{
    FindSubject subject;
    subject.id = QString::fromStdString(node.id.text());
    subject.title = QString::fromStdString(node.title());
    subject.roles = {fromView(model::toText(node.role)),
                     engineText(model::infoOf(node.role).label)};
    addSettings(subject, node);
    for (const model::Socket& socket : node.sockets)
        addSocket(subject, socket);
    return subject;
}

using Sockets = std::unordered_map<model::SocketRef, const model::Socket*>;

FindSubject
subjectOf(const model::Topology& topology, const model::Link& link, const Sockets& sockets)
{
    FindSubject subject;
    subject.kind = FindSubject::Kind::Link;
    subject.id = QString::fromStdString(link.id.text());
    subject.title = linkTitle(topology, link);
    for (const model::SocketRef& ref : {link.connect, link.bind}) {
        const auto found = sockets.find(ref);
        if (found == sockets.end())
            continue;
        addSocket(subject, *found->second);
        // Of all addresses of the binding socket the link uses one.
        if (ref != link.bind)
            continue;
        const auto& bind = found->second->bind;
        subject.addresses.clear();
        if (link.endpoint < bind.size())
            subject.addresses << QString::fromStdString(bind[link.endpoint]);
    }
    return subject;
}

FindSubject subjectOf(const model::Group& group)
{
    FindSubject subject;
    subject.kind = FindSubject::Kind::Group;
    subject.id = QString::fromStdString(group.id.text());
    subject.title = groupTitle(group);
    return subject;
}

FindSubject subjectOf(const model::Note& note)
{
    FindSubject subject;
    subject.kind = FindSubject::Kind::Note;
    subject.id = QString::fromStdString(note.id.text());
    subject.text = plainText(note);
    subject.title = subject.text.section(QLatin1Char('\n'), 0, 0);
    return subject;
}

void addProblems(std::vector<FindSubject>& subjects, const std::vector<model::Finding>& findings)
{
    std::unordered_map<std::string, FindSubject*> byId;
    for (FindSubject& subject : subjects)
        byId.emplace(subject.id.toStdString(), &subject);
    for (const model::Finding& finding : findings) {
        // `node.socket` belongs to its node.
        const auto found = byId.find(finding.where.substr(0, finding.where.find('.')));
        if (found == byId.end())
            continue;
        found->second->problems << QString::fromUtf8(model::toText(finding.severity))
                                << QString::fromStdString(finding.code);
        if (finding.severity == model::Severity::Information)
            found->second->problems << QStringLiteral("note");
    }
}

void raise(FindSubject& subject, const char* figure, double value)
{
    const auto [at, isNew] = subject.figures.emplace(QString::fromLatin1(figure), value);
    if (!isNew)
        at->second = std::max(at->second, value);
}

void addFlow(FindSubject& subject, const metrics::FlowFigures& flow)
{
    if (flow.hasRate()) {
        raise(subject, "rate", flow.messagesPerSecond);
        raise(subject, "bytes", flow.bytesPerSecond);
    }
    if (flow.inFlight)
        raise(subject, "depth", static_cast<double>(*flow.inFlight));
    if (const auto queued = metrics::queuedOf(flow); queued && flow.limit > 0)
        raise(subject, "fill",
              100 * static_cast<double>(*queued) / static_cast<double>(flow.limit));
    if (flow.dropped)
        raise(subject, "dropped", static_cast<double>(*flow.dropped));
    if (flow.sent)
        raise(subject, "sent", static_cast<double>(*flow.sent));
    if (flow.received)
        raise(subject, "received", static_cast<double>(*flow.received));
    // As all that is live: what was slow some time ago is not found any more.
    if (flow.recentLatency.count > 0) {
        raise(subject, "p50", flow.recentLatency.p50);
        raise(subject, "p90", flow.recentLatency.p90);
        raise(subject, "p99", flow.recentLatency.p99);
    }
}

void addNode(FindSubject& subject, const metrics::NodeFigures& node)
{
    subject.state = node.killed ? QStringLiteral("killed") : fromView(metrics::toText(node.state));
    if (node.isSentCounted) {
        raise(subject, "rate", node.sentPerSecond);
        raise(subject, "sent", static_cast<double>(node.sent));
    }
    if (node.isReceivedCounted) {
        raise(subject, "rate", node.receivedPerSecond);
        raise(subject, "received", static_cast<double>(node.received));
    }
    if (node.state == metrics::NodeState::Outside)
        return;
    raise(subject, "busy", 100 * node.busy);
    raise(subject, "blockedfor", 100 * node.shares.blocked);
}

} // namespace

std::vector<FindSubject> findSubjects(const TopologyDocument& document)
{
    const model::Topology& topology = document.topology();
    std::vector<FindSubject> subjects;
    subjects.reserve(topology.nodes.size() + topology.links.size());
    Sockets sockets;
    for (const model::Node& node : topology.nodes) {
        subjects.push_back(subjectOf(node));
        for (const model::Socket& socket : node.sockets)
            sockets.emplace(model::SocketRef{node.id, socket.id}, &socket);
    }
    for (const model::Link& link : topology.links)
        subjects.push_back(subjectOf(topology, link, sockets));
    addProblems(subjects, document.findingsInView());
    for (const model::Group& group : topology.groups)
        subjects.push_back(subjectOf(group));
    for (const model::Note& note : topology.notes)
        subjects.push_back(subjectOf(note));
    return subjects;
}

void readFigures(std::vector<FindSubject>& subjects,
                 const TopologyDocument& document,
                 const RunSession& session)
{
    const metrics::SnapshotPtr now = session.isActive() ? session.latest() : nullptr;
    const model::Topology& topology = document.topology();
    for (std::size_t at = 0; at < subjects.size(); ++at) {
        FindSubject& subject = subjects[at];
        subject.state.clear();
        subject.figures.clear();
        if (!now || at >= topology.nodes.size() + topology.links.size())
            continue;
        if (at < topology.nodes.size()) {
            const auto index = session.nodeIndex(topology.nodes[at].id);
            if (index && *index < now->nodes.size())
                addNode(subject, now->nodes[*index]);
            continue;
        }
        for (const std::size_t flow :
             session.flowsOf(topology.links[at - topology.nodes.size()].id))
            if (flow < now->flows.size())
                addFlow(subject, now->flows[flow]);
    }
}

} // namespace topomq::ui
