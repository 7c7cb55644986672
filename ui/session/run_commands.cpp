#include "ui/session/run_commands.h"

#include "ui/document/titles.h"
#include "ui/document/topology_document.h"
#include "ui/session/run_session.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace topomq::ui {

namespace {

using metrics::NodeState;

bool isDown(NodeState state)
{
    return state == NodeState::Stopped || state == NodeState::Failed;
}

struct CommandWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::CommandWords)
};

/// "Worker 3: stopped"
QString doneTo(const QString& title, NodeCommand command)
{
    switch (command) {
    case NodeCommand::Start:
        return CommandWords::tr("%1: started").arg(title);
    case NodeCommand::Stop:
        return CommandWords::tr("%1: stopped").arg(title);
    case NodeCommand::Kill:
        return CommandWords::tr("%1: killed").arg(title);
    case NodeCommand::Restart:
        return CommandWords::tr("%1: restarted").arg(title);
    case NodeCommand::Freeze:
        return CommandWords::tr("%1: frozen").arg(title);
    case NodeCommand::Thaw:
        return CommandWords::tr("%1: thawed").arg(title);
    case NodeCommand::Send:
        return CommandWords::tr("%1: one message by hand").arg(title);
    }
    return {};
}

void handOver(runtime::Runtime& runtime, NodeCommand command, plan::NodeIndex node)
{
    switch (command) {
    case NodeCommand::Start:
        runtime.startNode(node);
        break;
    case NodeCommand::Stop:
        runtime.stopNode(node);
        break;
    case NodeCommand::Kill:
        runtime.killNode(node);
        break;
    case NodeCommand::Restart:
        runtime.restartNode(node);
        break;
    case NodeCommand::Freeze:
    case NodeCommand::Thaw:
        runtime.setFrozen(node, command == NodeCommand::Freeze);
        break;
    case NodeCommand::Send:
        runtime.sendByHand(node);
        break;
    }
}

} // namespace

QString wordOf(NodeCommand command)
{
    switch (command) {
    case NodeCommand::Start:
        return CommandWords::tr("Start");
    case NodeCommand::Stop:
        return CommandWords::tr("Stop");
    case NodeCommand::Kill:
        return CommandWords::tr("Kill");
    case NodeCommand::Restart:
        return CommandWords::tr("Restart");
    case NodeCommand::Freeze:
        return CommandWords::tr("Freeze");
    case NodeCommand::Thaw:
        return CommandWords::tr("Thaw");
    case NodeCommand::Send:
        return CommandWords::tr("Send one message");
    }
    return {};
}

QString tipOf(NodeCommand command)
{
    switch (command) {
    case NodeCommand::Start:
        return CommandWords::tr("Opens the sockets of the node again, at the same addresses");
    case NodeCommand::Stop:
        return CommandWords::tr(
            "Closes the sockets of the node with the LINGER that is set; its peers "
            "go on without it");
    case NodeCommand::Kill:
        return CommandWords::tr(
            "As if its process had died: its sockets close without LINGER. What it "
            "has not sent yet, and what has come in and was not taken, is lost "
            "and counted as dropped");
    case NodeCommand::Restart:
        return CommandWords::tr("Closes the sockets of the node and opens them again as drawn");
    case NodeCommand::Freeze:
        return CommandWords::tr("The node stands still; its connections stay, and queues fill");
    case NodeCommand::Thaw:
        return CommandWords::tr("Lets the frozen node go on");
    case NodeCommand::Send:
        return CommandWords::tr("Sends one message now, beside those of the node's rate; while "
                                "paused, that one alone");
    }
    return {};
}

QString wordOf(LinkCommand command)
{
    return command == LinkCommand::Cut ? CommandWords::tr("Cut the connection")
                                       : CommandWords::tr("Mend the connection");
}

QString tipOf(LinkCommand command)
{
    return command == LinkCommand::Cut
        ? CommandWords::tr("Ends the connection of the link, as if the cable were pulled")
        : CommandWords::tr("Connects the link again");
}

std::optional<NodeState> RunSession::stateOf(const model::NodeId& node) const
{
    const auto index = nodeIndex(node);
    return index ? stateAt(static_cast<plan::NodeIndex>(*index)) : std::nullopt;
}

std::optional<NodeState> RunSession::stateAt(plan::NodeIndex node) const
{
    if (!m_latest || node >= m_latest->nodes.size())
        return std::nullopt;
    return m_latest->nodes[node].state;
}

std::optional<metrics::SocketStage> RunSession::stageOf(const model::SocketRef& socket) const
{
    const auto index = socketIndex(socket);
    if (!index || !m_latest || *index >= m_latest->sockets.size())
        return std::nullopt;
    return m_latest->sockets[*index].stage;
}

bool RunSession::isCut(const model::LinkId& link) const
{
    const auto found = m_linkIndex.find(link);
    return found != m_linkIndex.end() && m_latest && found->second < m_latest->isCut.size()
        && m_latest->isCut[found->second];
}

bool RunSession::isOutdated(const model::NodeId& node) const
{
    const auto index = nodeIndex(node);
    return index && isOutdatedAt(static_cast<plan::NodeIndex>(*index));
}

