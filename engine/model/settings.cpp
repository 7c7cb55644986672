#include "engine/model/settings.h"

#include <algorithm>
#include <cmath>

namespace topomq::model {

namespace {

constexpr double kCountless = 9007199254740992.0; // 2^53: the last exact integer of a JSON number
constexpr std::size_t kLongestPath = 2000;

std::optional<Distribution> namedDistribution(const std::string& kind, const Value& value)
{
    if (kind == "constant" || kind == "exponential") {
        const auto number = value.asNumber();
        if (!number || *number < 0)
            return std::nullopt;
        return Distribution{kind == "constant" ? Distribution::Kind::Constant
                                               : Distribution::Kind::Exponential,
                            *number, 0};
    }
    const Array* pair = value.asArray();
    if (pair == nullptr || pair->size() != 2)
        return std::nullopt;
    const auto first = (*pair)[0].asNumber();
    const auto second = (*pair)[1].asNumber();
    if (!first || !second || *first < 0 || *second < 0)
        return std::nullopt;
    if (kind == "normal")
        return Distribution{Distribution::Kind::Normal, *first, *second};
    if (kind == "uniform" && *first <= *second)
        return Distribution{Distribution::Kind::Uniform, *first, *second};
    return std::nullopt;
}

std::string rangeText(const SettingInfo& setting)
{
    const auto number = [](double value) { return Value(value).describe(); };
    if (setting.most >= kCountless)
        return "must be " + number(setting.least) + " or more";
    return "must be between " + number(setting.least) + " and " + number(setting.most);
}

bool inRange(const SettingInfo& setting, double value)
{
    return std::isfinite(value) && value >= setting.least && value <= setting.most;
}

std::optional<std::string> whyNotCount(const SettingInfo& setting, const Value& value)
{
    const auto number = value.asNumber();
    if (!number || std::floor(*number) != *number)
        return "must be a whole number";
    return inRange(setting, *number) ? std::nullopt : std::optional(rangeText(setting));
}

std::optional<std::string> whyNotDistribution(const SettingInfo& setting, const Value& value)
{
    const auto distribution = distributionFrom(value);
    if (!distribution)
        return R"(must be a number or one of {"constant": x}, {"uniform": [a, b]}, )"
               R"({"exponential": mean}, {"normal": [mean, sd]})";
    const double largest = distribution->largest().value_or(distribution->mean());
    return inRange(setting, distribution->mean()) && inRange(setting, largest)
        ? std::nullopt
        : std::optional(rangeText(setting));
}

std::optional<std::string> whyNotTexts(const SettingInfo& setting, const Value& value)
{
    const Array* array = value.asArray();
    const bool fits = array != nullptr
        && std::all_of(array->begin(), array->end(),
                       [](const Value& item) { return item.asText() != nullptr; });
    if (!fits)
        return "must be a list of texts";
    if (array->empty() && setting.kind == SettingKind::TextList)
        return R"(must have at least one text; [""] means no topic)";
    return std::nullopt;
}

std::optional<std::string> whyNotChoice(const SettingInfo& setting, const Value& value)
{
    const std::string* word = value.asText();
    if (word != nullptr
        && std::find(setting.choices.begin(), setting.choices.end(), *word)
            != setting.choices.end())
        return std::nullopt;
    std::string words;
    for (std::size_t i = 0; i < setting.choices.size(); ++i) {
        if (i > 0)
            words += i + 1 == setting.choices.size() ? " or " : ", ";
        words += setting.choices[i];
    }
    return "must be " + words;
}

/// A word that is written into a request line: a space or a line break in it would end it.
std::optional<std::string> whyNotLine(const Value& value)
{
    const std::string* line = value.asText();
    if (line == nullptr || !line->starts_with('/'))
        return "must be a text that begins with /";
    const bool clean =
        std::all_of(line->begin(), line->end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (!clean)
        return "must have no spaces, and other characters than ASCII written as %XX";
    return line->size() <= kLongestPath
        ? std::nullopt
        : std::optional("must have at most " + std::to_string(kLongestPath) + " characters");
}

std::uint64_t countFrom(const Value& value)
{
    return static_cast<std::uint64_t>(value.asNumber().value_or(0));
}

std::vector<std::string> textsFrom(const Value& value)
{
    std::vector<std::string> texts;
    for (const Value& item : *value.asArray())
        texts.push_back(*item.asText());
    return texts;
}

/// In the order of StreamMode.
std::span<const std::string_view> modeWords()
{
    return findSetting(Role::Stream, "mode")->choices;
}

StreamMode streamModeFromText(std::string_view text)
{
    const auto words = modeWords();
    return static_cast<StreamMode>(std::find(words.begin(), words.end(), text) - words.begin());
}

void read(RoleSettings& settings, std::string_view key, const Value& value)
{
    if (key == "rate")
        settings.rate = *rateFrom(value);
    else if (key == "size")
        settings.size = *distributionFrom(value);
    else if (key == "count")
        settings.count = countFrom(value);
    else if (key == "burst")
        settings.burst = countFrom(value);
    else if (key == "topics")
        settings.topics = textsFrom(value);
    else if (key == "text" && value.asText() != nullptr)
        settings.text = *value.asText();
    else if (key == "text" && value.asBool() != nullptr)
        settings.readable = *value.asBool();
    else if (key == "service_time")
        settings.serviceTime = *distributionFrom(value);
    else if (key == "reply_size")
        settings.replySize = *distributionFrom(value);
    else if (key == "window")
        settings.window = countFrom(value);
    else if (key == "timeout")
        settings.timeout = countFrom(value);
    else if (key == "retries")
        settings.retries = countFrom(value);
    else if (key == "to")
        settings.to = textsFrom(value);
    else if (key == "mode")
        settings.mode = streamModeFromText(*value.asText());
    else if (key == "path")
        settings.path = *value.asText();
    else if (key == "paused")
        settings.paused = *value.asBool();
}

} // namespace

std::string_view toText(StreamMode mode)
{
    return modeWords()[static_cast<std::size_t>(mode)];
}

double Distribution::mean() const
{
    return kind == Kind::Uniform ? (a + b) / 2 : a;
}

std::optional<double> Distribution::largest() const
{
    switch (kind) {
    case Kind::Constant:
        return a;
    case Kind::Uniform:
        return b;
    case Kind::Exponential:
    case Kind::Normal:
        break;
    }
    return std::nullopt;
}

std::optional<std::string> whyNot(const SettingInfo& setting, const Value& value)
{
    switch (setting.kind) {
    case SettingKind::Rate: {
        const auto rate = rateFrom(value);
        if (!rate)
            return R"(must be a number or {"poisson": rate})";
        return inRange(setting, rate->perSecond) ? std::nullopt : std::optional(rangeText(setting));
    }
    case SettingKind::Distribution:
        return whyNotDistribution(setting, value);
    case SettingKind::Count:
        return whyNotCount(setting, value);
    case SettingKind::TextList:
    case SettingKind::NodeList:
        return whyNotTexts(setting, value);
    case SettingKind::Choice:
        return whyNotChoice(setting, value);
    case SettingKind::Line:
        return whyNotLine(value);
    case SettingKind::Switch:
        if (value.asBool() != nullptr)
            return std::nullopt;
        return "must be true or false";
    case SettingKind::Text:
        if (value.asText() != nullptr || value.asBool() != nullptr || value.isNull())
            return std::nullopt;
        return "must be a text, or true for generated text";
    }
    return std::nullopt;
}

RoleSettings settingsOf(const Node& node)
{
    RoleSettings settings;
    for (const SettingInfo& setting : infoOf(node.role).settings) {
        const Value* value = node.settings.find(setting.key);
        if (value != nullptr && !whyNot(setting, *value))
            read(settings, setting.key, *value);
    }
    return settings;
}

StreamMode streamModeOf(const Node& node)
{
    RoleSettings settings;
    const SettingInfo* mode = findSetting(node.role, "mode");
    const Value* value = mode == nullptr ? nullptr : node.settings.find(mode->key);
    if (value != nullptr && !whyNot(*mode, *value))
        read(settings, mode->key, *value);
    return settings.mode;
}

std::optional<Distribution> distributionFrom(const Value& value)
{
    if (const auto number = value.asNumber())
        return Distribution{Distribution::Kind::Constant, *number, 0};
    const Object* object = value.asObject();
    if (object == nullptr || object->size() != 1)
        return std::nullopt;
    const auto& [kind, argument] = object->members().front();
    return namedDistribution(kind, argument);
}

std::optional<Rate> rateFrom(const Value& value)
{
    if (const auto number = value.asNumber())
        return Rate{*number, false};
    const Object* object = value.asObject();
    const Value* poisson = object == nullptr ? nullptr : object->find("poisson");
    if (poisson == nullptr || object->size() != 1 || !poisson->asNumber())
        return std::nullopt;
    return Rate{*poisson->asNumber(), true};
}

Node makeNode(const Topology& topology, Role role, Point position)
{
    const RoleInfo& info = infoOf(role);
    Node node;
    node.id = NodeId(freeId(topology, toText(role)));
    node.role = role;
    node.position = position;
    const std::string& id = node.id.text();
    const std::string number = id.substr(std::min(id.size(), toText(role).size()));
    node.name = std::string(info.label) + (number.empty() ? "" : " " + number);
    for (const SocketSlot& slot : info.slots) {
        if (!slot.required)
            continue;
        Socket socket;
        socket.id = SocketId(std::string(slot.name));
        socket.type = slot.types.front();
        node.sockets.push_back(socket);
    }
    return node;
}

} // namespace topomq::model
