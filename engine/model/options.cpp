#include "engine/model/options.h"

#include "engine/model/option_tables.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace topomq::model {

namespace {

std::vector<OptionInfo> joinedTables()
{
    std::vector<OptionInfo> all;
    for (const auto rows :
         {tables::queueOptions(), tables::patternOptions(), tables::connectionOptions(),
          tables::tcpOptions(), tables::securityOptions(), tables::stateOptions()})
        all.insert(all.end(), rows.begin(), rows.end());
    return all;
}

const std::vector<OptionInfo>& table()
{
    static const std::vector<OptionInfo> all = joinedTables();
    return all;
}

std::string rangeWords(const OptionInfo& option)
{
    return "between " + std::to_string(option.least) + " and " + std::to_string(option.most);
}

std::optional<std::string> whyNoText(const OptionInfo& option, const Value& value)
{
    const auto* text = value.asText();
    if (text == nullptr)
        return "must be a text";
    const auto length = static_cast<std::int64_t>(text->size());
    if (length < option.least || length > option.most)
        return "must have " + std::to_string(option.least) + " to " + std::to_string(option.most)
            + " bytes";
    // ZeroMQ keeps such names for those it makes up itself.
    if (text->front() == '\0')
        return "must not begin with a zero byte";
    if (option.data == OptionData::Text && text->find('\0') != std::string::npos)
        return "must not contain a zero byte";
    return std::nullopt;
}

std::optional<std::string> whyNoIntegers(const OptionInfo& option, const Value& value)
{
    const auto fits = [&option](const Value& item) {
        const auto* number = item.asInteger();
        return number != nullptr && *number >= option.least && *number <= option.most;
    };
    const Array* list = value.asArray();
    const bool good = list != nullptr ? std::all_of(list->begin(), list->end(), fits) : fits(value);
    return good ? std::nullopt
                : std::optional("must be a list of whole numbers " + rangeWords(option));
}

} // namespace

std::span<const OptionInfo> allOptions()
{
    return table();
}

const OptionInfo* findOption(std::string_view name)
{
    static const auto byName = [] {
        std::unordered_map<std::string_view, const OptionInfo*> map;
        for (const OptionInfo& each : table())
            map.emplace(each.name, &each);
        return map;
    }();
    const auto found = byName.find(name);
    return found == byName.end() ? nullptr : found->second;
}

bool appliesTo(const OptionInfo& option, SocketType type)
{
    return option.types.empty()
        || std::find(option.types.begin(), option.types.end(), type) != option.types.end();
}

std::optional<std::string> whyNot(const OptionInfo& option, const Value& value)
{
    switch (option.kind) {
    case OptionKind::Boolean: {
        const auto* number = value.asInteger();
        if (value.asBool() != nullptr || (number != nullptr && (*number == 0 || *number == 1)))
            return std::nullopt;
        return "must be true or false";
    }
    case OptionKind::Text:
        return whyNoText(option, value);
    case OptionKind::IntegerList:
        return whyNoIntegers(option, value);
    case OptionKind::TextList: {
        const auto* list = value.asArray();
        const bool fits = list != nullptr
            && std::all_of(list->begin(), list->end(),
                           [](const Value& item) { return item.asText() != nullptr; });
        return fits ? std::nullopt : std::optional<std::string>("must be a list of texts");
    }
    case OptionKind::Integer:
        break;
    }
    const auto* number = value.asInteger();
    // What is far too large is whole, but no integer of ours.
    const std::optional<double> any = value.asNumber();
    const bool isOutside = any && std::trunc(*any) == *any
        && (*any < static_cast<double>(option.least) || *any > static_cast<double>(option.most));
    const bool isWithin = number != nullptr && *number >= option.least && *number <= option.most;
    if (isWithin)
        return std::nullopt;
    return isOutside || number != nullptr ? "must be " + rangeWords(option)
                                          : "must be a whole number";
}

Value defaultOf(const OptionInfo& option)
{
    switch (option.kind) {
    case OptionKind::Boolean:
        return option.defaultValue != 0;
    case OptionKind::Text:
        return "";
    case OptionKind::TextList:
    case OptionKind::IntegerList:
        return Array{};
    case OptionKind::Integer:
        break;
    }
    return option.defaultValue;
}

std::int64_t integerOption(const Socket& socket, std::string_view name)
{
    const OptionInfo* info = findOption(name);
    const Value* value = socket.options.find(name);
    if (info == nullptr)
        return 0;
    if (value == nullptr || whyNot(*info, *value))
        return info->defaultValue;
    if (const bool* truth = value->asBool())
        return *truth ? 1 : 0;
    return value->asInteger() != nullptr ? *value->asInteger() : info->defaultValue;
}

std::vector<std::int64_t> integersFrom(const Value& value)
{
    std::vector<std::int64_t> numbers;
    if (value.asInteger() != nullptr)
        numbers.push_back(*value.asInteger());
    if (const Array* list = value.asArray()) {
        for (const Value& item : *list) {
            if (item.asInteger() != nullptr)
                numbers.push_back(*item.asInteger());
        }
    }
    return numbers;
}

std::string_view labelOf(OptionGroup group)
{
    switch (group) {
    case OptionGroup::Queues:
        return "Queues and sizes";
    case OptionGroup::Routing:
        return "Routing";
    case OptionGroup::PubSub:
        return "Publish and subscribe";
    case OptionGroup::Timing:
        return "Waiting and closing";
    case OptionGroup::Connection:
        return "Connections";
    case OptionGroup::Heartbeat:
        return "Heartbeats";
    case OptionGroup::Tcp:
        return "TCP and IP";
    case OptionGroup::Multicast:
        return "Multicast";
    case OptionGroup::Security:
        return "Security";
    case OptionGroup::State:
        return "State";
    case OptionGroup::Context:
        return "Context";
    }
    return "";
}

} // namespace topomq::model
