#pragma once
// Plain values to JSON text whose lines make readable differences.

#include "engine/model/value.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::io {

/// `{ "a": [1, 2] }`: one line whatever its length.
[[nodiscard]] std::string oneLine(const model::Value& value);
/// A text with its quotes and escapes.
[[nodiscard]] std::string quote(std::string_view text);
/// Shortest digits that read back as the same number; `null` for what JSON has no word for.
[[nodiscard]] std::string numberText(double value);

/// Lays out values: what fits into a line stays on one, all else has a line for each member.
/// Thread: any; pure.
class JsonLayout
{
public:
    /// `alwaysOpen` decides by the names of the members on the way to a value (positions in lists
    /// are left out) whether it gets several lines even when it would fit.
    using AlwaysOpen = bool (*)(const std::vector<std::string_view>& path,
                                const model::Value& value);

    explicit JsonLayout(AlwaysOpen alwaysOpen)
        : m_alwaysOpen(alwaysOpen)
    { }

    /// Ends with a newline.
    [[nodiscard]] std::string write(const model::Value& root);

private:
    void append(const model::Value& value, std::size_t column);
    void newLine();

    AlwaysOpen m_alwaysOpen;
    std::string m_text;
    std::vector<std::string_view> m_path;
    std::size_t m_depth = 0;
};

} // namespace topomq::io
