#include "engine/model/parameters.h"

#include <algorithm>
#include <set>

namespace topomq::model {

namespace {

bool holdsExpression(const Value& value)
{
    if (const Array* array = value.asArray())
        return std::any_of(array->begin(), array->end(), holdsExpression);
    if (const Object* object = value.asObject()) {
        return std::any_of(object->members().begin(), object->members().end(),
                           [](const Object::Member& each) { return holdsExpression(each.second); });
    }
    return isExpression(value);
}

void collect(const Value& value, const ParameterUse& place, std::vector<ParameterUse>& uses)
{
    if (isExpression(value)) {
        uses.push_back(place);
        uses.back().expression = *value.asText();
    } else if (const Array* array = value.asArray()) {
        for (const Value& item : *array)
            collect(item, place, uses);
    } else if (const Object* object = value.asObject()) {
        for (const auto& [key, item] : object->members())
            collect(item, place, uses);
    }
}

bool isNumericSetting(const Node& node, const std::string& key)
{
    const SettingInfo* info = findSetting(node.role, key);
    return info != nullptr && takesParameters(*info);
}

bool isNumericOption(const OptionInfo* info)
{
    return info != nullptr && takesParameters(*info);
}

/// Puts numbers in the places of the expressions of `from`; `report` says whether what comes to
/// none is to be left out.
template <class IsNumeric, class Report>
void resolveObject(const Object& from,
                   Object& there,
                   const ParameterValues& values,
                   const IsNumeric& isNumeric,
                   const Report& report)
{
    for (const auto& [key, value] : from.members()) {
        if (!holdsExpression(value) || !isNumeric(key))
            continue;
        Evaluation problem;
        if (auto number = resolved(value, values, &problem))
            there.set(key, std::move(*number));
        else if (report(key, value, problem))
            there.remove(key);
    }
}

template <class Report>
void resolveSocket(const Socket& from,
                   Socket& there,
                   const ParameterValues& values,
                   const Report& report)
{
    resolveObject(
        from.options, there.options, values,
        [](const std::string& key) { return isNumericOption(findOption(key)); }, report);
}

template <class Report>
void resolveSettings(const Node& from,
                     Node& there,
                     const ParameterValues& values,
                     const Report& report)
{
    resolveObject(
        from.settings, there.settings, values,
        [&from](const std::string& key) { return isNumericSetting(from, key); }, report);
}

/// What is left when all that can be reckoned is: parameters in a circle, or behind one.
std::string circleProblem(const std::string& name,
                          const std::map<std::string, std::vector<std::string>>& waiting)
{
    std::string way = "#" + name;
    std::set<std::string> seen;
    std::string at = name;
    while (seen.insert(at).second) {
        const auto& next = waiting.at(at);
        const auto open = std::find_if(next.begin(), next.end(), [&waiting](const auto& each) {
            return waiting.contains(each);
        });
        at = *open;
        if (seen.size() < 6)
            way += " → #" + at;
    }
    return at == name ? "goes round in a circle: " + way : "depends on a circle: " + way;
}

} // namespace

bool takesParameters(const SettingInfo& setting)
{
    return setting.kind == SettingKind::Rate || setting.kind == SettingKind::Distribution
        || setting.kind == SettingKind::Count;
}

bool takesParameters(const OptionInfo& option)
{
    return option.kind == OptionKind::Integer || option.kind == OptionKind::IntegerList;
}

ParameterValues::ParameterValues(const std::vector<Parameter>& parameters)
{
    std::map<std::string, std::string> texts;
    for (const Parameter& parameter : parameters) {
        if (texts.contains(parameter.name) || m_values.contains(parameter.name))
            continue;
        if (const auto number = parameter.value.asNumber())
            m_values.emplace(parameter.name, Evaluation{number, {}, {}});
        else if (const std::string* text = parameter.value.asText())
            texts.emplace(parameter.name, *text);
        else
            m_values.emplace(parameter.name, Evaluation{std::nullopt, "is not a number", {}});
    }
    reckon(texts);
}

/// In an order in which each text comes after those that it names.
void ParameterValues::reckon(const std::map<std::string, std::string>& texts)
{
    std::map<std::string, std::vector<std::string>> waiting;
    std::map<std::string, std::vector<std::string>> usedBy;
    std::map<std::string, std::size_t> missing;
    std::vector<std::string> ready;
    for (const auto& [name, text] : texts) {
        waiting[name] = parametersIn(text);
        for (const std::string& used : waiting[name]) {
            // Names that nobody has are found out when the text is reckoned.
            if (!texts.contains(used))
                continue;
            usedBy[used].push_back(name);
            ++missing[name];
        }
        if (missing[name] == 0)
            ready.push_back(name);
    }
    while (!ready.empty()) {
        const std::string name = ready.back();
        ready.pop_back();
        m_values.emplace(name, evaluate(texts.at(name)));
        waiting.erase(name);
        for (const std::string& user : usedBy[name]) {
            if (--missing[user] == 0)
                ready.push_back(user);
        }
    }
    for (const auto& [name, names] : waiting)
        m_values.emplace(name, Evaluation{std::nullopt, circleProblem(name, waiting), {}});
}

const Evaluation* ParameterValues::find(std::string_view name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? nullptr : &found->second;
}

Evaluation ParameterValues::evaluate(std::string_view expression) const
{
    return model::evaluate(expression, [this](std::string_view name) { return find(name); });
}

std::vector<ParameterUse> parameterUses(const Topology& topology)
{
    std::vector<ParameterUse> uses;
    for (std::size_t n = 0; n < topology.nodes.size(); ++n) {
        const Node& node = topology.nodes[n];
        ParameterUse place{.node = node.id, .nodeIndex = n};
        for (const auto& [key, value] : node.settings.members()) {
            place.key = key;
            if (holdsExpression(value) && isNumericSetting(node, key))
                collect(value, place, uses);
        }
        for (std::size_t s = 0; s < node.sockets.size(); ++s) {
            place.socket = node.sockets[s].id;
            place.socketIndex = s;
            for (const auto& [key, value] : node.sockets[s].options.members()) {
                place.key = key;
                if (holdsExpression(value) && isNumericOption(findOption(key)))
                    collect(value, place, uses);
            }
        }
    }
    for (const auto& [key, value] : topology.context.members()) {
        if (holdsExpression(value) && isNumericOption(findContextOption(key)))
            collect(value, {.key = key}, uses);
    }
    return uses;
}

std::optional<Value>
resolved(const Value& value, const ParameterValues& values, Evaluation* problem)
{
    if (isExpression(value)) {
        const Evaluation result = values.evaluate(*value.asText());
        if (!result.number && problem != nullptr)
            *problem = result;
        return result.number ? std::optional(reckonedValue(*result.number)) : std::nullopt;
    }
    if (const Array* array = value.asArray()) {
        Array items;
        for (const Value& item : *array) {
            auto number = resolved(item, values, problem);
            if (!number)
                return std::nullopt;
            items.push_back(std::move(*number));
        }
        return items;
    }
    if (const Object* object = value.asObject()) {
        Object members;
        for (const auto& [key, item] : object->members()) {
            auto number = resolved(item, values, problem);
            if (!number)
                return std::nullopt;
            members.append(key, std::move(*number));
        }
        return members;
    }
    return value;
}

bool usesParameters(const Node& node)
{
    const auto holds = [](const Object::Member& each) { return holdsExpression(each.second); };
    const auto any = [&holds](const Object& object) {
        return std::any_of(object.members().begin(), object.members().end(), holds);
    };
    return any(node.settings)
        || std::any_of(node.sockets.begin(), node.sockets.end(),
                       [&any](const Socket& socket) { return any(socket.options); });
}

Node resolved(const Node& node, const ParameterValues& values)
{
    Node result = node;
    const auto leaveOut = [](const std::string&, const Value&, const Evaluation&) { return true; };
    resolveSettings(node, result, values, leaveOut);
    for (std::size_t s = 0; s < node.sockets.size(); ++s)
        resolveSocket(node.sockets[s], result.sockets[s], values, leaveOut);
    return result;
}

ResolvedTopology::ResolvedTopology(const Topology& source, Unresolved unresolved)
    : m_source(source)
    , m_unresolved(unresolved)
{
    const std::vector<ParameterUse> uses = parameterUses(source);
    if (uses.empty())
        return;
    m_copy = source;
    const ParameterValues values(source.parameters);
    std::optional<std::size_t> done;
    for (const ParameterUse& use : uses) {
        if (use.node.isEmpty() || use.nodeIndex == done)
            continue;
        done = use.nodeIndex;
        resolveNode(use.nodeIndex, values);
    }
    resolveContext(values);
}

void ResolvedTopology::resolveNode(std::size_t index, const ParameterValues& values)
{
    const Node& from = m_source.nodes[index];
    Node& there = m_copy->nodes[index];
    ParameterUse place{.node = from.id, .nodeIndex = index};
    const auto report = [this, &place](const std::string& key, const Value& value,
                                       const Evaluation& problem) {
        m_problems.push_back({place, problem});
        m_problems.back().use.key = key;
        m_problems.back().use.expression = value.describe();
        return m_unresolved == Unresolved::LeaveOut;
    };
    resolveSettings(from, there, values, report);
    for (std::size_t s = 0; s < from.sockets.size(); ++s) {
        place.socket = from.sockets[s].id;
        place.socketIndex = s;
        resolveSocket(from.sockets[s], there.sockets[s], values, report);
    }
}

void ResolvedTopology::resolveContext(const ParameterValues& values)
{
    const auto report = [this](const std::string& key, const Value& value,
                               const Evaluation& problem) {
        m_problems.push_back({{.key = key, .expression = value.describe()}, problem});
        return m_unresolved == Unresolved::LeaveOut;
    };
    resolveObject(
        m_source.context, m_copy->context, values,
        [](const std::string& key) { return isNumericOption(findContextOption(key)); }, report);
}

} // namespace topomq::model
