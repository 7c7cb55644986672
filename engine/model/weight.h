#pragma once
// How much memory parts of a topology take, roughly: for whoever copies them often.

#include "engine/model/topology.h"

#include <cstddef>

namespace topomq::model {

/// Bytes of text that weigh as much as one value.
inline constexpr std::size_t kTextPerValue = 32;

/// In values: each thing, setting, option, address and entry of a list is one, and a long text is
/// several. Thread: any; pure.
[[nodiscard]] std::size_t weightOf(const Value& value);
[[nodiscard]] std::size_t weightOf(const Object& object);
[[nodiscard]] std::size_t weightOf(const Socket& socket);
/// With its sockets.
[[nodiscard]] std::size_t weightOf(const Node& node);
[[nodiscard]] std::size_t weightOf(const Link& link);
[[nodiscard]] std::size_t weightOf(const Port& port);
[[nodiscard]] std::size_t weightOf(const Parameter& parameter);

} // namespace topomq::model
