#pragma once
// What a publisher knows of its subscribers.

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace topomq::runtime {

/// As of the version of their subscriptions. Thread: the publisher's own.
struct Matching
{
    std::uint64_t version = 0;
    std::size_t longestPrefix = 0;
    bool hasSubscribers = false; ///< of anything
    /// By the first `longestPrefix` bytes.
    std::unordered_map<std::string, std::size_t> cache;
    std::string lastKey;
    std::size_t lastClass = 0;
};

} // namespace topomq::runtime
