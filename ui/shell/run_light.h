#pragma once
// The dot that says by its colour what a run does.

#include <QColor>
#include <QPixmap>

namespace topomq::ui {

struct Colors;
class RunSession;

/// Nodes that could not start or had to end, while the others run.
[[nodiscard]] int failedNodes(const RunSession& session);
[[nodiscard]] QColor runColor(const Colors& colors, const RunSession& session);
/// `ratio` device pixels for each of its own.
[[nodiscard]] QPixmap dot(const QColor& color, double ratio);

} // namespace topomq::ui
