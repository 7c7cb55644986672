#pragma once
// Buttons for what can be done to one node of a run, and a word when it runs on old sockets.

#include "engine/model/ids.h"
#include "ui/inspector/inspector_context.h"
#include "ui/session/run_commands.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;

namespace topomq::ui {

/// Thread: the window's.
class NodeCommands : public QWidget
{
    Q_OBJECT

public:
    NodeCommands(const model::NodeId& node, const InspectorContext& context, QWidget* parent);

    void refresh();

private:
    void refreshSend();

    model::NodeId m_node;
    const InspectorContext& m_context;
    std::map<NodeCommand, QPushButton*> m_buttons;
    QLabel* m_outdated = nullptr;
};

} // namespace topomq::ui
