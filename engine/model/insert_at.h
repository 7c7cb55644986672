#pragma once
// Puts something into a list at a place that may be left open.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace topomq::model {

/// Before the item at `index`; at the end where there is none, or without an index.
template <class Item>
void insertAt(std::vector<Item>& items, const Item& item, std::optional<std::size_t> index)
{
    const std::size_t place = std::min(index.value_or(items.size()), items.size());
    items.insert(items.begin() + static_cast<std::ptrdiff_t>(place), item);
}

} // namespace topomq::model