bool RunSession::isOutdatedAt(plan::NodeIndex node) const
{
    return std::find(m_outdated.begin(), m_outdated.end(), node) != m_outdated.end();
}

bool RunSession::runsOutdated(const model::NodeId& node) const
{
    const auto index = nodeIndex(node);
    return index && runsOutdatedAt(static_cast<plan::NodeIndex>(*index));
}

bool RunSession::runsOutdatedAt(plan::NodeIndex node) const
{
    const auto state = stateAt(node);
    return isOutdatedAt(node) && state && !isDown(*state);
}

std::vector<runtime::OptionReading> RunSession::readingsOf(const model::SocketRef& socket) const
{
    const auto index = socketIndex(socket);
    if (!index || !takesCommands())
        return {};
    return m_runtime->options(static_cast<plan::SocketIndex>(*index));
}

bool RunSession::takesCommands() const
{
    return m_runtime && (m_state == State::Running || m_state == State::Paused);
}

bool RunSession::can(NodeCommand command, const model::NodeId& node) const
{
    const auto index = nodeIndex(node);
    return index && canAt(command, static_cast<plan::NodeIndex>(*index));
}

bool RunSession::canAt(NodeCommand command, plan::NodeIndex node) const
{
    const auto state = stateAt(node);
    if (!takesCommands() || !state || m_plan.nodes[node].external)
        return false;
    switch (command) {
    case NodeCommand::Start:
        return isDown(*state);
    case NodeCommand::Restart:
        return *state != NodeState::Stopped;
    case NodeCommand::Stop:
    case NodeCommand::Kill:
        return !isDown(*state);
    case NodeCommand::Freeze:
        return !isDown(*state) && *state != NodeState::Frozen;
    case NodeCommand::Thaw:
        return *state == NodeState::Frozen;
    case NodeCommand::Send:
        return plan::isGenerator(m_plan.nodes[node]) && !isDown(*state)
            && *state != NodeState::Frozen && *state != NodeState::Starting;
    }
    return false;
}

bool RunSession::generates(const model::NodeId& node) const
{
    const auto index = nodeIndex(node);
    return takesCommands() && index && plan::isGenerator(m_plan.nodes[*index])
        && !m_plan.nodes[*index].external;
}

QString RunSession::whyItCannotSend(const model::NodeId& node) const
{
    if (!generates(node))
        return CommandWords::tr("sends nothing of its own");
    switch (stateOf(node).value_or(NodeState::Starting)) {
    case NodeState::Failed:
        return CommandWords::tr("failed: start it again first");
    case NodeState::Stopped:
        return CommandWords::tr("stopped: start it first");
    case NodeState::Frozen:
        return CommandWords::tr("frozen: thaw it first");
    case NodeState::Starting:
        return CommandWords::tr("still waits for its peers to connect");
    default:
        return {};
    }
}

bool RunSession::can(LinkCommand command, const model::LinkId& link) const
{
    return takesCommands() && m_linkIndex.contains(link)
        && isCut(link) == (command == LinkCommand::Mend);
}

void RunSession::order(NodeCommand command, const std::vector<model::NodeId>& nodes)
{
    std::vector<plan::NodeIndex> planned;
    for (const model::NodeId& node : nodes) {
        if (const auto index = nodeIndex(node))
            planned.push_back(static_cast<plan::NodeIndex>(*index));
    }
    orderAt(command, planned);
}

void RunSession::restartOutdated()
{
    orderAt(NodeCommand::Restart, outdatedNodes());
}

void RunSession::orderAt(NodeCommand command, const std::vector<plan::NodeIndex>& nodes)
{
    const bool opens = command == NodeCommand::Start || command == NodeCommand::Restart;
    bool adopted = false;
    std::vector<plan::NodeIndex> able;
    std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(able),
                 [&](plan::NodeIndex node) { return canAt(command, node); });
    if (opens && !mayOpen(able))
        return;
    for (const plan::NodeIndex node : able) {
        if (!canAt(command, node))
            continue;
        if (opens && m_rekeyed.erase(node) > 0)
            findOutdated();
        // What was edited since the plan was handed over has to be in what it opens.
        if (opens && !adopted && !m_held && !m_outdated.empty())
            adopted = adoptEdited();
        handOver(*m_runtime, command, node);
        addMark(doneTo(titleOf(node), command));
    }
}

void RunSession::order(LinkCommand command, const std::vector<model::LinkId>& links)
{
    const model::Topology& topology = m_document.topology();
    for (const model::LinkId& id : links) {
        const model::Link* link = topology.find(id);
        if (link == nullptr || !can(command, id))
            continue;
        const auto index = static_cast<plan::LinkIndex>(m_linkIndex.at(id));
        const QString title = linkTitle(topology, *link);
        if (command == LinkCommand::Cut) {
            m_runtime->cutLink(index);
            addMark(CommandWords::tr("%1: cut").arg(title));
        } else {
            m_runtime->mendLink(index);
            addMark(CommandWords::tr("%1: mended").arg(title));
        }
    }
}

} // namespace topomq::ui
