#pragma once
// The one undo command: exchanges edits with their inverses.

#include "engine/model/edit.h"
#include "engine/model/ports.h"

#include <QString>
#include <QUndoCommand>

#include <set>
#include <vector>

namespace topomq::ui {

class TopologyDocument;

/// Undo and redo are the same exchange, so they cannot drift apart. Thread: the window's.
class EditCommand : public QUndoCommand
{
public:
    /// What an edit is made for: what is shown, which may be the inside of a sub-topology, or all
    /// of the file.
    enum class Reach { Shown, File };

    struct Step
    {
        model::Edit edit;
        Reach reach = Reach::Shown;
    };

    /// The steps are done in this order. What no file may hold is left out of them.
    EditCommand(TopologyDocument& document,
                const QString& text,
                std::vector<Step> steps,
                QString gesture);

    void undo() override;

    void redo() override;

    int id() const override;

    [[nodiscard]] const QString& gesture() const { return m_gesture; }

    /// Joins the next step of the same gesture: both are taken back at once.
    bool mergeWith(const QUndoCommand* next) override;

private:
    void exchange();
    /// Does what is to be done next, and holds what takes it back.
    [[nodiscard]] model::Change doSteps();
    void tell(const model::Change& change);
    [[nodiscard]] std::set<model::PortKey> loosePorts() const;
    [[nodiscard]] model::PortsRemoved dropPorts(const std::set<model::PortKey>& looseBefore,
                                                model::Change& change);

    TopologyDocument& m_document;
    /// In the order in which they are to be done next.
    std::vector<Step> m_steps;
    QString m_gesture;
    /// Where it was made: there it is taken back too.
    std::vector<model::NodeId> m_path;
    bool m_isNew = true;
};

} // namespace topomq::ui
