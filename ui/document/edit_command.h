#pragma once
// The one undo command: exchanges an edit with its inverse.

#include "engine/model/edit.h"

#include <QString>
#include <QUndoCommand>

#include <vector>

namespace topomq::ui {

class TopologyDocument;

/// Undo and redo are the same exchange, so they cannot drift apart. Thread: the window's.
class EditCommand : public QUndoCommand
{
public:
    EditCommand(TopologyDocument& document, const QString& text, model::Edit edit, QString gesture);

    void undo() override { exchange(); }

    void redo() override { exchange(); }

    int id() const override;
    /// Joins the next step of the same gesture: both are taken back at once.
    bool mergeWith(const QUndoCommand* next) override;

private:
    void exchange();

    TopologyDocument& m_document;
    model::Edit m_edit;
    QString m_gesture;
    /// Where it was made: there it is taken back too.
    std::vector<model::NodeId> m_path;
};

} // namespace topomq::ui
