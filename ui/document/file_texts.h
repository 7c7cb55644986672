#pragma once
// What a file may hold of the texts that people write, for the fields in which they write them.

#include <QString>

class QLineEdit;
class QPlainTextEdit;

namespace topomq::ui {

enum class FileText {
    /// Of a topology, a node or a definition, and the title of a group.
    Name,
    Description,
    Note,
    ParameterUnit,
    ParameterDescription,
};

/// Without control characters and not too long. Where no lines are allowed, a line break or a tab
/// becomes a space. Thread: any; pure.
[[nodiscard]] QString fitText(const QString& text, FileText kind);

/// From now on the field holds nothing else, however it comes in: what is too long is left out
/// before the caret. Whoever wants to hear of its changes connects after this.
/// Thread: the window's.
void keepFitting(QLineEdit* field, FileText kind);
void keepFitting(QPlainTextEdit* field, FileText kind);

} // namespace topomq::ui
