#pragma once
// The options that selected sockets of one type share, edited together.

#include "ui/inspector/edits.h"
#include "ui/inspector/inspector_context.h"

#include <QString>

#include <vector>

class QVBoxLayout;

namespace topomq::ui {

class InspectorPage;
class ValueField;

/// The sockets of the selected nodes, by type, in the order of the file.
[[nodiscard]] std::vector<SocketsUnderEdit> selectedSockets(const TopologyDocument& document);
/// Puts a folding part for each type into the column: the common options and those that are set.
/// Returns the fields, to be synced.
[[nodiscard]] std::vector<ValueField*>
addSharedOptions(const InspectorContext& context, InspectorPage* page, QVBoxLayout* column);

} // namespace topomq::ui
