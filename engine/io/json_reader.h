#pragma once
// JSON text to plain values, with the limits that keep a hostile text from hurting.

#include "engine/model/value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace topomq::io {

/// From the root to a value: member names and positions in lists.
using JsonPath = std::vector<std::variant<std::string, std::size_t>>;

/// Something that a plain value cannot hold: a name that stands twice in one object, or a whole
/// number of more than 64 bits.
struct JsonLoss
{
    enum class Kind { DuplicateKey, RoundedNumber };

    Kind kind = Kind::DuplicateKey;
    JsonPath path;
    std::size_t line = 0;
};

/// Line and column count from 1; columns are code points.
struct TextPlace
{
    std::size_t line = 1;
    std::size_t column = 1;
};

struct JsonResult
{
    /// Why the text is not readable, with its place; empty when `value` is there.
    std::string problem;
    model::Value value;
    /// At most `kMostLosses`; of a name that stands twice the first value is kept.
    std::vector<JsonLoss> losses;
};

inline constexpr std::size_t kMostValues = 2'000'000;
inline constexpr std::size_t kMostLosses = 100;

/// Thread: any; pure.
[[nodiscard]] JsonResult readJson(std::string_view text);
[[nodiscard]] TextPlace placeOf(std::string_view text, std::size_t offset);

} // namespace topomq::io
