#pragma once
// A font whose letters are blocks, so that pictures with text are the same on every machine.

#include <QByteArray>
#include <QString>

namespace topomq::ui::test {

/// A TrueType font called "Blocks": every letter is a rectangle of one width, as high as a capital,
/// a small letter or a full stop.
[[nodiscard]] QByteArray blockFont();

/// From now on there is no other font. Before the QApplication; `folder` must stay.
void useBlockFontAlone(const QString& folder);

} // namespace topomq::ui::test
