#include "ui/document/edit_command.h"

#include "ui/document/topology_document.h"

#include <utility>

namespace topomq::ui {

namespace {

constexpr int kGestureId = 1;
constexpr int kNeverMerged = -1;

} // namespace

EditCommand::EditCommand(TopologyDocument& document,
                         const QString& text,
                         model::Edit edit,
                         QString gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_edit(std::move(edit))
    , m_gesture(std::move(gesture))
{ }

int EditCommand::id() const
{
    return m_gesture.isEmpty() ? kNeverMerged : kGestureId;
}

bool EditCommand::mergeWith(const QUndoCommand* next)
{
    const auto* other = dynamic_cast<const EditCommand*>(next);
    if (other == nullptr || other->m_gesture != m_gesture)
        return false;
    // Both are done, so both hold their inverses: the later one is to be taken back first.
    model::Batch inverse;
    inverse.edits.push_back(other->m_edit);
    inverse.edits.push_back(std::move(m_edit));
    m_edit = std::move(inverse);
    return true;
}

void EditCommand::exchange()
{
    m_edit = m_document.applyEdit(m_edit);
}

} // namespace topomq::ui
