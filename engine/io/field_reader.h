#pragma once
// Takes fields of the expected kind out of plain values and says what is wrong with the others.

#include "engine/io/file_limits.h"
#include "engine/model/finding.h"
#include "engine/model/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topomq::io {

/// Collects findings while a file is read; the place is set once and used for all that follows.
/// Thread: a plain value.
class FieldReader
{
public:
    /// `where` of the findings from now on: a node, socket or link id, or empty for the file.
    void setPlace(const std::string& where);

    [[nodiscard]] const std::string& place() const { return m_where; }

    void error(std::string code, std::string message);
    void warning(std::string code, std::string message);

    /// A text, or nothing with a finding.
    std::optional<std::string> text(std::string_view key, const model::Value& value);
    /// A text for people.
    std::optional<std::string>
    title(std::string_view key, const model::Value& value, const TextLimit& limit);
    std::optional<bool> truth(std::string_view key, const model::Value& value);
    std::optional<std::size_t> position(std::string_view key, const model::Value& value);
    std::optional<std::vector<std::string>> textList(std::string_view key,
                                                     const model::Value& value);
    std::optional<model::Object> object(std::string_view key, const model::Value& value);
    /// Null with a finding when it is no list.
    const model::Array* list(std::string_view key, const model::Value& value);
    /// Null with a finding when it is no object.
    const model::Object* item(std::string_view what, const model::Value& value);

    /// The findings, with a last one when there were too many to keep.
    [[nodiscard]] std::vector<model::Finding> take();

private:
    void add(model::Finding finding);
    void wrongKind(std::string_view key, const model::Value& value, std::string_view expected);

    std::string m_where;
    std::vector<model::Finding> m_findings;
    std::size_t m_leftOut = 0;
};

} // namespace topomq::io
