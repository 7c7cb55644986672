#include "engine/runtime/socket_options.h"

#include <zmq.h>

#include <algorithm>
#include <array>
#include <optional>

namespace topomq::runtime {

namespace {

using model::OptionData;
using model::OptionInfo;
using model::OptionKind;
using model::Value;

/// Longer than any text option can be.
using TextBuffer = std::array<char, 1024>;

constexpr std::array<std::string_view, 6> kSecrets{"CURVE_PUBLICKEY", "CURVE_SECRETKEY",
                                                   "CURVE_SERVERKEY", "PLAIN_USERNAME",
                                                   "PLAIN_PASSWORD",  "USE_FD"};

bool isSecret(std::string_view name)
{
    return std::find(kSecrets.begin(), kSecrets.end(), name) != kSecrets.end();
}

template <class Number>
bool setNumber(void* socket, const OptionInfo& info, std::int64_t value)
{
    const auto number = static_cast<Number>(value);
    return zmq_setsockopt(socket, info.zmqNumber, &number, sizeof number) == 0;
}

bool setInteger(void* socket, const OptionInfo& info, std::int64_t value)
{
    if (info.data == OptionData::Int64)
        return setNumber<std::int64_t>(socket, info, value);
    if (info.data == OptionData::UInt64)
        return setNumber<std::uint64_t>(socket, info, value);
    return setNumber<int>(socket, info, value);
}

bool setValue(void* socket, const OptionInfo& info, const Value& value)
{
    if (const std::string* text = value.asText())
        return zmq_setsockopt(socket, info.zmqNumber, text->data(), text->size()) == 0;
    if (const bool* truth = value.asBool())
        return setInteger(socket, info, *truth ? 1 : 0);
    // Filters add up: each number of a list is one more.
    const std::vector<std::int64_t> numbers = model::integersFrom(value);
    return std::all_of(numbers.begin(), numbers.end(),
                       [&](std::int64_t number) { return setInteger(socket, info, number); });
}

template <class Number>
std::optional<std::int64_t> readNumber(void* socket, const OptionInfo& info)
{
    Number number = 0;
    std::size_t size = sizeof number;
    if (zmq_getsockopt(socket, info.zmqNumber, &number, &size) != 0)
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

Value readInteger(void* socket, const OptionInfo& info)
{
    std::optional<std::int64_t> number;
    if (info.data == OptionData::Int64)
        number = readNumber<std::int64_t>(socket, info);
    else if (info.data == OptionData::UInt64)
        number = readNumber<std::uint64_t>(socket, info);
    else
        number = readNumber<int>(socket, info);
    if (!number)
        return nullptr;
    if (info.kind == OptionKind::Boolean)
        return *number != 0;
    return *number;
}

Value readText(void* socket, const OptionInfo& info)
{
    TextBuffer text{};
    std::size_t size = text.size();
    if (zmq_getsockopt(socket, info.zmqNumber, text.data(), &size) != 0)
        return nullptr;
    // Texts come with the zero at their end counted.
    if (info.data == OptionData::Text && size > 0 && text[size - 1] == '\0')
        --size;
    return std::string(text.data(), size);
}

} // namespace

std::string setOption(void* socket, std::string_view name, const Value& value)
{
    const OptionInfo* info = model::findOption(name);
    const std::string what = std::string(name) + " = " + value.describe() + ": ";
    if (info == nullptr)
        return what + "ZeroMQ has no such option";
    if (!info->isSettable())
        return what + "it cannot be set here"
            + (info->isManaged() ? ": " + std::string(info->managed) : "");
    if (info->kind == OptionKind::TextList)
        return what + "subscriptions are not set as an option";
    if (const auto problem = model::whyNot(*info, value))
        return what + *problem;
    if (!setValue(socket, *info, value))
        return what + zmq_strerror(zmq_errno());
    return {};
}

bool isReadable(const OptionInfo& option, model::SocketType type)
{
    return !option.isWriteOnly && option.kind != OptionKind::TextList && !isSecret(option.name)
        && model::appliesTo(option, type);
}

std::vector<OptionReading> readOptions(void* socket, model::SocketType type)
{
    std::vector<OptionReading> readings;
    for (const OptionInfo& info : model::allOptions()) {
        if (!isReadable(info, type))
            continue;
        Value value =
            info.kind == OptionKind::Text ? readText(socket, info) : readInteger(socket, info);
        if (!value.isNull())
            readings.push_back({info.name, std::move(value)});
    }
    return readings;
}

} // namespace topomq::runtime
