#pragma once
// What belongs to the drawing alone: points, bends of links, groups and notes.

#include "engine/io/field_reader.h"
#include "engine/model/topology.h"

#include <optional>
#include <string_view>
#include <vector>

namespace topomq::io {

/// Two numbers within the canvas, or nothing with a finding.
[[nodiscard]] std::optional<model::Point>
readPoint(FieldReader& fields, std::string_view key, const model::Value& value);
/// Empty with a finding when one of them is no point.
[[nodiscard]] std::vector<model::Point>
readBends(FieldReader& fields, std::string_view key, const model::Value& value);
/// Nothing with a finding when it has no good id.
[[nodiscard]] std::optional<model::Group> readGroup(FieldReader& fields,
                                                    const model::Object& object);
[[nodiscard]] std::optional<model::Note> readNote(FieldReader& fields, const model::Object& object);

/// Coordinates that are whole are written without a fraction.
[[nodiscard]] model::Value pointValue(model::Point point);
[[nodiscard]] model::Value bendsValue(const std::vector<model::Point>& bends);
/// All but the extras.
[[nodiscard]] model::Object groupFields(const model::Group& group);
[[nodiscard]] model::Object noteFields(const model::Note& note);

} // namespace topomq::io
