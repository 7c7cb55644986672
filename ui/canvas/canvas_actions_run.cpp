// The actions of the canvas for single nodes and links of a run. See canvas_actions.cpp for the
// rest of the class.

#include "ui/canvas/canvas_actions.h"
#include "ui/canvas/canvas_view.h"
#include "ui/document/selection.h"
#include "ui/session/run_session.h"

#include <algorithm>

namespace topomq::ui {

void CanvasActions::makeRunning()
{
    using enum CanvasCommand;
    const auto node = [this](CanvasCommand command, NodeCommand does, const QString& text,
                             const QKeySequence& key, const char* icon) {
        connect(make(command, text, {key}, tipOf(does), QString::fromLatin1(icon)),
                &QAction::triggered, &m_view, [this, does] { m_view.orderNodes(does); });
    };
    node(NodeStart, NodeCommand::Start, tr("Start the node"), {Qt::SHIFT | Qt::Key_F5}, "run");
    node(NodeStop, NodeCommand::Stop, tr("Stop the node"), {Qt::SHIFT | Qt::Key_F8}, "stop");
    node(NodeRestart, NodeCommand::Restart, tr("Restart the node"),
         {Qt::CTRL | Qt::SHIFT | Qt::Key_F5}, "restart");
    connect(make(NodeFreeze, tr("Freeze the node"), {QKeySequence(Qt::SHIFT | Qt::Key_F6)},
                 tipOf(NodeCommand::Freeze), QStringLiteral("state-frozen")),
            &QAction::triggered, &m_view, &CanvasView::freezeOrThaw);
    node(NodeKill, NodeCommand::Kill, tr("Kill the node"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F8},
         "kill");
    node(NodeSend, NodeCommand::Send, wordOf(NodeCommand::Send), {Qt::SHIFT | Qt::Key_F4}, "send");
    connect(make(LinkCut, tr("Cut the connection"), {QKeySequence(Qt::SHIFT | Qt::Key_F7)},
                 tipOf(LinkCommand::Cut), QStringLiteral("cut-link")),
            &QAction::triggered, &m_view, &CanvasView::cutOrMend);
}

void CanvasActions::setRun(const RunSession* session, const Selection& selection)
{
    using enum CanvasCommand;
    const auto nodesCan = [&](NodeCommand command) {
        return session != nullptr
            && std::any_of(selection.nodes().begin(), selection.nodes().end(),
                           [&](const auto& node) { return session->can(command, node); });
    };
    const auto linksCan = [&](LinkCommand command) {
        return session != nullptr
            && std::any_of(selection.links().begin(), selection.links().end(),
                           [&](const auto& link) { return session->can(command, link); });
    };
    const auto& actions = *this;
    actions[NodeStart]->setEnabled(nodesCan(NodeCommand::Start));
    const bool stops = nodesCan(NodeCommand::Stop);
    actions[NodeStop]->setEnabled(stops);
    actions[NodeKill]->setEnabled(stops);
    setSend(session, selection, nodesCan(NodeCommand::Send));
    actions[NodeRestart]->setEnabled(nodesCan(NodeCommand::Restart));
    const bool changed = session != nullptr
        && std::any_of(selection.nodes().begin(), selection.nodes().end(),
                       [&](const auto& node) { return session->runsOutdated(node); });
    actions[NodeRestart]->setText(changed ? tr("Restart with the changes")
                                          : tr("Restart the node"));
    const bool thaws = nodesCan(NodeCommand::Thaw) && !nodesCan(NodeCommand::Freeze);
    actions[NodeFreeze]->setEnabled(thaws || nodesCan(NodeCommand::Freeze));
    actions[NodeFreeze]->setText(thaws ? tr("Thaw the node") : tr("Freeze the node"));
    actions[NodeFreeze]->setStatusTip(tipOf(thaws ? NodeCommand::Thaw : NodeCommand::Freeze));
    const bool mends = linksCan(LinkCommand::Mend) && !linksCan(LinkCommand::Cut);
    const LinkCommand onLink = mends ? LinkCommand::Mend : LinkCommand::Cut;
    actions[LinkCut]->setEnabled(linksCan(onLink));
    actions[LinkCut]->setText(wordOf(onLink));
    actions[LinkCut]->setStatusTip(tipOf(onLink));
}

void CanvasActions::setSend(const RunSession* session, const Selection& selection, bool can)
{
    QAction* send = (*this)[CanvasCommand::NodeSend];
    send->setEnabled(can);
    // What keeps one node from it is said; of several each can have another reason.
    const bool isOne = session != nullptr && selection.nodes().size() == 1
        && session->generates(*selection.nodes().begin());
    send->setText(can || !isOne ? wordOf(NodeCommand::Send)
                                : tr("Send one message (%1)")
                                      .arg(session->whyItCannotSend(*selection.nodes().begin())));
}

} // namespace topomq::ui
