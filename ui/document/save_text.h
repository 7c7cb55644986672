#pragma once
// Writes a file whole or not at all.

#include <QByteArray>
#include <QString>

namespace topomq::ui {

/// Empty when the text stands in the file; else what went wrong, where, and what to do. Until then
/// the old file stays as it was. Thread: any.
[[nodiscard]] QString saveText(const QString& path, const QByteArray& text);
/// As above, for a file that only the user may read.
[[nodiscard]] QString savePrivateText(const QString& path, const QByteArray& text);
/// Tells one text from another. Thread: any.
[[nodiscard]] QByteArray digestOf(const QByteArray& text);

} // namespace topomq::ui
