#pragma once
// Reads and writes the topology file (`format.md` section 1). The only room with a JSON library.

#include "engine/model/finding.h"
#include "engine/model/topology.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::io {

/// Limits that keep a hostile file from hurting: larger ones are "not readable".
inline constexpr std::size_t kLargestFile = std::size_t{16} * 1024 * 1024;
inline constexpr std::size_t kDeepestNesting = 64;
inline constexpr std::size_t kMostNodes = 20'000;
inline constexpr std::size_t kMostLinks = 40'000;
inline constexpr std::size_t kMostSockets = 100'000;
inline constexpr std::size_t kMostParameters = 1000;
inline constexpr std::size_t kMostGroups = 20'000;
inline constexpr std::size_t kMostNotes = 20'000;
inline constexpr std::size_t kMostDefinitions = 2'000;
inline constexpr std::size_t kMostPorts = 20'000;

struct ReadResult
{
    /// Why the text is not readable at all (not JSON, too large, too deep, another version), with
    /// line and column where there is one; empty when `topology` is there.
    std::string unreadable;
    model::Topology topology;
    /// What was found while reading: a wrong kind of value, a missing key, a key that stands
    /// twice (that ids are unique is for the rules). Errors here mean that `topology` does not hold
    /// all of the file: it may be checked, not edited.
    std::vector<model::Finding> findings;

    [[nodiscard]] bool isReadable() const { return unreadable.empty(); }

    [[nodiscard]] bool isComplete() const;
};

/// Thread: any; pure.
[[nodiscard]] ReadResult readTopology(std::string_view json);
/// Canonical text: reading and writing it again gives the same bytes. Thread: any; pure.
[[nodiscard]] std::string writeTopology(const model::Topology& topology);

/// The whole file, or why not ("No such file or directory"), never both. `-` is standard input.
struct FileText
{
    std::string text;
    std::string problem;
};

[[nodiscard]] FileText readFile(const std::string& path);

/// JSON text to a value ("--set": VALUE is JSON, else text).
[[nodiscard]] model::Value valueFromJsonOrText(std::string_view text);
/// One line of JSON, for inputs that show what the file will say.
[[nodiscard]] std::string toJson(const model::Value& value);

} // namespace topomq::io
