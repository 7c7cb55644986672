// How a run follows the topology while it is edited: settings and live options one by one, the
// rest as a new plan.

#include "engine/model/flat_topology.h"
#include "engine/model/parameters.h"
#include "engine/model/settings.h"
#include "engine/plan/plan_merge.h"
#include "ui/document/topology_document.h"
#include "ui/session/live_edits.h"
#include "ui/session/message_watch.h"
#include "ui/session/network_guard.h"
#include "ui/session/plan_names.h"
#include "ui/session/run_session.h"

#include <QStringList>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

/// Edits of one field closer than this (s of run time) are one mark.
constexpr double kOneGesture = 1.5;

/// "Worker 4 was added", "Worker 4 was added and 2 more".
QString joined(const QStringList& things)
{
    return things.size() == 1
        ? things.front()
        : RunSession::tr("%1 and %n more", nullptr, static_cast<int>(things.size() - 1))
              .arg(things.front());
}

} // namespace

void RunSession::applyLiveEdits()
{
    if (!takesCommands())
        return;
    const model::FlatTopology flat(m_document.root());
    const model::Topology& edited = flat.topology();
    const RunDifference difference = RunDifference::between(m_running, edited);
    QStringList structural(difference.waiting.begin(), difference.waiting.end());
    for (const LiveEdit& edit : difference.edits) {
        const model::Node* node = edited.find(edit.node);
        if (!node)
            continue;
        if (hand(edit, *node))
            addMark(edit.key(), edit.title, edit.before, edit.afterWithUnit());
        else
            structural.append(edit.text());
    }
    m_notFollowed.clear();
    m_held.reset();
    if (!structural.isEmpty()) {
        if (adoptEdited())
            addMark(joined(structural));
    }
    if (m_notFollowed.isEmpty() && m_drawn.runFollows(m_running, m_plan))
        indexPlan();
    m_contextWaits = m_runContext != model::ResolvedTopology(edited).topology().context;
    findOutdated();
}

bool RunSession::hand(const LiveEdit& edit, const model::Node& node)
{
    model::Node* running = m_running.find(edit.node);
    const std::optional<std::size_t> index = plannedNode(m_plan, edit.node);
    // What runs in the place of another thing is none of this edit's.
    if (!running || !index || !m_drawn.hasNode(static_cast<plan::NodeIndex>(*index)))
        return false;
    if (!edit.isOption()) {
        running->settings.set(edit.name, edit.value);
        m_plan.nodes[*index].settings = model::settingsOf(*running);
        m_runtime->applySettings(static_cast<plan::NodeIndex>(*index),
                                 m_plan.nodes[*index].settings);
        return true;
    }
    const std::optional<std::size_t> socket = plannedSocket(m_plan, {node.id, edit.socket});
    if (!edit.isLive || !socket)
        return false;
    if (!m_runtime->applyOption(static_cast<plan::SocketIndex>(*socket), {edit.name, edit.value}))
        return false;
    running->find(edit.socket)->options.set(edit.name, edit.value);
    return true;
}

bool RunSession::adoptEdited()
{
    plan::PlanResult result = plan::makePlan(m_document.root(), m_document.capabilities());
    if (!result.isRunnable()) {
        const auto error =
            std::find_if(result.findings.begin(), result.findings.end(), [](const auto& finding) {
                return finding.severity == model::Severity::Error;
            });
        const QString why =
            error == result.findings.end() ? QString() : QString::fromStdString(error->message);
        m_notFollowed = tr("The run stays as it was until this can run: %1").arg(why);
        return false;
    }
    const QString whyNot =
        m_networkGuard == nullptr ? QString() : m_networkGuard->whyNot(result.findings);
    if (!whyNot.isEmpty()) {
        m_notFollowed = whyNot;
        m_held = std::move(result);
        return false;
    }
    m_wanted = std::move(result.plan);
    m_runtime->adopt(m_wanted);
    m_running = asItRuns(m_document.root());
    return true;
}

void RunSession::giveLeave()
{
    if (!m_held || m_networkGuard == nullptr)
        return;
    m_networkGuard->allow(m_held->findings);
    applyLiveEdits();
}

bool RunSession::mayOpen(const std::vector<plan::NodeIndex>& nodes)
{
    if (!m_held || m_networkGuard == nullptr)
        return true;
    // What was handed over before counts as well: they would open that instead of what is drawn.
    std::vector<plan::NodeIndex> others = outdatedBy(m_held->plan);
    if (!m_wanted.nodes.empty()) {
        const std::vector<plan::NodeIndex> before = outdatedBy(m_wanted);
        others.insert(others.end(), before.begin(), before.end());
    }
    const bool opensOther = std::any_of(nodes.begin(), nodes.end(), [&](plan::NodeIndex node) {
        return std::find(others.begin(), others.end(), node) != others.end();
    });
    if (!opensOther)
        return true;
    // A copy: the run goes on, or ends, while it is asked.
    const std::vector<model::Finding> findings = m_held->findings;
    if (!m_networkGuard->ask(findings))
        return false;
    applyLiveEdits();
    return !m_held;
}

