#pragma once
// What the canvas does to sub-topologies; each call is one undo step.

#include "engine/model/topology.h"

#include <QPointF>
#include <QString>

#include <optional>

namespace topomq::ui {

class CanvasScene;
class TopologyDocument;

/// Each returns what to tell people; empty: nothing. Thread: the window's.
class SubtopologyEditor
{
public:
    explicit SubtopologyEditor(CanvasScene& scene);

    /// The selected nodes become one; it is selected then.
    QString collapse();
    /// The selected instances become what is inside of them.
    QString expand();
    QString addInstance(const model::DefinitionId& id, QPointF place);
    /// Lets the sockets of the selected nodes be linked from outside, or no longer. Of links that
    /// go with that the document tells.
    QString offerPorts();
    /// Of an instance and, where it is the only one, of its definition.
    void rename(const model::NodeId& instance, const QString& title);

    /// The one selected node if it is an instance.
    [[nodiscard]] std::optional<model::NodeId> selectedInstance() const;

private:
    [[nodiscard]] QString withdrawPorts(const model::Definition& open);

    CanvasScene& m_scene;
    TopologyDocument& m_document;
};

} // namespace topomq::ui
