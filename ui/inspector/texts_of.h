#pragma once
// Values that are lists of texts.

#include "engine/model/value.h"

#include <algorithm>
#include <string>
#include <vector>

namespace topomq::ui {

/// Of anything else: none.
[[nodiscard]] inline std::vector<std::string> textsOf(const model::Value* value)
{
    std::vector<std::string> texts;
    const model::Array* list = value == nullptr ? nullptr : value->asArray();
    if (list == nullptr)
        return texts;
    for (const model::Value& item : *list) {
        if (const auto* text = item.asText())
            texts.push_back(*text);
    }
    return texts;
}

/// `null` for none: left out.
[[nodiscard]] inline model::Value listOf(const std::vector<std::string>& texts)
{
    return texts.empty() ? model::Value() : model::Value(model::Array(texts.begin(), texts.end()));
}

[[nodiscard]] inline bool holds(const std::vector<std::string>& texts, const std::string& text)
{
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

} // namespace topomq::ui
