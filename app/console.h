#pragma once
// Output for people on a terminal.

#include "engine/model/finding.h"

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::app {

/// Control characters become `?`: what a file says must not steer the terminal. Lines pass.
[[nodiscard]] std::string printable(std::string_view text);
/// Escapes what `printable` would and prints it as it is otherwise.
void print(std::FILE* stream, std::string_view text);
/// What has been printed on standard output has all been taken; else standard error says why not.
[[nodiscard]] bool isOutputWritten();
/// "topomq: …" on standard error.
void complain(std::string_view text);

/// A line for each finding with its severity, place, message and code, and one for its fix.
void printFindings(std::FILE* stream, const std::vector<model::Finding>& findings);
/// "2 errors, 1 warning", "No findings".
[[nodiscard]] std::string summaryOf(const std::vector<model::Finding>& findings);

} // namespace topomq::app
