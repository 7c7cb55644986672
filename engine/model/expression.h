#pragma once
// The small arithmetic in which settings may name parameters: numbers, `#name`, + - * / and
// parentheses. Nothing else can be written in it, so a file cannot make the program do anything.
// Thread: pure functions.

#include "engine/model/value.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::model {

/// A number, or why there is none.
struct Evaluation
{
    std::optional<double> number;
    /// Goes on after "which": "divides by 0", "has no number after +".
    std::string problem;
    /// The parameter that nobody knows, where that is the problem.
    std::string unknown;

    friend bool operator==(const Evaluation&, const Evaluation&) = default;
};

/// The value of a parameter; null: there is none of this name.
using ParameterLookup = std::function<const Evaluation*(std::string_view name)>;

/// A text with a `#` in it: what stands for a number, where a number is expected.
[[nodiscard]] bool isExpression(const Value& value);
[[nodiscard]] bool isParameterName(std::string_view text);

/// Of at most 500 characters and 32 parentheses inside each other.
[[nodiscard]] Evaluation evaluate(std::string_view text, const ParameterLookup& lookup);
/// The parameters that a text names, each once, in its order.
[[nodiscard]] std::vector<std::string> parametersIn(std::string_view text);
/// The text with `replacement` for each `#name`.
[[nodiscard]] std::string
replaceParameter(std::string_view text, std::string_view name, std::string_view replacement);

/// As it stands in a file: without a point where it is whole.
[[nodiscard]] Value numberValue(double number);
/// The same of what was reckoned: a third of something, three times, is whole again.
[[nodiscard]] Value reckonedValue(double number);
/// With as many digits as it takes to be the same number when it is read again.
[[nodiscard]] std::string numberText(double number);

} // namespace topomq::model
