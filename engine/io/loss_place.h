#pragma once
// Where in a topology file a value stands, in the words of findings.

#include "engine/io/json_reader.h"

#include <string>

namespace topomq::io {

/// Steps of `path` that name a list entry which has an id, joined as findings name it.
[[nodiscard]] std::string whereIs(const model::Value& root, const JsonPath& path);
/// "nodes[0].role"
[[nodiscard]] std::string pathText(const JsonPath& path);

} // namespace topomq::io
