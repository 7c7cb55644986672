#include "engine/io/field_reader.h"

#include "engine/io/json_writer.h"
#include "engine/io/utf8.h"
#include "engine/io/whole_numbers.h"

#include <algorithm>
#include <utility>

namespace topomq::io {

namespace {

constexpr std::size_t kMostFindings = 500;
constexpr std::size_t kShownOfValue = 48;
constexpr std::size_t kShownOfPlace = 200;
constexpr std::int64_t kLargestPosition = 65535;

std::string quoted(std::string_view key)
{
    return "\"" + shortened(key, kShownOfValue) + "\"";
}

std::string shown(const model::Value& value)
{
    if (value.asObject() != nullptr)
        return "an object";
    if (value.asArray() != nullptr)
        return "a list";
    // With all its digits: rounded it might look like what is expected.
    if (value.asNumber())
        return oneLine(value);
    return shortened(value.describe(), kShownOfValue);
}

} // namespace

void FieldReader::setPlace(const std::string& where)
{
    m_where = shortened(where, kShownOfPlace);
}

void FieldReader::add(model::Finding finding)
{
    if (m_findings.size() < kMostFindings)
        m_findings.push_back(std::move(finding));
    else
        ++m_leftOut;
}

void FieldReader::error(std::string code, std::string message)
{
    add({model::Severity::Error, std::move(code), m_where, std::move(message), {}});
}

void FieldReader::warning(std::string code, std::string message)
{
    add({model::Severity::Warning, std::move(code), m_where, std::move(message), {}});
}

void FieldReader::wrongKind(std::string_view key,
                            const model::Value& value,
                            std::string_view expected)
{
    error("wrong-kind",
          quoted(key) + " must be " + std::string(expected) + ", not " + shown(value) + ".");
}

std::optional<std::string> FieldReader::text(std::string_view key, const model::Value& value)
{
    if (const std::string* text = value.asText())
        return *text;
    wrongKind(key, value, "a text in quotes");
    return std::nullopt;
}

std::optional<std::string>
FieldReader::title(std::string_view key, const model::Value& value, const TextLimit& limit)
{
    const std::string* text = value.asText();
    if (text == nullptr) {
        wrongKind(key, value, "a text in quotes");
        return std::nullopt;
    }
    if (const std::size_t length = codePoints(*text); length > limit.longest) {
        error("text-too-long",
              quoted(key) + " has " + std::to_string(length) + " characters; shorten it to at most "
                  + std::to_string(limit.longest) + ".");
        return std::nullopt;
    }
    if (hasControlCharacters(*text, limit.hasLines)) {
        error("control-character", quoted(key) + " contains control characters; remove them.");
        return std::nullopt;
    }
    return *text;
}

std::optional<bool> FieldReader::truth(std::string_view key, const model::Value& value)
{
    if (const bool* truth = value.asBool())
        return *truth;
    wrongKind(key, value, "true or false");
    return std::nullopt;
}

std::optional<std::size_t> FieldReader::position(std::string_view key, const model::Value& value)
{
    const std::optional<std::int64_t> number = wholeNumber(value);
    if (number && *number >= 0 && *number <= kLargestPosition)
        return static_cast<std::size_t>(*number);
    wrongKind(key, value, "a whole number from 0 to " + std::to_string(kLargestPosition));
    return std::nullopt;
}

std::optional<std::vector<std::string>> FieldReader::textList(std::string_view key,
                                                              const model::Value& value)
{
    const model::Array* array = value.asArray();
    if (array == nullptr) {
        wrongKind(key, value, "a list of texts");
        return std::nullopt;
    }
    std::vector<std::string> texts;
    texts.reserve(array->size());
    for (const model::Value& entry : *array) {
        const std::string* text = entry.asText();
        if (text == nullptr) {
            error("wrong-kind",
                  quoted(key) + " must hold texts in quotes only; one entry is " + shown(entry)
                      + ".");
            return std::nullopt;
        }
        texts.push_back(*text);
    }
    return texts;
}

std::optional<model::Object> FieldReader::object(std::string_view key, const model::Value& value)
{
    if (const model::Object* object = value.asObject())
        return *object;
    wrongKind(key, value, "an object in braces");
    return std::nullopt;
}

const model::Array* FieldReader::list(std::string_view key, const model::Value& value)
{
    const model::Array* array = value.asArray();
    if (array == nullptr)
        wrongKind(key, value, "a list in square brackets");
    return array;
}

const model::Object* FieldReader::item(std::string_view what, const model::Value& value)
{
    const model::Object* object = value.asObject();
    if (object == nullptr)
        error("wrong-kind",
              "A " + std::string(what) + " must be an object in braces, not " + shown(value) + ".");
    return object;
}

std::vector<model::Finding> FieldReader::take()
{
    if (m_leftOut > 0)
        m_findings.push_back({model::Severity::Error,
                              "more-findings",
                              "",
                              std::to_string(m_leftOut)
                                  + " more findings like these are not listed. Correct the first "
                                    "ones and check again.",
                              {}});
    m_leftOut = 0;
    return std::exchange(m_findings, {});
}

} // namespace topomq::io
