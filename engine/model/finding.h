#pragma once
// What is said about a topology: errors, warnings and information, each with its place.

#include "engine/model/edit.h"

#include <optional>
#include <string>

namespace topomq::model {

enum class Severity { Error, Warning, Information };

/// "error", "warning", "information".
[[nodiscard]] constexpr const char* toText(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    case Severity::Information:
        return "information";
    }
    return "";
}

/// A remedy that is one undoable edit of what runs; rules/placed_fix.h makes it one of the file.
struct Fix
{
    /// An imperative of a few words: "Use SUB instead of PULL".
    std::string text;
    Edit edit;
};

struct Finding
{
    Severity severity = Severity::Error;
    /// Stable word for programs and tests: "illegal-pair", "duplicate-id", …
    std::string code;
    /// Node id, `node.socket`, link id, or empty for the whole file.
    std::string where;
    /// What is wrong and what to do, one or two plain sentences.
    std::string message;
    std::optional<Fix> fix;
    /// The setting or option at `where` that it is about (`#name`: a parameter); empty: none.
    std::string field = {};
};

} // namespace topomq::model
