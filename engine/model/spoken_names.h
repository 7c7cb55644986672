#pragma once
// Names of a run in texts for people: what runs as `stage1-w1` is called `stage1/w1`.

#include <functional>
#include <string>

namespace topomq::model {

/// The path of what runs under this id; null: it is called so in the file too.
using PathOf = std::function<const std::string*(const std::string& id)>;

/// The text with paths in the places of ids. Addresses, paths and what stands in quotes are left
/// alone: those are values. Thread: any.
[[nodiscard]] std::string spoken(const std::string& text, const PathOf& pathOf);

} // namespace topomq::model
