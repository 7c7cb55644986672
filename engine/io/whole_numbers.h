#pragma once
// JSON knows one kind of number: 1000, 1000.0 and 1e3 are the same one.

#include "engine/model/options.h"
#include "engine/model/value.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace topomq::io {

/// Nothing where it is none, or has more digits than can be kept.
/// Thread: any; pure.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(const model::Value& value);

/// Which option a name means; null: none.
using FindOption = const model::OptionInfo* (*)(std::string_view name);

/// The same with the whole numbers of options as such, in lists too, however the file wrote them.
/// What is no option stays as it is.
/// Thread: any; pure.
[[nodiscard]] model::Object withWholeNumbers(const model::Object& options, FindOption find);

} // namespace topomq::io
