#include "ui/document/edit_command.h"

#include "ui/document/topology_document.h"

#include <utility>
#include <variant>

namespace topomq::ui {

namespace {

constexpr int kGestureId = 1;
constexpr int kNeverMerged = -1;

void appendFlat(model::Batch& flat, model::Edit edit)
{
    if (auto* batch = std::get_if<model::Batch>(&edit)) {
        for (model::Edit& part : batch->edits)
            appendFlat(flat, std::move(part));
    } else {
        flat.edits.push_back(std::move(edit));
    }
}

// The inverse of an inverse may come wrapped in one more Batch: without this, each undo and redo,
// and each step of a gesture, would leave the command a level deeper.
model::Edit flattened(model::Edit edit)
{
    if (!std::holds_alternative<model::Batch>(edit))
        return edit;
    model::Batch flat;
    appendFlat(flat, std::move(edit));
    return flat;
}

} // namespace

EditCommand::EditCommand(TopologyDocument& document,
                         const QString& text,
                         model::Edit edit,
                         QString gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_edit(std::move(edit))
    , m_gesture(std::move(gesture))
    , m_path(document.path())
{ }

int EditCommand::id() const
{
    return m_gesture.isEmpty() ? kNeverMerged : kGestureId;
}

bool EditCommand::mergeWith(const QUndoCommand* next)
{
    const auto* other = dynamic_cast<const EditCommand*>(next);
    if (other == nullptr || other->m_gesture != m_gesture || other->m_path != m_path)
        return false;
    // Both are done, so both hold their inverses: the later one is to be taken back first.
    model::Batch inverse;
    inverse.edits.push_back(other->m_edit);
    inverse.edits.push_back(std::move(m_edit));
    m_edit = flattened(std::move(inverse));
    return true;
}

void EditCommand::exchange()
{
    m_document.openInside(m_path);
    m_edit = flattened(m_document.applyEdit(m_edit));
}

} // namespace topomq::ui
