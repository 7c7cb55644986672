#pragma once
// Copy and paste as JSON text, so that it also goes into other programs and comes back.

#include "engine/model/edit.h"
#include "engine/model/topology.h"

#include <QString>

#include <optional>
#include <set>

namespace topomq::ui {

class TopologyDocument;

/// The selected nodes and those of the selected groups, with the links among them, the groups that
/// are there whole, and the selected notes; empty when nothing of that is selected.
[[nodiscard]] QString copyToText(TopologyDocument& document);

/// What pasting would do: one edit, and the ids of what it adds.
struct Pasted
{
    model::Edit edit;
    std::set<model::NodeId> nodes;
    std::set<model::LinkId> links;
    std::set<model::GroupId> groups;
    std::set<model::NoteId> notes;
    /// Why the text cannot be pasted, in words for people; then there is no edit.
    QString problem;
};

/// New ids and names where they are taken. The middle of what is pasted comes to `centre`;
/// without one they stand a little beside where they were. Thread: the window's.
[[nodiscard]] Pasted pasteEdit(const TopologyDocument& document,
                               const QString& text,
                               std::optional<model::Point> centre);

} // namespace topomq::ui