std::vector<plan::NodeIndex> RunSession::outdatedBy(const plan::RunPlan& wanted) const
{
    plan::RunPlan copy = m_plan;
    const auto nobody = [](plan::NodeIndex) { return false; };
    return plan::merge(copy, wanted, nobody).outdatedNodes;
}

void RunSession::takePlan()
{
    const plan::RunPlan before = std::exchange(m_plan, *m_runtime->plan());
    // The run is not told of new titles.
    for (std::size_t i = 0; i < before.nodes.size(); ++i)
        m_plan.nodes[i].title = before.nodes[i].title;
    indexPlan();
    // Links that have just come may be ones that are to be watched.
    m_messages->attach(m_runtime.get());
    findOutdated();
    Q_EMIT planChanged();
}

void RunSession::findOutdated()
{
    m_outdated.clear();
    const plan::RunPlan& drawn = m_held ? m_held->plan : m_wanted;
    if (takesCommands() && !drawn.nodes.empty())
        m_outdated = outdatedBy(drawn);
    for (const plan::NodeIndex node : m_rekeyed) {
        if (!m_plan.nodes[node].gone && !isOutdatedAt(node))
            m_outdated.push_back(node);
    }
    sayWaiting();
}

QString RunSession::setPassword(const QString& user, const QString& password)
{
    if (password == passwordOf(user).password)
        return {};
    QString problem = m_passwords.set(user, password);
    if (!problem.isEmpty() || !takesCommands())
        return problem;
    for (const plan::PlannedSocket& socket : m_plan.sockets) {
        const plan::PlannedSecurity& security = *socket.security;
        const plan::PlannedNode& node = m_plan.nodes.at(socket.node);
        if (security.mechanism == model::Mechanism::Plain && !security.server
            && QString::fromStdString(security.username) == user && !node.gone && !node.external)
            m_rekeyed.insert(socket.node);
    }
    findOutdated();
    return {};
}

std::vector<plan::NodeIndex> RunSession::outdatedNodes() const
{
    std::vector<plan::NodeIndex> nodes;
    for (const plan::NodeIndex node : m_outdated) {
        if (runsOutdatedAt(node))
            nodes.push_back(node);
    }
    return nodes;
}

std::vector<model::NodeId> RunSession::outdatedInView() const
{
    const PlanNames names(m_document.path());
    std::vector<model::NodeId> nodes;
    for (const plan::NodeIndex node : outdatedNodes()) {
        const auto name = names.nameOf(m_plan.nodes[node]);
        if (name && isNodeDrawn(node))
            nodes.push_back(*name);
    }
    return nodes;
}

void RunSession::addMark(const std::string& key,
                         const QString& title,
                         const QString& before,
                         const QString& after)
{
    const double now = m_latest ? m_latest->time : 0;
    const QString pattern = QStringLiteral("%1 %2 → %3");
    if (!m_marks.empty() && m_marks.back().key == key && now - m_marks.back().time < kOneGesture) {
        m_marks.back().text = pattern.arg(title, m_marks.back().before, after);
        return;
    }
    m_marks.push_back({now, pattern.arg(title, before, after), key, before});
}

void RunSession::addMark(const QString& text)
{
    m_marks.push_back({m_latest ? m_latest->time : 0, text, {}, {}});
}

void RunSession::sayWaiting()
{
    QString text = m_notFollowed;
    const std::vector<plan::NodeIndex> outdated = outdatedNodes();
    if (text.isEmpty() && !outdated.empty()) {
        const QString title = titleOf(outdated.front());
        text = outdated.size() == 1
            ? tr("%1 still runs on its old sockets: what changed takes effect when it is "
                 "restarted.")
                  .arg(title)
            : tr("%1 and %n more still run on their old sockets: what changed takes effect when "
                 "they are restarted.",
                 nullptr, static_cast<int>(outdated.size() - 1))
                  .arg(title);
    }
    if (text.isEmpty() && m_contextWaits)
        text = tr("Takes effect at the next start: the options of the ZeroMQ context changed.");
    if (text == m_waitingText)
        return;
    m_waitingText = text;
    Q_EMIT needsRestart(m_waitingText);
}

} // namespace topomq::ui
