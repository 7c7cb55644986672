#include "ui/document/edit_command.h"

#include "engine/io/fit_for_file.h"
#include "ui/document/topology_document.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <optional>
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
                         std::vector<Step> steps,
                         QString gesture)
    : QUndoCommand(text)
    , m_document(document)
    , m_steps(std::move(steps))
    , m_gesture(std::move(gesture))
    , m_path(document.path())
{
    // Whatever made it: a file that is refused when it is opened again would be lost work.
    for (Step& step : m_steps)
        io::fitForFile(step.edit);
}

int EditCommand::id() const
{
    return m_gesture.isEmpty() ? kNeverMerged : kGestureId;
}

bool EditCommand::mergeWith(const QUndoCommand* next)
{
    const auto* other = dynamic_cast<const EditCommand*>(next);
    if (other == nullptr || other->m_gesture != m_gesture || other->m_path != m_path)
        return false;
    if (m_steps.size() > 1 || other->m_steps.size() > 1
        || m_steps.front().reach != other->m_steps.front().reach)
        return false;
    // Both are done, so both hold their inverses: the later one is to be taken back first.
    model::Batch inverse;
    inverse.edits.push_back(other->m_steps.front().edit);
    inverse.edits.push_back(std::move(m_steps.front().edit));
    m_steps.front().edit = flattened(std::move(inverse));
    return true;
}

void EditCommand::redo()
{
    const QScopedValueRollback stepping(m_document.m_isStepping, true);
    const bool mayLosePorts = m_isNew && !m_path.empty()
        && std::any_of(m_steps.begin(), m_steps.end(),
                       [](const Step& step) { return step.reach == Reach::Shown; });
    m_isNew = false;
    if (!mayLosePorts) {
        exchange();
        return;
    }
    const std::set<model::PortKey> before = loosePorts();
    model::Change change = doSteps();
    const model::PortsRemoved removed = dropPorts(before, change);
    tell(change);
    if (removed.ports > 0)
        Q_EMIT m_document.portsWent(removed.ports, removed.links);
}

void EditCommand::undo()
{
    const QScopedValueRollback stepping(m_document.m_isStepping, true);
    exchange();
    // The stack drops it then.
    setObsolete(m_document.m_isForgetting);
}

void EditCommand::exchange()
{
    tell(doSteps());
}

model::Change EditCommand::doSteps()
{
    m_document.showInside(m_path);
    std::optional<model::Change> change;
    for (Step& step : m_steps) {
        model::Applied applied = step.reach == Reach::File ? m_document.applyToFile(step.edit)
                                                           : m_document.applyEdit(step.edit);
        step.edit = flattened(std::move(applied.inverse));
        if (change)
            change->add(applied.change);
        else
            change = std::move(applied.change);
    }
    std::reverse(m_steps.begin(), m_steps.end());
    return change.value_or(model::Change());
}

/// Once, whatever it took: who listens never sees a step by itself, in which a port leads nowhere.
void EditCommand::tell(const model::Change& change)
{
    m_document.announce(change);
    // The way there may have been in what has come back.
    m_document.showInside(m_path);
}

std::set<model::PortKey> EditCommand::loosePorts() const
{
    const model::Definition* open = m_document.openDefinition();
    return open == nullptr ? std::set<model::PortKey>()
                           : model::loosePorts(m_document.root(), *open);
}

/// A port is nothing but a name for a socket, so it goes with its socket as a link goes with its
/// node; and so do the links at it, though they are outside, where they could only be errors. All
/// of it comes back in one step, and the window says so where links went. A port that led nowhere
/// before stays: it is a mistake in the file, which the findings tell of.
model::PortsRemoved EditCommand::dropPorts(const std::set<model::PortKey>& looseBefore,
                                           model::Change& change)
{
    std::set<model::PortKey> lost = loosePorts();
    std::erase_if(lost, [&](const model::PortKey& port) { return looseBefore.contains(port); });
    if (lost.empty())
        return {};
    model::PortsRemoved removed =
        model::removePorts(m_document.root(), m_document.openDefinition()->id, lost);
    model::Applied applied = m_document.applyToFile(removed.edit);
    m_steps.insert(m_steps.begin(), {flattened(std::move(applied.inverse)), Reach::File});
    change.add(applied.change);
    return removed;
}

} // namespace topomq::ui
