#include "engine/io/json_writer.h"

#include "engine/io/utf8.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <vector>

namespace topomq::io {

namespace {

using nlohmann::json;

constexpr std::size_t kWidth = 100;

} // namespace

std::string quote(std::string_view text)
{
    // Text that came from elsewhere than a file may be malformed; throwing would lose the rest.
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string numberText(double value)
{
    return std::isfinite(value) ? json(value).dump() : "null";
}

std::string oneLine(const model::Value& value)
{
    if (value.isNull())
        return "null";
    if (const bool* truth = value.asBool())
        return *truth ? "true" : "false";
    if (const std::int64_t* integer = value.asInteger())
        return std::to_string(*integer);
    if (const std::string* text = value.asText())
        return quote(*text);
    std::string text;
    if (const model::Array* array = value.asArray()) {
        for (const model::Value& item : *array)
            text += (text.empty() ? "" : ", ") + oneLine(item);
        return "[" + text + "]";
    }
    if (const model::Object* object = value.asObject()) {
        for (const auto& [key, item] : object->members())
            text += (text.empty() ? "" : ", ") + quote(key) + ": " + oneLine(item);
        return text.empty() ? "{}" : "{ " + text + " }";
    }
    return numberText(value.asNumber().value_or(0));
}

std::string JsonLayout::write(const model::Value& root)
{
    m_text.clear();
    append(root, 0);
    return std::move(m_text) + "\n";
}

void JsonLayout::newLine()
{
    m_text += '\n';
    m_text.append(2 * m_depth, ' ');
}

/// `column`: code points that stand on the line already.
void JsonLayout::append(const model::Value& value, std::size_t column)
{
    const model::Array* array = value.asArray();
    const model::Object* object = value.asObject();
    const bool isEmpty = array != nullptr ? array->empty() : object == nullptr || object->isEmpty();
    if (isEmpty || !m_alwaysOpen(m_path, value)) {
        const std::string line = oneLine(value);
        // One more for the comma that may follow.
        if (isEmpty || column + codePoints(line) < kWidth) {
            m_text += line;
            return;
        }
    }
    m_text += array != nullptr ? '[' : '{';
    ++m_depth;
    bool first = true;
    const auto separate = [&] {
        if (!first)
            m_text += ',';
        first = false;
        newLine();
    };
    if (array != nullptr) {
        for (const model::Value& item : *array) {
            separate();
            append(item, 2 * m_depth);
        }
    } else {
        for (const auto& [key, item] : object->members()) {
            separate();
            const std::string start = quote(key) + ": ";
            m_text += start;
            m_path.push_back(key);
            append(item, 2 * m_depth + codePoints(start));
            m_path.pop_back();
        }
    }
    --m_depth;
    newLine();
    m_text += array != nullptr ? ']' : '}';
}

} // namespace topomq::io
