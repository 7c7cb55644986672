#pragma once
// What a tooltip, and a screen reader, says about groups and notes.

#include "engine/model/topology.h"

#include <QString>

namespace topomq::ui {

class CanvasScene;

/// HTML; empty for what is not on the canvas. Thread: the window's.
[[nodiscard]] QString groupTip(const CanvasScene& scene, const model::GroupId& id);
[[nodiscard]] QString noteTip(const CanvasScene& scene, const model::NoteId& id);

/// What the group is called: its title, or "Group".
[[nodiscard]] QString groupTitle(const model::Group& group);
/// "1 node", "3 nodes"
[[nodiscard]] QString memberCountText(std::size_t members);
/// Without the signs of Markdown.
[[nodiscard]] QString plainText(const model::Note& note);

} // namespace topomq::ui
