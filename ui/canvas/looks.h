#pragma once
// Sums by which it is known whether something would look different now.

#include <cstddef>

namespace topomq::ui {

[[nodiscard]] constexpr std::size_t mix(std::size_t seed, std::size_t value)
{
    return seed * 1'099'511'628'211U ^ (value + 0x9e3779b9U);
}

} // namespace topomq::ui
