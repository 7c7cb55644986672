#pragma once
// The socket options that a topology may set: names, kinds, units, ranges and help.
// Source: zmq_setsockopt(3) of libzmq 4.3.4; where our default differs from ZeroMQ's it says so.

#include "engine/model/topology.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace topomq::model {

enum class OptionKind { Integer, Boolean, Text, TextList };

/// When a change reaches a socket that already runs.
enum class OptionEffect { Live, NextConnection };

struct OptionInfo
{
    /// ZeroMQ's name without `ZMQ_`.
    std::string_view name;
    OptionKind kind = OptionKind::Integer;
    std::string_view unit;
    std::int64_t defaultValue = 0;
    std::int64_t least = 0;
    std::int64_t most = std::numeric_limits<int>::max();
    OptionEffect effect = OptionEffect::NextConnection;
    /// Types it means something for; empty: all.
    std::span<const SocketType> types;
    /// The default is ours, not ZeroMQ's.
    bool ourDefault = false;
    /// One line for people.
    std::string_view help;
};

[[nodiscard]] std::span<const OptionInfo> allOptions();
[[nodiscard]] const OptionInfo* findOption(std::string_view name);
[[nodiscard]] bool appliesTo(const OptionInfo& option, SocketType type);
/// Why a value does not fit, in words, or nothing when it does.
[[nodiscard]] std::optional<std::string> whyNot(const OptionInfo& option, const Value& value);
/// The default as it would stand in a file.
[[nodiscard]] Value defaultOf(const OptionInfo& option);
/// The number that the socket will have: set by the user, or the default.
[[nodiscard]] std::int64_t integerOption(const Socket& socket, std::string_view name);

} // namespace topomq::model
