#include "ui/session/state_words.h"

#include <QCoreApplication>

namespace topomq::ui {

namespace {

struct StateWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::StateWords)
};

} // namespace

QString stateText(metrics::NodeState state)
{
    using metrics::NodeState;
    switch (state) {
    case NodeState::Starting:
        return StateWords::tr("starting");
    case NodeState::Running:
        return StateWords::tr("running");
    case NodeState::Waiting:
        return StateWords::tr("waiting");
    case NodeState::Blocked:
        return StateWords::tr("blocked");
    case NodeState::Paused:
        return StateWords::tr("paused");
    case NodeState::Frozen:
        return StateWords::tr("frozen");
    case NodeState::Stopped:
        return StateWords::tr("stopped");
    case NodeState::Failed:
        return StateWords::tr("failed");
    case NodeState::Outside:
        return StateWords::tr("outside");
    }
    return {};
}

QString stateText(const metrics::NodeFigures& node)
{
    return node.killed ? StateWords::tr("killed") : stateText(node.state);
}

} // namespace topomq::ui
