#include "ui/inspector/node_commands.h"

#include "ui/inspector/inspector_labels.h"
#include "ui/inspector/inspector_text.h"
#include "ui/session/run_session.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace topomq::ui {

NodeCommands::NodeCommands(const model::NodeId& node,
                           const InspectorContext& context,
                           QWidget* parent)
    : QWidget(parent)
    , m_node(node)
    , m_context(context)
{
    auto* column = makeColumnLayout(this, 4);
    m_outdated = makeNote(context.theme, this,
                          tr("Runs on its old sockets: what changed takes effect when it is "
                             "restarted."));
    setLabelColor(m_outdated, context.theme.colors().warn);
    m_outdated->setObjectName(QStringLiteral("node/outdated"));
    column->addWidget(m_outdated);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    for (const NodeCommand command : kNodeCommands) {
        auto* button = new QPushButton(wordOf(command), this);
        button->setObjectName(QStringLiteral("node/command%1").arg(static_cast<int>(command)));
        button->setToolTip(tipOf(command));
        button->setFont(context.theme.smallFont());
        button->setMinimumWidth(20);
        connect(button, &QPushButton::clicked, this,
                [this, command] { m_context.session.order(command, {m_node}); });
        m_buttons.emplace(command, button);
        if (command == NodeCommand::Send) {
            // Its row has room for it alone.
            column->addWidget(button);
            continue;
        }
        if (command == NodeCommand::Kill) {
            // Apart from the others: what it loses does not come back.
            row->addSpacing(12);
            button->setStyleSheet(QStringLiteral("QPushButton:enabled { color: %1; }")
                                      .arg(context.theme.colors().bad.name()));
        }
        row->addWidget(button, 1);
    }
    column->addLayout(row);
    refresh();
}

void NodeCommands::refresh()
{
    const RunSession& session = m_context.session;
    bool any = false;
    for (const auto& [command, button] : m_buttons) {
        if (command == NodeCommand::Send)
            continue;
        const bool can = session.can(command, m_node);
        button->setVisible(can);
        any = any || can;
    }
    refreshSend();
    m_outdated->setVisible(any && session.isOutdated(m_node)
                           && !session.can(NodeCommand::Start, m_node));
    setVisible(any);
}

void NodeCommands::refreshSend()
{
    // Whoever sends keeps the button, and is told why it does not do it now.
    const RunSession& session = m_context.session;
    const QString why = session.whyItCannotSend(m_node);
    QPushButton* button = m_buttons.at(NodeCommand::Send);
    button->setVisible(session.generates(m_node));
    button->setEnabled(why.isEmpty());
    button->setToolTip(why.isEmpty() ? tipOf(NodeCommand::Send)
                                     : tr("Sends nothing now (%1)").arg(why));
}

} // namespace topomq::ui
