#include "engine/io/whole_numbers.h"

#include <cmath>
#include <string>
#include <utility>

namespace topomq::io {

namespace {

/// From here on a number has no digit left for a fraction, and may not be the one that was written.
constexpr double kInexact = 9007199254740992.0;

model::Value withWholeNumbers(const model::Value& value)
{
    if (const auto number = wholeNumber(value))
        return *number;
    const model::Array* list = value.asArray();
    if (list == nullptr)
        return value;
    model::Array numbers;
    for (const model::Value& each : *list) {
        const auto number = wholeNumber(each);
        numbers.push_back(number ? model::Value(*number) : each);
    }
    return numbers;
}

} // namespace

std::optional<std::int64_t> wholeNumber(const model::Value& value)
{
    if (const std::int64_t* number = value.asInteger())
        return *number;
    const std::optional<double> number = value.asNumber();
    if (!number || std::abs(*number) > kInexact || *number != std::trunc(*number))
        return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

model::Object withWholeNumbers(const model::Object& options, FindOption find)
{
    model::Object result;
    for (const auto& [name, value] : options.members())
        result.append(name, find(name) == nullptr ? value : withWholeNumbers(value));
    return result;
}

} // namespace topomq::io
