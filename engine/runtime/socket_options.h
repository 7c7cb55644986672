#pragma once
// From ZeroMQ's option names to its numbers.

#include <optional>
#include <string_view>

namespace topomq::runtime {

struct OptionNumber
{
    int number = 0;
    bool wide = false; ///< 64 bits instead of 32
    bool text = false;
};

[[nodiscard]] std::optional<OptionNumber> optionNumber(std::string_view name);

/// Declared only for draft builds, but present in every libzmq since 4.2.5: properties that the
/// peer reads from each message of the connection.
inline constexpr int kMetadataOption = 95;

} // namespace topomq::runtime
