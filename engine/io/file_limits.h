#pragma once
// What a file may hold of texts, places and sizes. The reader refuses what is beyond; whoever takes
// such a thing from people makes it fit before (see fit_for_file.h).

#include <cstddef>

namespace topomq::io {

/// Of a text for people. Control characters are in none of them, but for the line breaks and tabs
/// of those that may have lines.
struct TextLimit
{
    /// In code points.
    std::size_t longest = 0;
    bool hasLines = false;
};

/// Of topologies, nodes and definitions, and the titles of groups.
inline constexpr TextLimit kNameLimit{128, false};
inline constexpr TextLimit kDescriptionLimit{20'000, true};
inline constexpr TextLimit kNoteLimit{20'000, true};
inline constexpr TextLimit kColorLimit{32, false};
inline constexpr TextLimit kUnitLimit{32, false};
/// The description of a parameter.
inline constexpr TextLimit kRemarkLimit{500, false};

/// Of a place, in each direction.
inline constexpr double kFarthest = 1e6;
/// Width and height of a note.
inline constexpr double kLeastSize = 24;
inline constexpr double kMostSize = 10'000;
inline constexpr std::size_t kMostBends = 1000;

} // namespace topomq::io
