#pragma once
// Makes what people write and draw something that a file may hold, so that none is written which
// the reader refuses.

#include "engine/io/file_limits.h"
#include "engine/model/edit.h"

#include <string>
#include <string_view>

namespace topomq::io {

/// Without control characters and not too long. Where no lines are allowed, a line break or a tab
/// becomes a space. Thread: any; pure.
[[nodiscard]] std::string fitText(std::string_view text, const TextLimit& limit);

/// Would fitText leave it as it is? Thread: any; pure.
[[nodiscard]] bool isFit(std::string_view text, const TextLimit& limit);

/// All that the edit puts into a topology: texts as fitText makes them, places and sizes within
/// their limits. What ReplaceAll brings was read from a file, so it is left alone. Thread: any.
void fitForFile(model::Edit& edit);

} // namespace topomq::io
