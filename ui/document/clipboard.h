#pragma once
// Copy and paste as JSON text, so that it also goes into other programs and comes back.

#include "ui/document/parts.h"

#include <QString>

#include <optional>

class QMimeData;

namespace topomq::ui {

class TopologyDocument;

/// Our own name for the text, so that another TopoMQ takes it before any other form.
inline constexpr const char* kFragmentMime = "application/x-topomq+json";

/// The selected part as the text of a file; empty when no nodes or notes are selected.
[[nodiscard]] QString copyToText(const TopologyDocument& document);

/// The text as JSON for other programs and under our own name. The clipboard owns it.
[[nodiscard]] QMimeData* clipboardData(const QString& text);
[[nodiscard]] QString textOf(const QMimeData& data);

/// `text` is a whole file or a part of one, or a Graphviz text. New ids and names where they are
/// taken. The middle of the pasted nodes comes to `centre`; without one they stand a little beside
/// where they were. Thread: the window's.
[[nodiscard]] Pasted pasteEdit(const TopologyDocument& document,
                               const QString& text,
                               std::optional<model::Point> centre);

} // namespace topomq::ui
